"""How well a score tells two classes apart: AUROC, F1, balanced accuracy, with their intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
Measure = Callable[[Places], float]
"""A figure of the answers at these places, some of them more than once."""
RESAMPLES = 500
SEED = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval; NaN where it cannot be told."""

    value: float
    low: float
    high: float

    def as_json(self, name: str) -> dict[str, float | None]:
        """`name`, `name_low`, `name_high`; null for what cannot be told."""
        values = {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}
        return {key: None if np.isnan(v) else round(v, 4) for key, v in values.items()}


def auroc(positive: Sequence[bool] | Flags, scores: Sequence[float] | Values) -> float:
    """The chance that a positive scores above a negative, ties half; NaN without both."""
    wanted, given = np.asarray(positive, bool), np.asarray(scores, np.float64)
    order = np.sort(given)
    ranks = (np.searchsorted(order, given, "left") + np.searchsorted(order, given, "right") + 1) / 2
    ones, zeros = int(wanted.sum()), int((~wanted).sum())
    if not ones or not zeros:
        return float("nan")
    return float((ranks[wanted].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def f1(positive: Flags, flagged: Values) -> float:
    """The harmonic mean of precision and recall of what is flagged (above 0)."""
    both, either = int((positive & (flagged > 0)).sum()), int(positive.sum() + (flagged > 0).sum())
    return 2 * both / either if either else float("nan")


def balanced_accuracy(positive: Flags, flagged: Values) -> float:
    """The mean of the shares of positives and of negatives told rightly; NaN without both."""
    if not positive.any() or positive.all():
        return float("nan")
    return float(((flagged[positive] > 0).mean() + (flagged[~positive] <= 0).mean()) / 2)


def bootstrapped(measure: Measure, sources: Sequence[str], resamples: int = RESAMPLES) -> Figure:
    """What `measure` makes of all places, with a percentile bootstrap over sources.

    The answers of one source stand or fall together, so they are drawn together.
    """
    held: dict[str, list[int]] = {}
    for place, source in enumerate(sources):
        held.setdefault(source, []).append(place)
    places = [np.array(found) for found in held.values()]
    random = np.random.default_rng(SEED)
    found = [
        measure(np.concatenate([places[n] for n in random.integers(len(places), size=len(places))]))
        for _ in range(resamples)
    ]
    kept = [value for value in found if not np.isnan(value)]
    low, high = np.percentile(kept, (2.5, 97.5)) if kept else (np.nan, np.nan)
    return Figure(measure(np.arange(len(sources))), float(low), float(high))


def within(positive: Flags, scores: Values, groups: Places, least: int = 5) -> float:
    """The mean AUROC inside each group that has `least` positives and negatives; NaN if none has."""
    found = []
    for group in np.unique(groups):
        wanted, given = positive[groups == group], scores[groups == group]
        if least <= wanted.sum() <= len(wanted) - least:
            found.append(auroc(wanted, given))
    return float(np.mean(found)) if found else float("nan")
