"""Values that stand for "none", taken for real ones by whoever counts."""

from collections.abc import Iterator

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.dates import dated
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import parsed
from core.readiness.tables.phrases import figure, rows
from core.readiness.tables.points import points
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.stand_ins import day_of, sentinels
from core.readiness.tables.whole import with_values

_OFTEN = 3


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each value of a column that stands for none."""
    for column in profile.columns.values():
        for value in sentinels(column):
            yield _finding(profile, column, value)


def _finding(profile: Profile, column: Column, value: float | str) -> Finding:
    table, name = profile.table, column.name
    shown = _shown(column, value)
    seen = with_values(table, name, _spelt(column, value))
    return Finding(
        kind=Kind.SENTINEL,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” is {shown} in {rows(seen.affected)}, {_beside(column, value)}. It stands for a "
        "value that is not there.",
        poisons=f"Averages, ranges and filters on “{name}” take {shown} for a real value.",
        remedy=f"Read {shown} in “{name}” as empty, and forbid it where the data is entered.",
        severity=Severity.HIGH,
        confidence=0.9 if seen.affected >= _OFTEN else 0.75,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
        key=shown,
    )


def _shown(column: Column, value: float | str) -> str:
    """The value as it is written most often."""
    return _spelt(column, value)[0][:40]


def _spelt(column: Column, value: float | str) -> list[str]:
    """How the value is written in the column, most frequent first."""
    values = column.counts["value"]
    if isinstance(value, str):
        return [value]
    if column.kind == ColumnKind.DATE:
        return values.filter(dated(values) == day_of(value)).to_list()
    return values.filter(parsed(values) == value).to_list()


def _beside(column: Column, value: float | str) -> str:
    """What the other values are like, in words."""
    if isinstance(value, str):
        return "far more often than any other identifier comes"
    others = points(column).filter(~pl.col("number").is_in(_floats(column)))
    if others.is_empty():
        return "and hardly anything else"
    low, high = float(others["number"][0]), float(others["number"][-1])
    if column.kind == ColumnKind.DATE:
        return f"while the others lie between {day_of(low)} and {day_of(high)}"
    return f"while the others lie between {figure(low)} and {figure(high)}"


def _floats(column: Column) -> list[float]:
    return [each for each in sentinels(column) if not isinstance(each, str)]
