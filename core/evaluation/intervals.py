"""Means that say how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
SEED = 7


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `n` cases with the bounds of its 95% interval."""

    value: float
    low: float
    high: float
    n: int


def mean(values: Sequence[float]) -> Mean:
    """The mean with its percentile bootstrap interval (Efron & Tibshirani, 1993).

    The cases are resampled 2000 times from a fixed seed, so the same values give the same bounds.
    Pass the differences of two systems case by case to compare them paired. No values: all zero.
    """
    if not values:
        return Mean(0.0, 0.0, 0.0, 0)
    sample = np.asarray(values, np.float64)
    random = np.random.default_rng(SEED)
    means = [
        sample[random.integers(len(sample), size=len(sample))].mean() for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(means, (2.5, 97.5))
    return Mean(float(sample.mean()), float(low), float(high), len(sample))
