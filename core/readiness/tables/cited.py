"""Rows of a table as evidence."""

from collections.abc import Iterable, Sequence

import polars as pl

from core.readiness.finding import Evidence
from core.readiness.tables.table import ROW, Table

MOST_SHOWN, MOST_NAMED = 10, 100


def cited(table: Table, at: Iterable[int], columns: Sequence[str]) -> tuple[Evidence, ...]:
    """Up to ten rows of the sample, by their places in it, with the cells of `columns`."""
    rows = table.sample[sorted(at)[:MOST_SHOWN]].select(ROW, *columns)
    return tuple(
        Evidence(table.name, tuple((name, row[name] or "") for name in columns), row=row[ROW])
        for row in rows.iter_rows(named=True)
    )


def numbered(table: Table, at: Iterable[int]) -> tuple[int, ...]:
    """The row numbers of up to a hundred places in the sample."""
    return tuple(table.sample[ROW].gather(sorted(at)[:MOST_NAMED]).to_list())


def counted(source: str, counts: Iterable[tuple[str, object]]) -> tuple[Evidence, ...]:
    """A figure for each value, up to ten."""
    shown = list(counts)[:MOST_SHOWN]
    return tuple(
        Evidence(source, (("value", value), ("rows", str(count)))) for value, count in shown
    )


def places(holds: pl.Series) -> list[int]:
    """Where a Boolean series is true, from 0."""
    return holds.fill_null(value=False).arg_true().to_list()
