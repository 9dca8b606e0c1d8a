"""Numbers that fall into two groups, as far apart as two units of one thing are."""

from math import log
from typing import NamedTuple

import polars as pl

from core.readiness.tables.names import words
from core.readiness.tables.points import points
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.stand_ins import sentinels

_GROUP_SHARE, _GROUP, _DISTINCT = 0.01, 5, 5
_TOLERANCE, _CLOSE, _PURE = 0.15, 0.07, 0.95
_MOST_UNITS = 12
_FACTORS = {
    2.2046: "kilograms and pounds",
    2.54: "inches and centimetres",
    3.2808: "metres and feet",
    3.785: "litres and gallons",
    4.184: "kilocalories and kilojoules",
    18.0: "millimoles and milligrams of glucose",
    25.4: "inches and millimetres",
    38.67: "millimoles and milligrams of cholesterol",
    30.48: "feet and centimetres",
    60.0: "hours and minutes, or minutes and seconds",
    100.0: "metres and centimetres, whole units and cents, or shares and percents",
    1000.0: "units a thousand apart, such as grams and kilograms or metres and millimetres",
    88.4: "micromoles and milligrams of creatinine",
    1e6: "units a million apart",
}
_SAYS_UNIT = frozenset({"unit", "units", "uom", "measure", "currency", "metric", "type"})


class Groups(NamedTuple):
    """Two groups of a column's numbers: where one ends and the other begins, and their medians."""

    below: float
    above: float
    low: float
    high: float
    words: str


def grouped(column: Column) -> Groups | None:
    """The two groups that the numbers fall into when they are as a known factor apart, else None."""
    none = [value for value in sentinels(column) if not isinstance(value, str)]
    placed = points(column).filter((pl.col("number") > 0) & ~pl.col("number").is_in(none))
    if placed.height < 2 * _DISTINCT:
        return None
    logs = placed.with_columns(log=pl.col("number").log())
    gap = logs["log"].diff().slice(_DISTINCT, placed.height - 2 * _DISTINCT + 1)
    at = _DISTINCT + int(gap.arg_max() or 0)
    lower, upper = logs.head(at), logs.tail(placed.height - at)
    least = max(_GROUP, _GROUP_SHARE * int(placed["count"].sum()))
    if min(int(lower["count"].sum()), int(upper["count"].sum())) < least:
        return None
    return _apart(lower, upper, float(gap.max() or 0.0))  # type: ignore[arg-type]


def _apart(lower: pl.DataFrame, upper: pl.DataFrame, gap: float) -> Groups | None:
    low, high = (_middle(each["number"], each["count"]) for each in (lower, upper))
    reach = [float(each["log"][-1] - each["log"][0]) for each in (lower, upper)]
    alike = max(reach) < 4 * max(min(reach), 0.05)
    if gap < max(0.35, 0.6 * max(reach)) or not alike:
        return None
    said = _factor(low, high)
    return (
        Groups(float(lower["number"][-1]), float(upper["number"][0]), low, high, said)
        if said
        else None
    )


def _middle(numbers: pl.Series, counts: pl.Series) -> float:
    at = counts.cum_sum().search_sorted((int(counts.sum()) + 1) // 2)
    return float(numbers[int(at)])


def _factor(low: float, high: float) -> str:
    if 5 <= low <= 45 and abs(high - (1.8 * low + 32)) <= 0.08 * high:
        return "degrees Celsius and Fahrenheit"
    ratio = log(high / low)
    near = min(_FACTORS, key=lambda factor: abs(log(factor) - ratio))
    return (
        _FACTORS[near]
        if abs(log(near) - ratio) <= log(1 + (_TOLERANCE if near > 5 else _CLOSE))
        else ""
    )


def explained(profile: Profile, column: Column, groups: Groups) -> bool:
    """Whether another column says the unit of each row, as a table of several measures does."""
    sample = profile.table.sample
    numbers = column.numbers
    if numbers is None:
        return False
    upper = (numbers > groups.below).alias("upper")
    for other in profile.columns.values():
        says = bool(_SAYS_UNIT & set(words(other.name))) and other.name != column.name
        if not says or other.distinct > _MOST_UNITS:
            continue
        split = pl.DataFrame([sample[other.name], upper]).drop_nulls().group_by(other.name)
        shares = split.agg(share=pl.col("upper").mean(), many=pl.len())
        over = int(shares.filter(pl.col("share") > _PURE)["many"].sum())
        under = int(shares.filter(pl.col("share") < 1 - _PURE)["many"].sum())
        if over and under and over + under > _PURE * int(shares["many"].sum()):
            return True
    return False
