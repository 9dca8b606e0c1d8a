"""Figures: a metric over cases, never without its interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.evaluation.reports.metrics import Metric, Unit
from core.evaluation.reports.resampling import PERCENTILES, Sums, cautious, resampled, sums
from core.evaluation.reports.scoring import Scored
from core.evaluation.suites.values import Case

Which = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """A weighted mean over `cases` on `documents`, with the bounds of its 95% interval.

    `lost` cases took no part, as no attempt of theirs could be scored. Without a scored case there
    is no figure: `value`, `low` and `high` are None.
    """

    metric: Metric
    value: float | None
    low: float | None
    high: float | None
    cases: int
    documents: int
    lost: int = 0

    def __str__(self) -> str:
        """As people read it: `83.2% (76.1% to 89.0%, 120 cases)`."""
        if self.value is None or self.low is None or self.high is None:
            return "not scored"
        low, high = self.metric.told(self.low), self.metric.told(self.high)
        return f"{self.metric.told(self.value)} ({low} to {high}, {self.cases} cases)"


def every(_: Case) -> bool:
    """Every case."""
    return True


def figures(scored: Scored, which: Which = every) -> Mapping[str, Figure]:
    """The figure of every metric there are scores for, by name, over the cases `which` accepts."""
    return {each.name: figure(scored, each, which) for each in scored.metrics}


def figure(scored: Scored, metric: Metric, which: Which = every) -> Figure:
    """A metric's mean over cases, weighted as the suite weights them.

    The interval is the percentile bootstrap's, whole documents being drawn, and for a
    share a success and a failure more than were seen (see `resampling`).
    """
    values = {
        case: value
        for case, value in scored.values(metric.name).items()
        if which(scored.cases[case])
    }
    given = {case: each.value for case, each in values.items() if each.value is not None}
    lost = len(values) - len(given)
    if not given:
        return Figure(metric, None, None, None, 0, 0, lost)
    places = [scored.places[case] for case in given]
    weights = [each.weight for each in places]
    clustered = sums(list(given.values()), weights, [each.cluster for each in places])
    low, high = _bounds(clustered, len(given), metric)
    documents = len(clustered.weights)
    return Figure(metric, clustered.mean, low, high, len(given), documents, lost)


def _bounds(clustered: Sums, cases: int, metric: Metric) -> tuple[float, float]:
    """The interval; it always holds the mean."""
    drawn = cautious(clustered, cases, (0.0, 1.0)) if metric.unit is Unit.SHARE else clustered
    low, high = map(float, np.percentile(resampled(drawn), PERCENTILES))
    return min(low, clustered.mean), max(high, clustered.mean)
