"""Latency and cost budgets, from the clauses of requirements.toml."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt
from typing import NamedTuple

from core.evaluation.gate.ruling import Ruling
from core.evaluation.reports.scoring import Scored
from core.evaluation.runs.values import Outcome
from core.evaluation.suites.suite import Suite
from core.requirements.loading import load
from core.requirements.values import ClauseKind

FIRST, WHOLE, COST = "first_token_p95", "answer_p95", "per_request_usd"
_KINDS = {FIRST: ClauseKind.LATENCY, WHOLE: ClauseKind.LATENCY, COST: ClauseKind.COST}


class Budget(NamedTuple):
    """A clause's id, what it limits, and the limit: seconds, or US dollars a request."""

    clause: str
    limits: str
    limit: float

    @property
    def rule(self) -> str:
        """What its rule is called."""
        return f"budget: {self.clause} {self.limits}"


class Quantile(NamedTuple):
    """A 95th percentile with the bounds of its 95% interval."""

    value: float
    low: float
    high: float


def budgets(suite: Suite) -> tuple[Budget, ...]:
    """The budgets of the suite's requirements; none where it names no file.

    Raises `BadRequirements` for a file that cannot be used.
    """
    if suite.requirements is None:
        return ()
    return tuple(
        Budget(clause.id, name, float(clause.limits[name]))
        for clause in load(suite.requirements).clauses
        for name, kind in _KINDS.items()
        if clause.kind is kind and clause.limits.get(name) is not None
    )


def held(candidate: Scored) -> Iterator[Ruling]:
    """Whether the candidate keeps each budget: 19 of 20 times in time, every request at its cost."""
    sound = [
        outcome
        for case in candidate.cases
        for outcome in candidate.outcomes[case]
        if outcome.error is None
    ]
    for budget in budgets(candidate.suite):
        yield _cost(budget, sound) if budget.limits == COST else _latency(budget, sound)


def p95(values: Sequence[float]) -> Quantile:
    """The nearest-rank 95th percentile; its interval is that of order statistics (Conover, 1999)."""
    ranked, share = sorted(values), 0.95
    spread = 1.96 * sqrt(len(ranked) * share * (1 - share))
    low = floor(len(ranked) * share - spread)
    high = ceil(len(ranked) * share + spread)
    return Quantile(
        ranked[ceil(len(ranked) * share) - 1],
        ranked[max(low, 1) - 1],
        ranked[min(high, len(ranked)) - 1],
    )


def _latency(budget: Budget, outcomes: Sequence[Outcome]) -> Ruling:
    times = [
        (each.took.first_ms if budget.limits == FIRST else each.took.total_ms) / 1000
        for each in outcomes
        if each.refusal is None or budget.limits == WHOLE
    ]
    if not times:
        return _nothing(budget)
    took = p95(times)
    what = "had begun" if budget.limits == FIRST else "were whole"
    why = (
        f"19 of 20 answers {what} within {took.value:.2g} s ({took.low:.2g} to {took.high:.2g}, "
        f"{len(times)} answers); {budget.limit:g} s are allowed."
    )
    return Ruling(budget.rule, took.value <= budget.limit, why)


def _cost(budget: Budget, outcomes: Sequence[Outcome]) -> Ruling:
    if not outcomes:
        return _nothing(budget)
    dearest = max(outcomes, key=lambda each: each.took.cost_usd)
    cost = dearest.took.cost_usd
    why = (
        f"The dearest of {len(outcomes)} requests cost ${cost:.4g}; ${budget.limit:g} are allowed."
    )
    passed = cost <= budget.limit
    return Ruling(budget.rule, passed, why, () if passed else (dearest.case,))


def _nothing(budget: Budget) -> Ruling:
    return Ruling(budget.rule, False, "Nothing was answered, so nothing shows that it is kept.")
