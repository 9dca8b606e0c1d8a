"""Where the values of a column lie: how often each comes, and which lie apart from all others."""

from functools import lru_cache
from typing import NamedTuple

import polars as pl

from core.readiness.tables.dates import dated
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import parsed
from core.readiness.tables.profile import Column

_FEWEST = 8
_DEEPEST, _DEEP_SHARE = 25, 0.02


class Apart(NamedTuple):
    """The values that lie below and above all others with a wide gap between."""

    low: list[float]
    high: list[float]


@lru_cache(maxsize=64)
def points(column: Column) -> pl.DataFrame:
    """`number` (Float64, ascending) and `count` of the column's present values.

    A day is its number of days since 1970. Empty for a column of neither numbers nor days.
    """
    values = column.counts["value"]
    if column.kind == ColumnKind.DATE:
        numbers = dated(values).cast(pl.Int32).cast(pl.Float64)
    elif column.kind.is_numeric or column.kind == ColumnKind.IDENTIFIER:
        numbers = parsed(values)
    else:
        numbers = pl.Series(values=[], dtype=pl.Float64)
        values = values.clear()
    counts = column.counts["count"].head(len(values))
    frame = pl.DataFrame({"number": numbers, "count": counts})
    return frame.drop_nulls().group_by("number").agg(pl.col("count").sum()).sort("number")


def apart(placed: pl.DataFrame, least: float = 0.0) -> Apart:
    """The values of `points` that lie apart by more than the others reach, and at least `least`.

    Each value counts once however often it comes, so that a spike does not become the middle.
    """
    values = placed["number"].to_list()
    if len(values) < _FEWEST:
        return Apart([], [])
    middle = values[len(values) // 2]
    high = _beyond([value - middle for value in reversed(values)], least)
    low = _beyond([middle - value for value in values], least)
    return Apart(values[:low], values[len(values) - high :] if high else [])


def _beyond(reach: list[float], least: float) -> int:
    """How many of the first, of distances from the middle in descending order, lie apart."""
    deepest = min(_DEEPEST, max(3, int(len(reach) * _DEEP_SHARE)), len(reach) // 4)
    for depth in range(deepest, 0, -1):
        inner = reach[depth]
        if reach[depth - 1] - inner > max(inner, least) and inner >= 0:
            return depth
    return 0


def middle_and_spread(placed: pl.DataFrame) -> tuple[float, float]:
    """The median and the median absolute deviation (times 1.4826) of all cells."""
    middle = _median(placed)
    off = placed.with_columns((pl.col("number") - middle).abs()).sort("number")
    return middle, 1.4826 * _median(off)


def _median(placed: pl.DataFrame) -> float:
    total = int(placed["count"].sum())
    at = placed["count"].cum_sum().search_sorted((total + 1) // 2)
    return float(placed["number"][int(at)])
