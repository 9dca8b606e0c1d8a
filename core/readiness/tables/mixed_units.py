"""One column, several units: written beside the numbers, or shown by two groups a factor apart."""

from collections.abc import Iterator

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import written
from core.readiness.tables.phrases import figure, quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.unit_groups import Groups, explained, grouped
from core.readiness.tables.units import unit_of
from core.readiness.tables.whole import counted, with_values

_LEAST_SHARE, _LEAST = 0.004, 2


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
            if groups and not explained(profile, column, groups):
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
