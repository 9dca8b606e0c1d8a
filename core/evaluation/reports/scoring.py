"""A run with what every scorer says of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.evaluation.reports.metrics import METRICS, Metric, metric
from core.evaluation.runs.values import Outcome, Run
from core.evaluation.scorers.score import Score, ScoreOutOfRange, Scorer, unscored
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class CaseValue:
    """A metric's value for one case: the mean over `scored` attempts, None where there are none.

    `lost` attempts are those the metric applies to that went unscored; `spread` is the variance
    between attempts, 0 for a single one.
    """

    value: float | None
    scored: int
    lost: int
    spread: float = 0.0


class Place(NamedTuple):
    """Where a case stands in the suite: with which others it stands or falls, and its weight."""

    cluster: str
    weight: float


@dataclass(frozen=True)
class Scored:
    """A run's scores: by case id and scorer, one for each attempt, in the attempts' order.

    `limits` tells of each scorer what it cannot tell, to be shown wherever its scores are. What
    people or a judge say later goes in as scores of the same name in the place of these.
    """

    run: Run
    suite: Suite
    scores: Mapping[str, Mapping[str, tuple[Score, ...]]]
    limits: Mapping[str, str]

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[Outcome, ...]]:
        """By case id, what came of each attempt."""
        return outcomes(self.run)

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """The suite's cases that were asked, by id."""
        return {each.id: each for each in self.suite.cases if each.id in self.outcomes}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """By case id, the document it rests on and how much it counts."""
        weight = self.suite.weight
        return {name: Place(case.cluster, weight(case)) for name, case in self.cases.items()}

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics that there are scores for, in the order in which they are shown."""
        order = list(METRICS)
        names = sorted(self.limits, key=lambda name: (name not in order, name))
        known = [name for name in order if name in self.limits]
        return tuple(metric(name) for name in (*known, *names[len(known) :]))

    @cached_property
    def _values(self) -> dict[str, Mapping[str, CaseValue]]:
        return {}

    def values(self, name: str) -> Mapping[str, CaseValue]:
        """A metric's value for every case it concerns and applies to, scored or not, by case id."""
        if name not in self._values:
            self._values[name] = dict(self._valued(metric(name)))
        return self._values[name]

    def _valued(self, wanted: Metric) -> Iterable[tuple[str, CaseValue]]:
        for name, case in self.cases.items():
            if wanted.concerns(case):
                scores = self.scores[name].get(wanted.name, ())
                applied = [
                    score.value
                    for score, outcome in zip(scores, self.outcomes[name], strict=False)
                    if wanted.applies(outcome)
                ]
                if applied:
                    yield name, _case_value(applied)


def scored(run: Run, suite: Suite, scorers: Iterable[Scorer]) -> Scored:
    """Every scorer's word on every outcome of the suite's cases.

    A scorer that gives no finite number leaves its outcome unscored, with the reason. Outcomes of
    cases that the suite no longer has are left out.
    """
    asked = outcomes(run)
    several = tuple(scorers)
    return Scored(
        run=run,
        suite=suite,
        scores={
            case.id: {
                each.name: tuple(_score(each, case, outcome) for outcome in asked[case.id])
                for each in several
            }
            for case in suite.cases
            if case.id in asked
        },
        limits={each.name: each.limits for each in several},
    )


def outcomes(run: Run) -> Mapping[str, tuple[Outcome, ...]]:
    """By case id, what came of each attempt, in the attempts' order."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for each in run.outcomes:
        found[each.case].append(each)
    return {case: tuple(sorted(several, key=_attempt)) for case, several in found.items()}


def _score(scorer: Scorer, case: Case, outcome: Outcome) -> Score:
    try:
        return scorer(case, outcome)
    except ScoreOutOfRange as error:
        return unscored(scorer.name, str(error))


def _case_value(applied: list[float | None]) -> CaseValue:
    given = [value for value in applied if value is not None]
    lost = len(applied) - len(given)
    if len(given) < SEVERAL:
        return CaseValue(given[0] if given else None, len(given), lost)
    mean = sum(given) / len(given)
    spread = sum((value - mean) ** 2 for value in given) / (len(given) - 1)
    return CaseValue(mean, len(given), lost, spread)


def _attempt(outcome: Outcome) -> int:
    return outcome.attempt
