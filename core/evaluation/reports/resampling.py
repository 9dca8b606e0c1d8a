"""The cluster bootstrap: cases that rest on one document are drawn together, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.evaluation.intervals import RESAMPLES, SEED

Floats = NDArray[np.float64]
PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted values and weights, summed within each cluster."""

    values: Floats
    weights: Floats

    @property
    def mean(self) -> float:
        """The weighted mean over all cases."""
        return float(self.values.sum() / self.weights.sum())


def sums(values: Sequence[float], weights: Sequence[float], clusters: Sequence[str]) -> Sums:
    """The sums of each cluster, in the clusters' order by name."""
    names, place = np.unique(np.asarray(clusters), return_inverse=True)
    share = np.asarray(weights, np.float64)
    weighted = np.asarray(values, np.float64) * share
    return Sums(_summed(place, weighted, len(names)), _summed(place, share, len(names)))


def cautious(clustered: Sums, cases: int, extremes: tuple[float, float]) -> Sums:
    """With two more clusters, a case of average weight at each extreme.

    Few cases, or cases all alike, would else look certain: a bootstrap of ten successes never draws
    a failure. One success and one failure more than were seen is Laplace's rule; for paired
    differences, one case won and one lost, Bonett & Price (2012), J. Educ. Behav. Stat. 37:479-488.
    """
    weight = clustered.weights.sum() / cases
    return Sums(
        np.append(clustered.values, np.asarray(extremes) * weight),
        np.append(clustered.weights, (weight, weight)),
    )


def resampled(clustered: Sums) -> Floats:
    """The weighted mean of each of 2000 resamples of whole clusters, lowest first.

    Clusters are drawn with replacement (Field & Welsh, 2007, "Bootstrapping clustered data", J. R.
    Stat. Soc. B 69:369-390), from a fixed seed: the same values give the same means.
    """
    drawn = _drawn(len(clustered.values))
    return np.sort((drawn @ clustered.values) / (drawn @ clustered.weights))


@lru_cache(maxsize=64)
def _drawn(clusters: int) -> Floats:
    """How often each cluster is in each resample."""
    random = np.random.default_rng(SEED)
    share = np.full(clusters, 1 / clusters)
    return random.multinomial(clusters, share, size=RESAMPLES).astype(np.float64)


def _summed(place: NDArray[np.intp], values: Floats, clusters: int) -> Floats:
    return np.bincount(place, values, minlength=clusters).astype(np.float64)
