"""The smallest drop that a suite could detect, so that a pass is not taken for more than it is."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from core.evaluation.gate.differences import chance, noise_variance
from core.evaluation.gate.pairs import Pair
from core.evaluation.reports.metrics import Metric, Unit
from core.evaluation.reports.resampling import Floats, Sums, sums

POWER = 0.9
SHARED = 0.1
"""How much alike the cases of one document fare when the product gets worse (intraclass
correlation)."""
_DROPS = np.arange(1, 1001) / 1000


def detectable(metric: Metric, pairs: Sequence[Pair], alpha: float, margin: float) -> float | None:
    """The smallest true drop of a share that the gate blocks nine times in ten; None if it blocks none.

    The power of the gate's own rule under the normal approximation (Chow, Shao & Wang, 2008, Sample
    Size Calculations in Clinical Research, ch. 3). The difference varies by noise, taken as if every
    answer had been reworded, so that equal runs claim nothing, and by which cases a drop of that
    size hits: binomial, with the design effect of Kish (1965) for cases that share a document. Of
    times and costs, whose noise is the machine's, nothing is claimed.
    """
    if metric.unit is not Unit.SHARE:
        return None
    weights = np.array([each.weight for each in pairs])
    gains = [metric.sign * (each.after - each.before) for each in pairs]
    clustered = sums(gains, weights.tolist(), [each.cluster for each in pairs])
    noise = noise_variance(metric, pairs, clustered, reworded=True)
    error = np.sqrt(noise + _DROPS * (1 - _DROPS) * _share(weights, clustered))
    tolerated = margin - NormalDist().inv_cdf(1 - alpha) * error
    threshold = np.maximum(tolerated, chance(metric, weights, noise, alpha))
    seen = _DROPS[_DROPS - NormalDist().inv_cdf(POWER) * error >= threshold]
    return float(seen[0]) if len(seen) else None


def _share(weights: Floats, clustered: Sums) -> float:
    """What a case's variance contributes to that of the mean."""
    alone, together = float((weights**2).sum()), float((clustered.weights**2).sum())
    return ((1 - SHARED) * alone + SHARED * together) / float(clustered.weights.sum()) ** 2
