"""Documents that are there twice, word for word or nearly so."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from core.readiness.documents.families import families
from core.readiness.documents.forms import is_form
from core.readiness.documents.reading import Text
from core.readiness.documents.shingles import alike, tokens
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

NEAR = 0.7  # of the words of the smaller document, in runs of three
AS_LONG = 0.5
FEWEST = 30  # words; shorter texts are alike by chance
SHOWN = 4


def found(texts: Sequence[Text]) -> Iterator[Finding]:
    """Documents with the same words, and pairs of nearly the same; versions of one are no such pair."""
    same = _same(texts)
    for group in same:
        yield _duplicates([texts[number] for number in group], len(texts))
    copies = {number for group in same for number in group[1:]}
    kin = [{each.text.source for each in family.versions} for family in families(texts)]
    for pair in alike(tuple(text.text for text in texts), NEAR):
        one, other = texts[pair.one], texts[pair.other]
        if copies & {pair.one, pair.other} or any({one.source, other.source} <= k for k in kin):
            continue
        if _comparable(one, other) and not is_form(one, other) and not _only_numbers(one, other):
            yield _near(one, other, pair.containment, len(texts))


def _same(texts: Sequence[Text]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        groups.setdefault(" ".join(tokens(text.text)), []).append(number)
    return [group for group in groups.values() if len(group) > 1]


def _comparable(one: Text, other: Text) -> bool:
    lengths = sorted((len(tokens(one.text)), len(tokens(other.text))))
    return lengths[0] >= FEWEST and lengths[0] >= AS_LONG * lengths[1]


def _only_numbers(one: Text, other: Text) -> bool:
    """Whether nothing but numbers tells them apart: then they are versions, or contradict each other."""
    left = [word for word in tokens(one.text) if not word[0].isdigit()]
    right = [word for word in tokens(other.text) if not word[0].isdigit()]
    return left == right


def _duplicates(group: Sequence[Text], all_: int) -> Finding:
    first, *others = group
    names = ", ".join(each.source for each in others)
    return Finding(
        kind=Kind.DUPLICATE_DOCUMENTS,
        where=Where(first.source, also=tuple(Where(each.source) for each in others)),
        what=f"{names} and {first.source} have the same words.",
        poisons="An answer cites whichever copy is found first; once one copy is changed, the other "
        "goes on answering as before.",
        remedy="Keep one copy where its owner maintains it, and take the others out.",
        severity=Severity.MEDIUM,
        confidence=1.0,
        affected=len(group),
        out_of=all_,
        evidence=tuple(Evidence(each.source, (("title", each.title),)) for each in group[:10]),
    )


def _near(one: Text, other: Text, containment: float, all_: int) -> Finding:
    return Finding(
        kind=Kind.NEAR_DUPLICATE_DOCUMENTS,
        where=Where(one.source, also=(Where(other.source),)),
        what=f"{one.source} and {other.source} are nearly the same text: {containment:.0%} of the "
        "shorter one stands in the other, and no date or version tells which one counts.",
        poisons="Answers mix the two, and where their wording differs it is chance which one is cited.",
        remedy="Settle which one counts. Take the other out, or give both the days they apply "
        "(effective_from, effective_to) or a subject of their own.",
        severity=Severity.MEDIUM,
        confidence=min(0.99, 0.5 + containment / 2),
        affected=2,
        out_of=all_,
        evidence=tuple(_differences(one, other)),
    )


def _differences(one: Text, other: Text) -> Iterator[Evidence]:
    """The first lines that are not in both."""
    left, right = one.text.splitlines(), other.text.splitlines()
    shown = 0
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal" or shown >= SHOWN:
            continue
        for text, lines in ((one, left[a:b]), (other, right[c:d])):
            said = " ".join(lines).strip()
            if said:
                yield Evidence(text.source, (("text", said[:400]),))
        shown += 1
