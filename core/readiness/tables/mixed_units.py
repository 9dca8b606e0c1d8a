"""One column, several units: written beside the numbers, or shown by two groups a factor apart."""

from collections.abc import Iterator
from math import log
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.names import words
from core.readiness.tables.numbers import written
from core.readiness.tables.phrases import figure, quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.points import points
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.sentinels import sentinels
from core.readiness.tables.units import unit_of
from core.readiness.tables.whole import counted, with_values

_LEAST_SHARE, _LEAST = 0.004, 2
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


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column whose numbers are of several units."""
    for column in profile.columns.values():
        if not column.kind.is_numeric or column.kind == ColumnKind.YEAR:
            continue
        spelt = _spelt(column)
        if len(spelt) > 1:
            yield _written(profile, column, spelt)
        elif column.kind in (ColumnKind.FLOAT, ColumnKind.INTEGER):
            groups = grouped(column)
            if groups and not _explained(profile, column, groups):
                yield _implied(profile, column, groups)


def _spelt(column: Column) -> dict[str, list[str]]:
    """The values by unit, "" for a bare number, the most frequent unit first."""
    read = written(column.counts["value"]).with_columns(column.counts)
    units = {unit: _symbol(unit) for unit in read["unit"].drop_nulls().unique()}
    named = read.filter(pl.col("number").is_not_null()).with_columns(
        symbol=pl.col("unit").replace_strict(units, default=None, return_dtype=pl.String)
    )
    each = named.drop_nulls("symbol").group_by("symbol").agg("value", pl.col("count").sum())
    least = max(_LEAST, _LEAST_SHARE * int(column.counts["count"].sum()))
    kept = each.filter(pl.col("count") >= least).sort(["count", "symbol"], descending=[True, False])
    return dict(zip(kept["symbol"], kept["value"].to_list(), strict=True))


def _symbol(unit: str) -> str | None:
    known = unit_of(unit) if unit else None
    return known.symbol if known else ("" if not unit else None)


def _written(profile: Profile, column: Column, spelt: dict[str, list[str]]) -> Finding:
    table, name = profile.table, column.name
    usual, *others = spelt
    odd = [value for unit in others for value in spelt[unit]]
    seen = with_values(table, name, odd)
    named = [f"{_unit(unit)} (“{spelt[unit][0]}”)" for unit in spelt]
    return Finding(
        kind=Kind.MIXED_UNITS,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” is written in {', '.join(named[:-1])} and {named[-1]}; "
        f"{in_words(seen.affected)} differ from the usual {_unit(usual)}.",
        poisons=f"Sums, averages and comparisons of “{name}” add what cannot be added.",
        remedy=f"Convert all of “{name}” to one unit, and keep the unit in the column's name or beside it.",
        severity=Severity.HIGH if all(spelt) else Severity.MEDIUM,
        confidence=0.95 if all(spelt) else 0.85,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
        key="written",
    )


def _unit(symbol: str) -> str:
    return symbol or "no unit"


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


def _explained(profile: Profile, column: Column, groups: Groups) -> bool:
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


def _implied(profile: Profile, column: Column, groups: Groups) -> Finding:
    table, name = profile.table, column.name
    numbers = pl.col(name).str.strip_chars().str.replace_all(",", "").cast(pl.Float64, strict=False)
    above = numbers >= groups.above
    over = int(column.numbers.ge(groups.above).sum()) if column.numbers is not None else 0
    held = len(column.numbers.drop_nulls()) if column.numbers is not None else 0
    fewer = above if 2 * over <= held else (numbers > 0) & (numbers <= groups.below)
    seen = counted(table, name, fewer)
    examples = [cell for piece in seen.evidence for _, cell in piece.cells]
    return Finding(
        kind=Kind.MIXED_UNITS,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” falls into two groups, up to {figure(groups.below)} and from "
        f"{figure(groups.above)}, as far apart as {groups.words}. The smaller group is "
        f"{in_words(seen.affected)}, such as {quoted(list(dict.fromkeys(examples)))}.",
        poisons=f"Sums, averages and comparisons of “{name}” add what cannot be added.",
        remedy="Ask where the smaller group comes from, convert it, and put the unit into the name.",
        severity=Severity.HIGH,
        confidence=0.75,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
        key="implied",
    )
