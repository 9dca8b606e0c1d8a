"""Findings about what was not read: a file, a sheet, or cells of some rows."""

from collections.abc import Sequence
from typing import NamedTuple

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.phrases import quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.table import Table

_ROWS, _EVIDENCE = 100, 10


class Taken(NamedTuple):
    """The tables taken from a file, and findings about what in it was lost."""

    tables: tuple[Table, ...]
    lost: tuple[Finding, ...] = ()


def unread(name: str, why: str, remedy: str, severity: Severity = Severity.HIGH) -> Finding:
    """The finding that `name`, a file or a sheet, was not read."""
    return Finding(
        kind=Kind.UNREAD,
        where=Where(name),
        what=f"{name} was not read: {why}",
        poisons="Every answer that needs this file: nothing that stands in it is known.",
        remedy=remedy,
        severity=severity,
        confidence=1.0,
        affected=1,
        out_of=1,
    )


def lost_cells(
    name: str, lost: Sequence[tuple[int, Sequence[str]]], many: int, rows: int
) -> Finding:
    """The finding that `many` rows have more cells than there are columns.

    `lost` are some of those rows, by number, with the cells that have no column.
    """
    number, cells = lost[0]
    return Finding(
        kind=Kind.UNREAD,
        where=Where(name, rows=tuple(row for row, _ in lost[:_ROWS])),
        what=(
            f"In {in_words(many)} of {name} there are more cells than columns, as in row {number}; "
            f"the cells beyond ({quoted(cells)}) were not read."
        ),
        poisons="In these rows values may stand in the wrong column, most often by one.",
        remedy="Put cells that hold the delimiter into quotation marks where the file is exported.",
        severity=Severity.MEDIUM,
        confidence=1.0,
        affected=many,
        out_of=rows,
        evidence=tuple(
            Evidence(name, (("beyond the last column", " | ".join(cells)[:200]),), row)
            for row, cells in lost[:_EVIDENCE]
        ),
        key="cells",
    )


def lost_lines(name: str, lost: Sequence[tuple[int, str]], many: int, rows: int) -> Finding:
    """The finding that `many` lines are no records; `lost` are some, by number."""
    return Finding(
        kind=Kind.UNREAD,
        where=Where(name, rows=tuple(line for line, _ in lost[:_ROWS])),
        what=f"{name} has lines that are no records and were not read: {many}, such as line {lost[0][0]}.",
        poisons="Counts and sums over this table: what stands in these lines is left out.",
        remedy="Export the file anew, and look at these lines in the program it comes from.",
        severity=Severity.MEDIUM,
        confidence=1.0,
        affected=many,
        out_of=rows,
        evidence=tuple(
            Evidence(name, (("line", text[:200]),), line) for line, text in lost[:_EVIDENCE]
        ),
        key="lines",
    )
