"""Columns of one type in which a few cells are of another."""

from collections.abc import Iterator

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import shapes
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import written
from core.readiness.tables.phrases import quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.units import unit_of
from core.readiness.tables.whole import with_values

_FEW = 0.05
_WITHOUT = 0.01
_SCIENTIFIC = r"^\d(\.\d+[eE]\+?|[eE]\+)\d+$"
_TYPES = {
    ColumnKind.DATE: "dates",
    ColumnKind.TIME: "times of day",
    ColumnKind.YEAR: "years",
    ColumnKind.PERIOD: "months or years",
    ColumnKind.IDENTIFIER: "identifiers",
    ColumnKind.TEXT: "words",
    ColumnKind.CATEGORY: "words",
}


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column with cells of another type than almost all of its own."""
    for column in profile.columns.values():
        odd = _odd(column)
        if odd:
            yield _finding(profile, column, odd)


def _odd(column: Column) -> list[str]:
    """The values of another type, most frequent first."""
    values = column.counts["value"].str.strip_chars()
    if values.is_empty():
        return []
    if column.kind.is_numeric:
        other = _no_numbers(column, values)
    elif column.kind in (ColumnKind.DATE, ColumnKind.TIME, ColumnKind.PERIOD):
        other = ~values.str.contains(_moments(column))
    elif column.kind == ColumnKind.IDENTIFIER:
        other = values.str.contains(_SCIENTIFIC)
    elif column.kind in (ColumnKind.TEXT, ColumnKind.CATEGORY):
        return _numbers_among_words(column, values)
    else:
        return []
    return column.counts["value"].filter(other).to_list()


def _no_numbers(column: Column, values: pl.Series) -> pl.Series:
    """What is no number, or has a word after it that is no unit and that few others have."""
    read = written(values)
    unknown = [unit for unit in read["unit"].drop_nulls().unique() if unit and not unit_of(unit)]
    worded = read["unit"].is_in(unknown)
    many = int(column.counts["count"].filter(worded.fill_null(value=False)).sum())
    few = many <= _FEW * int(column.counts["count"].sum())
    return read["number"].is_null() | (worded if few else pl.Series([False]))


def _moments(column: Column) -> str:
    """What a cell of a column about time may look like."""
    if column.kind == ColumnKind.TIME and not _is_written(column, shapes.CLOCK):
        return r"^\d{1,4}$"
    if column.kind == ColumnKind.PERIOD and _is_written(column, r"^\d{1,2}$"):
        return r"^\d{1,2}$"
    if column.kind == ColumnKind.DATE and _is_written(column, shapes.COMPACT):
        return r"^\d{8}$"
    every = {**shapes.DATES, **shapes.PERIODS, "clock": shapes.CLOCK, "": shapes.COMPACT}
    return "|".join(f"(?:{shape})" for shape in every.values())


def _is_written(column: Column, shape: str) -> bool:
    plain = column.counts["value"].str.strip_chars()
    return int(plain.str.contains(shape).sum()) * 2 > len(plain)


def _numbers_among_words(column: Column, values: pl.Series) -> list[str]:
    """Bare numbers in a column whose other values hold next to no digit."""
    bare = (written(values)["unit"] == "").fill_null(value=False)
    counts = column.counts["count"]
    total = int(counts.sum())
    numbers = int(counts.filter(bare).sum())
    digits = int(counts.filter(values.str.contains(r"\d") & ~bare).sum())
    if not 0 < numbers <= _FEW * total or digits > _WITHOUT * total:
        return []
    return column.counts["value"].filter(bare).to_list()


def _finding(profile: Profile, column: Column, odd: list[str]) -> Finding:
    table, name = profile.table, column.name
    seen = with_values(table, name, odd)
    own = _TYPES.get(column.kind, "numbers")
    return Finding(
        kind=Kind.MIXED_TYPES,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” holds {own}, but something else in {in_words(seen.affected)}: {quoted(odd)}.",
        poisons=f"Sums, sorting and filters on “{name}” leave these rows out or stop at them.",
        remedy=f"Correct these rows, or move what they say into a column of its own; then declare "
        f"“{name}” as {own}, so that loading refuses the next one.",
        severity=Severity.MEDIUM,
        confidence=0.9 if column.kind.is_numeric else 0.8,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
    )
