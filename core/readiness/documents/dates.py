"""Documents that lay down rules and do not say since when."""

import re
from collections.abc import Iterator, Sequence

from core.domain.document import ALWAYS
from core.readiness.documents import stated
from core.readiness.documents.naming import mark
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.quantities import quantities
from core.readiness.documents.reading import Text
from core.readiness.finding import Finding, Kind, Severity, Where

RULE = re.compile(
    r"\b(?:must|shall|may not|must not|cannot|may only|(?:is|are) (?:not )?(?:required|allowed|permitted|"
    r"prohibited|forbidden|obliged|entitled|needed|paid|repaid|reimbursed|refused|granted|kept|limited)|"
    r"needs?|only if|unless|no later than|at least|at most|up to|not exceed\w*|within|before|"
    r"provided that|has to|have to|maximum|minimum)\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\b(?:must|shall|may not|may only|(?:is|are) (?:not )?(?:required|allowed|permitted|prohibited|"
    r"forbidden|obliged|entitled)|no later than|at most|not exceed\w*|provided that)\b",
    re.IGNORECASE,
)
RULES = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|rules?|regulations?|terms|code of|standards?|directives?|"
    r"instructions?|conditions|manual|charter|bylaws|agreement)\b",
    re.IGNORECASE,
)
AMOUNTS = re.compile(
    r"\b(?:fees?|rates?|limits?|prices?|tariffs?|charges?|bands|allowances?)\b", re.I
)
CALLED_RULES, FEWEST, SHARE = 1, 6, 0.25
SHOWN = 3


def found(texts: Sequence[Text]) -> Iterator[Finding]:
    """A finding for each document with rules whose metadata and text give no first day."""
    for text in texts:
        rules = rules_of(text)
        if rules and stated.start(text) is None:
            yield _undated(text, rules, len(texts))


def rules_of(text: Text) -> tuple[Passage, ...]:
    """The passages that lay something down; none where a document is not about rules or amounts.

    It is when its name or folder says so and it has some, or when many of its sentences bind someone.
    """
    said = passages(text)
    named = re.sub(r"[-_/]", " ", f"{text.title} {text.source}")
    if AMOUNTS.search(named) and all(each.cells for each in said):
        return tuple(each for each in said if any(c.isdigit() for c in each.words))
    rules = tuple(each for each in said if not each.cells and RULE.search(each.words))
    if RULES.search(named):
        return rules if len(rules) >= CALLED_RULES else ()
    binding = [each for each in rules if BINDING.search(each.words)]
    return rules if len(binding) >= FEWEST and len(binding) >= SHARE * len(said) else ()


def _undated(text: Text, rules: tuple[Passage, ...], all_: int) -> Finding:
    binding = sorted(rules, key=lambda each: (not quantities(each.words), each.start))
    amounts = bool(quantities(binding[0].words))
    hint = " Its name gives a year and no day." if mark(text).year else ""
    ends = " It says when it ends, but not when it begins." if _ends(text) else ""
    return Finding(
        kind=Kind.MISSING_DATES,
        where=Where(text.source),
        what=f"{text.source} ({text.title}) lays down rules and does not say since when they "
        f"apply.{hint}{ends}",
        poisons="It counts as in force on every day: once its rules change, or where they began "
        "later, questions about a day are answered from the wrong text.",
        remedy="Declare effective_from for it, in its front matter or in manifest.toml.",
        severity=Severity.MEDIUM if amounts else Severity.LOW,
        confidence=0.9,
        affected=1,
        out_of=all_,
        evidence=tuple(each.evidence for each in binding[:SHOWN]),
    )


def _ends(text: Text) -> bool:
    return text.metadata.effective.start == ALWAYS and stated.end(text) is not None
