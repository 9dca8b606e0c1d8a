"""What was learned on a sample, counted on all of the table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Evidence
from core.readiness.tables.table import ROW, SAMPLE_ROWS, Table

MOST_SHOWN, MOST_NAMED = 10, 100


class Counted(NamedTuple):
    """How many rows hold, of how many, and the first of them: numbers and cells."""

    affected: int
    out_of: int
    rows: tuple[int, ...]
    evidence: tuple[Evidence, ...]


def counted(table: Table, column: str, holds: pl.Expr, beside: Sequence[str] = ()) -> Counted:
    """The rows of the whole table where `holds`; evidence shows `column` and those `beside` it."""
    frame = table.frame if table.rows > SAMPLE_ROWS else table.sample.lazy()
    shown = [column, *beside]
    met = frame.filter(holds.fill_null(value=False)).select(ROW, *shown)
    count, first = pl.collect_all(
        [met.select(pl.len()), met.sort(ROW).head(MOST_NAMED)], engine="streaming"
    )
    evidence = tuple(
        Evidence(table.name, tuple((name, row[name] or "") for name in shown), row=row[ROW])
        for row in first.head(MOST_SHOWN).iter_rows(named=True)
    )
    return Counted(int(count.item()), table.rows, tuple(first[ROW].to_list()), evidence)


def with_values(table: Table, column: str, values: Sequence[str]) -> Counted:
    """The rows of the whole table whose cell is one of `values`, as they are written."""
    return counted(table, column, pl.col(column).is_in(list(values)))


def with_values_of(table: Table, values: Mapping[str, Sequence[str]]) -> Counted:
    """The cells of the whole table that are one of their column's `values`, counted over all of them.

    The rows and the evidence are of rows that hold at least one; `out_of` counts cells.
    """
    frame = table.frame if table.rows > SAMPLE_ROWS else table.sample.lazy()
    holds = {name: pl.col(name).is_in(list(spelt)) for name, spelt in values.items()}
    met = frame.filter(pl.any_horizontal(holds.values()).fill_null(value=False))
    count, first = pl.collect_all(
        [
            frame.select(held.sum().cast(pl.UInt64) for held in holds.values()),
            met.select(ROW, *values).sort(ROW).head(MOST_NAMED),
        ],
        engine="streaming",
    )
    evidence = tuple(
        Evidence(
            table.name,
            tuple((name, row[name]) for name, spelt in values.items() if row[name] in spelt),
            row=row[ROW],
        )
        for row in first.head(MOST_SHOWN).iter_rows(named=True)
    )
    return Counted(
        sum(count.row(0)), table.rows * len(values), tuple(first[ROW].to_list()), evidence
    )
