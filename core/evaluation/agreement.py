"""How far raters agree beyond chance, with a 95% interval; no number where there is none to give.

Cohen's kappa for two raters, Krippendorff's alpha for more, of whom each may have rated some items
only. Both are 0 at chance and 1 at perfect agreement. Where everybody gave everything the same one
verdict, chance alone explains that, and neither is defined: only the raw agreement is told.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.intervals import RESAMPLES, SEED

KAPPA = "Cohen's kappa"
ALPHA = "Krippendorff's alpha"
TAIL = 0.025
DEFINED = 0.95  # the share of resamples in which it must be defined for an interval to be given

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree on `items` items that at least two of them rated.

    `raw` is the share of agreeing pairs. `value` is the chance-corrected measure, None where it is
    not defined; `low` and `high` bound it, None where the items are too few to tell.
    """

    measure: str
    value: float | None
    low: float | None
    high: float | None
    raw: float | None
    items: int

    def __str__(self) -> str:
        """The agreement as people read it, with its interval or why there is none."""
        if self.raw is None:
            return "Nothing was rated by two."
        raw = f"the same verdict on {self.raw:.0%} of {self.items}"
        if self.value is None:
            return f"{self.measure} is not defined, as only one verdict was given; {raw}."
        interval = (
            "too few to bound"
            if self.low is None
            else f"95% from {self.low:.2f} to {self.high:.2f}"
        )
        return f"{self.measure} {self.value:.2f} ({interval}); {raw}."


def between(raters: Mapping[str, Mapping[str, Hashable]]) -> Agreement:
    """The agreement of raters, each with their verdicts by item: kappa for two, else alpha."""
    verdicts = tuple(raters.values())
    if len(verdicts) == 2:
        first, second = verdicts
        return cohens_kappa([(first[item], second[item]) for item in first if item in second])
    items = dict.fromkeys(item for each in verdicts for item in each)
    return krippendorffs_alpha(
        [[each[item] for each in verdicts if item in each] for item in items]
    )


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Cohen's kappa of two raters, `pairs` being their verdicts on each item.

    Cohen, "A Coefficient of Agreement for Nominal Scales", 1960. The interval is a percentile
    bootstrap over items, from a fixed seed. Where all agree there is nothing to resample: `low` is
    then what the exact lower bound of the raw agreement (Clopper & Pearson, 1934) comes to.
    """
    coded = _codes([verdict for pair in pairs for verdict in pair])
    kinds = int(coded.max(initial=-1)) + 1
    table = np.zeros((kinds, kinds))
    np.add.at(table, (coded[0::2], coded[1::2]), 1)

    def resampled() -> tuple[Floats, Floats]:
        drawn = np.random.default_rng(SEED).multinomial(
            len(pairs), table.ravel() / len(pairs), size=RESAMPLES
        )
        return _of_tables(drawn.reshape(-1, kinds, kinds).astype(np.float64))

    return _agreement(KAPPA, len(pairs), lambda: _of_tables(table[None]), resampled)


def krippendorffs_alpha(items: Sequence[Sequence[Hashable]]) -> Agreement:
    """Krippendorff's alpha for nominal verdicts: for each item those that were given, in any order.

    Items with fewer than two verdicts take no part. Krippendorff, "Computing Krippendorff's
    Alpha-Reliability", 2011. The interval is as that of `cohens_kappa`.
    """
    rated = [list(each) for each in items if len(each) > 1]
    coded = _codes([verdict for each in rated for verdict in each])
    counts = np.zeros((len(rated), int(coded.max(initial=-1)) + 1))
    np.add.at(counts, (np.repeat(np.arange(len(rated)), list(map(len, rated))), coded), 1)

    def resampled() -> tuple[Floats, Floats]:
        share = np.full(len(rated), 1 / len(rated))
        drawn = np.random.default_rng(SEED).multinomial(len(rated), share, size=RESAMPLES)
        return _of_counts(drawn.astype(np.float64), counts)

    return _agreement(
        ALPHA, len(rated), lambda: _of_counts(np.ones((1, len(rated))), counts), resampled
    )


def _agreement(
    measure: str,
    items: int,
    whole: Callable[[], tuple[Floats, Floats]],
    resampled: Callable[[], tuple[Floats, Floats]],
) -> Agreement:
    """The measure of observed and chance agreement, of the items as they are and resampled."""
    if not items:
        return Agreement(measure, None, None, None, None, 0)
    (observed,), (chance,) = whole()
    if chance >= 1:
        return Agreement(measure, None, None, None, float(observed), items)
    value = float((observed - chance) / (1 - chance))
    low, high = _all_agree(items, chance) if observed >= 1 else _bounds(*resampled())
    return Agreement(measure, value, low, high, float(observed), items)


def _all_agree(items: int, chance: float) -> tuple[float, float]:
    return float((TAIL ** (1 / items) - chance) / (1 - chance)), 1.0


def _bounds(observed: Floats, chance: Floats) -> tuple[float, float] | tuple[None, None]:
    defined = chance < 1
    if defined.mean() < DEFINED:
        return None, None
    values = (observed[defined] - chance[defined]) / (1 - chance[defined])
    low, high = np.percentile(values, (100 * TAIL, 100 * (1 - TAIL)))
    return float(low), float(high)


def _of_tables(tables: Floats) -> tuple[Floats, Floats]:
    """Observed and chance agreement of tables (n, kinds, kinds) of one rater's verdicts by the other's."""
    shares = tables / tables.sum(axis=(1, 2), keepdims=True)
    observed = np.trace(shares, axis1=1, axis2=2)
    chance = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    return _exact(observed), _exact(chance)


def _of_counts(times: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """The same of items' verdict counts (items, kinds), each item taken `times` (n, items)."""
    given = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1) / (given - 1)
    totals, verdicts = times @ counts, times @ given
    chance = (totals * (totals - 1)).sum(axis=1) / (verdicts * (verdicts - 1))
    return _exact(times @ same / verdicts), _exact(chance)


def _exact(shares: Floats) -> Floats:
    """Shares of counts, where a sum of them may miss 1 by a rounding error."""
    return shares.round(12)


def _codes(verdicts: Sequence[Hashable]) -> NDArray[np.intp]:
    """Verdicts numbered from 0 in the order they appear."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in verdicts], np.intp)
