"""Tables of very many columns: how many are looked at, and what is said about the others."""

from dataclasses import replace
from itertools import islice

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW, Table
from core.readiness.tables.unread import Taken

MOST_READ = 500
"""So many columns of a table are looked at."""
MOST_COMPARED = 150
"""So many of them are looked at beside each other, which takes time by their square."""


def cut(taken: Taken) -> Taken:
    """The tables with at most `MOST_READ` columns; notes and findings say what is left out."""
    tables = tuple(map(_cut, taken.tables))
    wide = tuple(_finding(table) for table in taken.tables if len(table.columns) > MOST_READ)
    return Taken(tables, (*taken.lost, *wide))


def _cut(table: Table) -> Table:
    width = len(table.columns)
    if width <= MOST_COMPARED:
        return table
    note = (
        f"Relations between columns were looked for among the first {MOST_COMPARED} of {width:,}."
    )
    noted = replace(table, notes=(*table.notes, note))
    if width <= MOST_READ:
        return noted
    columns = table.columns[:MOST_READ]
    return replace(
        noted,
        frame=table.frame.select(ROW, *columns),
        sample=table.sample.select(ROW, *columns),
        columns=columns,
        notes=(*noted.notes, f"Columns read: the first {MOST_READ:,} of {width:,}."),
    )


def _finding(table: Table) -> Finding:
    width = len(table.columns)
    return Finding(
        kind=Kind.UNREAD,
        where=Where(table.name),
        what=f"{table.name} has {width:,} columns; the first {MOST_READ:,} were read and the other "
        f"{width - MOST_READ:,} were not.",
        poisons="Every answer that needs one of the columns that were not read.",
        remedy="Turn columns that repeat one thing (days, products, sites) into rows, or split the "
        "table into one for each thing it is about.",
        severity=Severity.HIGH,
        confidence=1.0,
        affected=width - MOST_READ,
        out_of=width,
        key="columns",
    )


def narrowed(profile: Profile) -> Profile:
    """The profile of the first `MOST_COMPARED` columns, for what compares columns pair by pair."""
    if len(profile.columns) <= MOST_COMPARED:
        return profile
    columns = dict(islice(profile.columns.items(), MOST_COMPARED))
    table = profile.table
    kept = replace(table, sample=table.sample.select(ROW, *columns), columns=tuple(columns))
    return Profile(kept, columns)
