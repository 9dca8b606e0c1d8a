"""How much a metric changed from baseline to candidate, and how much of that chance may have done.

Two questions are asked of every metric, each at the metric's share of the gate's alpha:

- What is the largest drop that these cases do not rule out? `worst` is the one-sided bound of the
  paired difference, from resamples of whole documents with one case won and one lost added
  (Bonett & Price, 2012). A drop is tolerable where this lies within the margin: the test of
  non-inferiority.
- What drop would chance bring about if nothing had changed? `noise` is that bound. Its variance is
  the largest of three: what reworded answers of an unchanged release do to verdicts (`FLIPPED`),
  what attempts at the same case differ by, and what the gains are like. A real drop makes no gains,
  so noise is not overestimated where it matters; McNemar's test, which takes gains and losses
  together, sees fewer true drops. Verdicts come in whole cases, so the normal quantile is widened
  for the kurtosis of a difference of two Poisson counts (Cornish & Fisher, 1938).

A drop counts against a candidate when it is both: more than chance brings about, and not shown to
be within the margin. So a small suite does not block what is unchanged, and a large one does not
block what is too small to matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from core.evaluation.gate.pairs import Pair
from core.evaluation.reports.metrics import Metric, Unit
from core.evaluation.reports.resampling import (
    PERCENTILES,
    Floats,
    Sums,
    cautious,
    resampled,
    sums,
)

FLIPPED = 0.05
"""The share of verdicts that change where nothing did but the words: at most, with 85% confidence
(Clopper & Pearson, 1934), as an unchanged release reworded 142 answers and 4 verdicts flipped."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric's paired difference, candidate less baseline, with its 95% interval.

    `before` and `after` are the means over the same pairs. `worst` and `noise` are drops, as positive
    numbers in the metric's unit: the largest not ruled out, and the largest that chance explains,
    both one-sided at `alpha`.
    """

    metric: Metric
    before: float
    after: float
    low: float
    high: float
    pairs: int
    documents: int
    wins: int
    losses: int
    alpha: float
    worst: float
    noise: float

    @property
    def value(self) -> float:
        """Candidate less baseline, in the metric's unit."""
        return self.after - self.before

    @property
    def drop(self) -> float:
        """By how much the candidate is worse; negative where it is better."""
        return -self.metric.sign * self.value

    def exceeds(self, margin: float) -> bool:
        """Whether the drop is more than chance explains and not shown to be within the margin."""
        return self.drop > self.noise and self.worst > margin

    def proves(self, margin: float) -> bool:
        """Whether the cases suffice to show that the drop is within the margin."""
        return self.worst <= margin


def difference(metric: Metric, pairs: Sequence[Pair], alpha: float) -> Difference:
    """The difference over at least one pair; `alpha` is this metric's share of the gate's."""
    weights = np.array([each.weight for each in pairs])
    gains = metric.sign * np.array([each.after - each.before for each in pairs])
    clustered = sums(gains.tolist(), weights.tolist(), [each.cluster for each in pairs])
    step = 1.0 if metric.unit is Unit.SHARE else float(np.sqrt(np.mean(gains**2)))
    drawn = resampled(cautious(clustered, len(pairs), (-step, step)))
    before = float(np.average([each.before for each in pairs], weights=weights))
    low, high = _bounds(metric, clustered.mean, drawn)
    return Difference(
        metric=metric,
        before=before,
        after=before + metric.sign * clustered.mean,
        low=low,
        high=high,
        pairs=len(pairs),
        documents=len(clustered.weights),
        wins=int((gains > 0).sum()),
        losses=int((gains < 0).sum()),
        alpha=alpha,
        worst=max(0.0, -float(np.quantile(drawn, alpha)), -clustered.mean),
        noise=chance(metric, weights, noise_variance(metric, pairs, clustered), alpha),
    )


def noise_variance(
    metric: Metric, pairs: Sequence[Pair], clustered: Sums, *, reworded: bool = False
) -> float:
    """The variance of the mean difference that chance alone brings about.

    With `reworded`, as if every answer had been given in other words; so also where a score changed
    though the answer did not, as then it is the scorer that is unsteady.
    """
    total = float(clustered.weights.sum())
    flipped = FLIPPED if metric.unit is Unit.SHARE else 0.0
    every = reworded or any(each.before != each.after and not each.reworded for each in pairs)
    floor = sum(flipped * each.weight**2 for each in pairs if every or each.reworded)
    attempts = sum(each.spread * each.weight**2 for each in pairs)
    gained = 2 * float((np.maximum(clustered.values, 0) ** 2).sum())
    return max(floor, attempts, gained) / total**2


def chance(metric: Metric, weights: Floats, variance: float, alpha: float) -> float:
    """The drop that chance exceeds with probability `alpha`."""
    if variance == 0:
        return 0.0
    z = NormalDist().inv_cdf(1 - alpha)
    kurtosis = 0.0
    if metric.unit is Unit.SHARE:
        step = float((weights**4).sum() / (weights**2).sum())
        kurtosis = step / (variance * float(weights.sum()) ** 2)
    return (z + (z**3 - 3 * z) / 24 * kurtosis) * sqrt(variance)


def _bounds(metric: Metric, gain: float, drawn: Floats) -> tuple[float, float]:
    """The interval of the difference in the metric's own direction; it always holds the difference."""
    value = metric.sign * gain
    low, high = map(float, np.percentile(metric.sign * drawn, PERCENTILES))
    return min(low, value), max(high, value)
