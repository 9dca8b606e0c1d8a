"""An outcome with its scores as an answer to review, without what the case alone would give away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.domain.access import Tier
from core.evaluation.reports.metrics import ISOLATION
from core.evaluation.review.items import Body, Expected, Said, Whom, matters
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Evidence, Score
from core.evaluation.suites.lines import written
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AnyOf, Case, DateFact, Fact, NumberFact, TextFact

UNTOLD = "It is about something that this answer must not say."


def body(suite: Suite, case: Case, outcome: Outcome, scores: Sequence[Said]) -> Body:
    """The answer to review.

    What must not be said may be just what the asker is not cleared for, so it is left out, also of
    scores, unless the answer or its passages say it in any case.
    """
    line = written(case)
    secrets = _unsaid(case, outcome)
    whom = case.as_whom
    return Body(
        question=case.question,
        answer=outcome.answer,
        refusal=outcome.refusal,
        error=outcome.error,
        whom=Whom(whom.clearance, tuple(sorted(whom.groups)), whom.name),
        earlier=case.earlier,
        as_of=case.as_of,
        searched=outcome.searched,
        citations=outcome.citations,
        retrieved=outcome.retrieved,
        scores=tuple(replace(each, score=_without(each.score, secrets)) for each in scores),
        expected=Expected(
            tuple(line.get("must_say", ())),
            line.get("refusal"),
            case.sources,
            case.tags,
            matters(suite, case),
            suite.is_critical(case),
        ),
    )


def sources(case: Case, outcome: Outcome) -> frozenset[str]:
    """Every document that the answer, or what was expected of it, rests on."""
    return frozenset({*case.sources, *(each.source for each in outcome.retrieved)})


def tier(case: Case, scores: Sequence[Said]) -> Tier:
    """What a reader must be cleared for besides the documents that it rests on.

    An answer that leaks may hold what no document of its own does; what is expected may be written
    down where none holds it, and is then as high as the asker.
    """
    if any(each.score.scorer == ISOLATION and each.score.value == 0.0 for each in scores):
        return Tier.RESTRICTED
    return case.as_whom.clearance if case.must_say and not case.justified_by else Tier.PUBLIC


def _unsaid(case: Case, outcome: Outcome) -> tuple[str, ...]:
    seen = " ".join([outcome.answer, *(each.text for each in outcome.retrieved)]).casefold()
    told = {word for fact in case.must_say for word in _words(fact)}
    hidden = {word for fact in case.must_not_say for word in _words(fact)} - told
    return tuple(sorted(each for each in hidden if each.casefold() not in seen))


def _words(fact: Fact) -> Iterator[str]:
    """How a scorer may quote a fact."""
    match fact:
        case TextFact(text):
            yield text
        case NumberFact(number):
            yield f"{number:g}"
            yield f"{number:,g}"
            yield f"{number:,.0f}"
        case DateFact(day):
            yield day.isoformat()
            yield str(day.year)
        case AnyOf(options):
            for each in options:
                yield from _words(each)


def _without(score: Score, secrets: Sequence[str]) -> Score:
    return replace(
        score,
        why=UNTOLD if _tells(score.why, secrets) else score.why,
        evidence=tuple(each for each in score.evidence if not _gives_away(each, secrets)),
    )


def _gives_away(evidence: Evidence, secrets: Sequence[str]) -> bool:
    return _tells(f"{evidence.what} {evidence.text}", secrets)


def _tells(text: str, secrets: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text, re.I) for each in secrets)
