"""Values that stand for "none", taken for real ones by whoever counts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.dates import dated
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import parsed
from core.readiness.tables.phrases import figure, quoted, rows
from core.readiness.tables.points import points
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.stand_ins import day_of, sentinels
from core.readiness.tables.whole import Counted, with_values

_OFTEN = 3


class _Told(NamedTuple):
    """A value that stands for none in a column, its rows, and what the others are like."""

    column: str
    value: str
    seen: Counted
    beside: str


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each value that stands for none, of all columns with it in the same rows."""
    alike: dict[tuple[str, tuple[int, ...], int], list[_Told]] = {}
    for column in profile.columns.values():
        for value in sentinels(column):
            shown = _shown(column, value)
            seen = with_values(profile.table, column.name, _spelt(column, value))
            told = _Told(column.name, shown, seen, _beside(column, value))
            alike.setdefault((shown, seen.rows, seen.affected), []).append(told)
    for each in alike.values():
        yield _finding(profile.table.name, each)


def _finding(source: str, alike: Sequence[_Told]) -> Finding:
    _, shown, seen, beside = alike[0]
    names = tuple(each.column for each in alike)
    said = quoted(names)
    what = f"{said} is {shown} in {rows(seen.affected)}, {beside}."
    if len(alike) > 1:
        what = f"{said} are all {shown} in the same {rows(seen.affected)}."
    return Finding(
        kind=Kind.SENTINEL,
        where=Where(source, names, seen.rows),
        what=f"{what} It stands for a value that is not there.",
        poisons=f"Averages, ranges and filters on {said} take {shown} for a real value.",
        remedy=f"Read {shown} in {said} as empty, and forbid it where the data is entered.",
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
