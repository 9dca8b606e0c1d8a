"""Cases that both runs were asked, beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.evaluation.reports.metrics import Metric
from core.evaluation.reports.scoring import Scored
from core.evaluation.runs.values import Outcome


@dataclass(frozen=True, slots=True)
class Pair:
    """A case with its value in the baseline and in the candidate.

    `spread` is the variance of their difference by what attempts at the case differ by.
    """

    case: str
    cluster: str
    weight: float
    before: float
    after: float
    spread: float
    reworded: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """Case ids that can be compared, and those that cannot, told apart.

    `reworded` are those of `both` with another answer, refusal or retrieved passage: what stayed the
    same to the letter cannot have been scored otherwise by chance.
    """

    both: tuple[str, ...]
    reworded: frozenset[str]
    only_baseline: tuple[str, ...]
    only_candidate: tuple[str, ...]
    asked_differently: tuple[str, ...]


def overlap(baseline: Scored, candidate: Scored) -> Overlap:
    """Which cases both runs were asked, in the same words and as the same principal."""
    before, after = baseline.outcomes, candidate.outcomes
    common = [case for case in candidate.cases if case in before]
    alike = {case: _asked(before[case]) == _asked(after[case]) for case in common}
    both = tuple(case for case in common if alike[case])
    return Overlap(
        both=both,
        reworded=frozenset(case for case in both if _said(before[case]) != _said(after[case])),
        only_baseline=tuple(case for case in before if case not in candidate.cases),
        only_candidate=tuple(case for case in candidate.cases if case not in before),
        asked_differently=tuple(case for case in common if not alike[case]),
    )


def pairs(metric: Metric, baseline: Scored, candidate: Scored, common: Overlap) -> Iterator[Pair]:
    """The comparable cases that both runs have a value for."""
    before, after = baseline.values(metric.name), candidate.values(metric.name)
    for case in common.both:
        was, now = before.get(case), after.get(case)
        if was and now and was.value is not None and now.value is not None:
            place = candidate.places[case]
            yield Pair(
                case=case,
                cluster=place.cluster,
                weight=place.weight,
                before=was.value,
                after=now.value,
                spread=was.spread / was.scored + now.spread / now.scored,
                reworded=case in common.reworded,
            )


def _asked(outcomes: tuple[Outcome, ...]) -> frozenset[str]:
    return frozenset(outcome.asked for outcome in outcomes)


def _said(outcomes: tuple[Outcome, ...]) -> list[tuple[object, ...]]:
    return [(each.answer, each.refusal, each.citations, each.retrieved) for each in outcomes]
