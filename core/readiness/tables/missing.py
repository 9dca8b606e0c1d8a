"""Absence written as text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.phrases import quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.whole import Counted, with_values, with_values_of

_MEASURED = frozenset({ColumnKind.DATE, ColumnKind.TIME, ColumnKind.PERIOD, ColumnKind.BOOLEAN})
_SEVERAL = ""


class _Habit(NamedTuple):
    """Columns that write absence alike: in one spelling throughout, or each in several ways."""

    columns: list[Column]
    spelling: str

    @property
    def is_consistent(self) -> bool:
        return self.spelling != _SEVERAL


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each spelling that columns use throughout, and one for the columns that mix."""
    habits: dict[str, list[Column]] = {}
    for column in profile.columns.values():
        if column.missing:
            habits.setdefault(_habit(column), []).append(column)
    for spelling, columns in habits.items():
        yield _finding(profile, _Habit(columns, spelling))


def _habit(column: Column) -> str:
    """The one spelling of absence in a column, or `_SEVERAL`; an empty cell is a spelling too."""
    ways = {spelling.strip().lower() or " " for spelling in column.missing}
    return ways.pop() if len(ways) == 1 and not column.empty else _SEVERAL


def _finding(profile: Profile, habit: _Habit) -> Finding:
    table, names = profile.table, [column.name for column in habit.columns]
    seen = _seen(profile, habit.columns)
    spellings = _by_frequency(profile, habit.columns)
    measured = any(map(_is_measured, habit.columns))
    subject = quoted(names)
    return Finding(
        kind=Kind.MISSING_SPELLING,
        where=Where(table.name, tuple(names), seen.rows),
        what=_what(habit, subject, quoted(spellings, 4), seen),
        poisons=_poisons(habit.columns, subject),
        remedy=f"Read {quoted(spellings, 5)} as empty when {subject} "
        f"{'is' if len(names) == 1 else 'are'} loaded, and keep why a value is absent in a column of "
        "its own where that matters.",
        severity=Severity.LOW if habit.is_consistent else Severity.MEDIUM,
        confidence=0.95 if measured else 0.85,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
        key=habit.spelling if len(names) > 1 else "",
    )


def _seen(profile: Profile, columns: Sequence[Column]) -> Counted:
    if len(columns) == 1:
        return with_values(profile.table, columns[0].name, sorted(columns[0].missing))
    return with_values_of(
        profile.table, {column.name: sorted(column.missing) for column in columns}
    )


def _what(habit: _Habit, subject: str, spellings: str, seen: Counted) -> str:
    besides = any(column.empty for column in habit.columns)
    if len(habit.columns) == 1:
        others = ", and leaves others empty" if besides else ""
        return (
            f"{subject} writes that there is no value as {spellings}, in "
            f"{in_words(seen.affected)}{others}."
        )
    many, where = len(habit.columns), f"in {seen.affected:,} cells"
    if habit.is_consistent:
        return f"{many} columns write that there is no value as {spellings}, {where}: {subject}."
    others = " or by an empty cell" if besides else ""
    return (
        f"{many} columns write that there is no value in more than one way, as {spellings}{others}, "
        f"{where}: {subject}."
    )


def _is_measured(column: Column) -> bool:
    return column.kind.is_numeric or column.kind in _MEASURED


def _by_frequency(profile: Profile, columns: Sequence[Column]) -> list[str]:
    cells = pl.concat(
        profile.table.sample[column.name]
        .filter(profile.table.sample[column.name].is_in(sorted(column.missing)))
        .alias("value")
        for column in columns
    )
    counts = cells.value_counts()
    return counts.sort(["count", "value"], descending=[True, False])["value"].to_list()


def _poisons(columns: Sequence[Column], subject: str) -> str:
    if all(column.kind == ColumnKind.EMPTY for column in columns):
        return f"Any answer from {subject}: what seems to be filled in says nothing."
    if any(map(_is_measured, columns)):
        return (
            f"Averages, comparisons and filters on {subject}: numbers and dates are read as text, or "
            "the spelling is taken for a value."
        )
    return f"Counts of what is filled in, and lists of the values of {subject}."
