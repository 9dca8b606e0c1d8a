"""Absence written as text."""

from collections.abc import Iterator

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.phrases import quoted, rows
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.whole import with_values

_MEASURED = frozenset({ColumnKind.DATE, ColumnKind.TIME, ColumnKind.PERIOD, ColumnKind.BOOLEAN})


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column that writes absence as text, with all its spellings."""
    for column in profile.columns.values():
        if column.missing:
            yield _finding(profile, column)


def _finding(profile: Profile, column: Column) -> Finding:
    table, name = profile.table, column.name
    seen = with_values(table, name, sorted(column.missing))
    spellings = _by_frequency(table.sample[name], column)
    ways = len({spelling.strip().lower() for spelling in spellings}) + (column.empty > 0)
    measured = column.kind.is_numeric or column.kind in _MEASURED
    besides = ", and leaves others empty" if column.empty else ""
    return Finding(
        kind=Kind.MISSING_SPELLING,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” writes that there is no value as {quoted(spellings)}, in "
        f"{rows(seen.affected)}{besides}.",
        poisons=_poisons(column, measured=measured),
        remedy=f"Read {quoted(spellings, 5)} as empty when “{name}” is loaded, and keep why a value is "
        "absent in a column of its own where that matters.",
        severity=Severity.MEDIUM if measured or ways > 1 else Severity.LOW,
        confidence=0.95 if measured else 0.85,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
    )


def _by_frequency(cells: pl.Series, column: Column) -> list[str]:
    counts = cells.filter(cells.is_in(sorted(column.missing))).alias("value").value_counts()
    return counts.sort(["count", "value"], descending=[True, False])["value"].to_list()


def _poisons(column: Column, *, measured: bool) -> str:
    if column.kind == ColumnKind.EMPTY:
        return f"Any answer from “{column.name}”: it seems to hold values but holds none."
    if measured:
        return (
            f"Averages, comparisons and filters on “{column.name}”: the column is read as text, or the "
            "spelling is taken for a value."
        )
    return f"Counts of what is filled in, and lists of the values of “{column.name}”."
