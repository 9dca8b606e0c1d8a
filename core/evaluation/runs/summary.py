"""A run in a few numbers, before anything is scored."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.evaluation.runs.values import Run


@dataclass(frozen=True, slots=True)
class Summary:
    """How many cases and attempts, what came of them, and milliseconds of those without an error.

    `first_p50` is until the first words, the other two until all of it. No time, no attempt: None.
    """

    suite: str
    cases: int
    attempts: int
    answered: int
    refused: int
    errors: int
    first_p50: float | None
    p50: float | None
    p95: float | None
    cost_usd: float

    def as_json(self) -> dict[str, Any]:
        """As a program reads it."""
        return asdict(self)


def summary(run: Run) -> Summary:
    """The summary of a run."""
    sound = [each for each in run.outcomes if each.error is None]
    total = [each.took.total_ms for each in sound]
    return Summary(
        suite=run.suite,
        cases=len({each.case for each in run.outcomes}),
        attempts=len(run.outcomes),
        answered=sum(each.refusal is None for each in sound),
        refused=sum(each.refusal is not None for each in sound),
        errors=len(run.outcomes) - len(sound),
        first_p50=_percentile([each.took.first_ms for each in sound], 50),
        p50=_percentile(total, 50),
        p95=_percentile(total, 95),
        cost_usd=sum(each.took.cost_usd for each in sound),
    )


def _percentile(values: list[float], share: float) -> float | None:
    return round(float(np.percentile(values, share)), 1) if values else None
