"""What is known of each column of a table before anything is judged."""

from dataclasses import dataclass

import polars as pl

from core.readiness.tables.absence import missing_spellings
from core.readiness.tables.kinds import ColumnKind, kind_of
from core.readiness.tables.numbers import parsed
from core.readiness.tables.table import Table


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column, as learned from the table's sample.

    `rows` are the sample's; `empty` of them are null. `missing` are the spellings that mean absent.
    `counts` has `value` (String) and `count` of present values, most frequent first, ties by value;
    `distinct` is its height. `numbers` is aligned with the sample by row: Float64, null where the
    cell is no number or is missing, and None for a column that is not about numbers.
    """

    name: str
    kind: ColumnKind
    rows: int
    empty: int
    missing: frozenset[str]
    distinct: int
    counts: pl.DataFrame
    numbers: pl.Series | None


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A table and its columns by name."""

    table: Table
    columns: dict[str, Column]


def profiled(table: Table) -> Profile:
    """The profile of `table`, from its sample."""
    columns = {name: _column(name, table.sample[name]) for name in table.columns}
    return Profile(table, columns)


def _column(name: str, cells: pl.Series) -> Column:
    counts = counted(cells)
    missing = missing_spellings(counts)
    present = counts.filter(~pl.col("value").is_in(sorted(missing)))
    kind = kind_of(name, present)
    numbers = None
    if kind.is_numeric:
        numbers = parsed(cells.set(cells.is_in(sorted(missing)).fill_null(value=False), None))
    return Column(
        name,
        kind,
        rows=len(cells),
        empty=cells.null_count(),
        missing=missing,
        distinct=present.height,
        counts=present,
        numbers=numbers,
    )


def counted(cells: pl.Series) -> pl.DataFrame:
    """`value` and `count` of the cells that are not null, most frequent first, ties by value."""
    return (
        cells.alias("value")
        .drop_nulls()
        .to_frame()
        .group_by("value")
        .agg(pl.len().alias("count"))
        .sort(["count", "value"], descending=[True, False])
    )
