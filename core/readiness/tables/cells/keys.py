"""Values that come again in a column that otherwise tells every row apart."""

from collections.abc import Sequence

import numpy as np

from core.readiness.tables.cells.coding import Bools, Coded, Ints

ALONE = 0.85
"""The share of a key's values that stand in one row only."""
TIMES = 3
"""A value in so many rows is right in one of them at most, so most of them are wrong."""
SEVERAL = 3
"""One value that comes again is a default; so many are copies."""
DEFAULT = 0.05
AGREED = 0.6


def repeated(column: Coded, columns: Sequence[Coded] = ()) -> Ints:
    """The codes of a key's values that stand in three rows or more; none where it is no key.

    A key here is of one word with digits in it, as names do recur, without fractions, as amounts do,
    and holds more rows apart than together. Which of the rows is right is not known.
    """
    nothing = np.array([], dtype=np.int64)
    here = ~column.absent
    alone = int((column.counts[here] == 1).sum())
    if alone < ALONE * int(here.sum()) or 2 * alone < column.present or not _are_codes(column):
        return nothing
    often = here & (column.counts >= TIMES)
    few = int(often.sum()) < SEVERAL + 3 * _by_chance(column)
    if few or _names_things(column, often, columns):
        return nothing
    return np.flatnonzero(often & (column.counts < DEFAULT * column.rows))


def _names_things(column: Coded, often: Bools, others: Sequence[Coded]) -> bool:
    """Whether rows that share a value agree elsewhere too, so that it stands for one thing again."""
    rows = np.flatnonzero(often[column.codes])
    return any(
        _agreement(column.codes[rows], other.codes[rows]) > AGREED
        for other in others
        if other is not column and other.counts.max() < AGREED / 2 * other.rows
    )


def _agreement(groups: Ints, values: Ints) -> float:
    """The share of rows that say the same as the row before them in their group."""
    order = np.argsort(groups, kind="stable")
    same = groups[order][1:] == groups[order][:-1]
    alike = values[order][1:] == values[order][:-1]
    return float(alike[same].mean()) if same.any() else 0.0


def _by_chance(column: Coded) -> float:
    """How many values would stand in three rows if rows drew them at random, as few as in two do.

    For values drawn at a rate λ (Poisson), those in two rows are λ/2 of those in one, those in three
    λ²/6.
    """
    present = column.counts[~column.absent]
    ones, twos = int((present == 1).sum()), int((present == 2).sum())
    rate = 2 * twos / ones if ones else 0.0
    return ones * rate**2 / 6


def _are_codes(column: Coded) -> bool:
    codes = sum(
        any(map(str.isdigit, value)) and " " not in value and not _is_fraction(value)
        for value in column.values
    )
    return codes > 0.95 * len(column.values)


def _is_fraction(value: str) -> bool:
    return "." in value and value.replace(".", "", 1).lstrip("+-").isdigit()
