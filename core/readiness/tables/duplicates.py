"""Rows that are there twice: cell for cell, or but for a key and a slip."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.cells.coding import Coded, coded_profile
from core.readiness.tables.cited import MOST_NAMED, MOST_SHOWN, cited, numbered
from core.readiness.tables.phrases import looked_at, quoted, rows
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW, SAMPLE_ROWS, Table
from core.readiness.tables.twins import Twin, near_duplicates

BY_CHANCE = 3
"""Copies are worth a finding when there are so many times more of them than by chance."""


def found(profile: Profile) -> Iterator[Finding]:
    """At most one finding of rows that are there twice and one of rows that nearly are."""
    table = profile.table
    if not table.columns or table.rows < 2:
        return
    columns = coded_profile(profile)
    if copies := _copies(table, columns):
        yield copies
    if twins := near_duplicates(columns):
        yield _near(table, twins)


def _copies(table: Table, columns: Sequence[Coded]) -> Finding | None:
    frame = table.frame if table.rows > SAMPLE_ROWS else table.sample.lazy()
    row_hash = pl.struct(table.columns).hash(seed=7).alias("hash")
    shared = (
        frame.select(ROW, row_hash)
        .filter(pl.col("hash").is_in(_repeated(frame.select(row_hash))))
        .collect(engine="streaming")
        .sort(ROW)
    )
    copies = shared.with_columns(pl.col(ROW).first().over("hash").alias("first")).filter(
        pl.col(ROW) != pl.col("first")
    )
    if copies.height <= BY_CHANCE * _expected(columns, table.rows):
        return None
    shown = copies.head(MOST_SHOWN // 2)
    rows_shown = sorted({*shown[ROW], *shown["first"]})
    pairs = [
        f"{second:,} is row {one:,} again" for second, one in shown.select(ROW, "first").iter_rows()
    ]
    again = frame.filter(pl.col(ROW).is_in(rows_shown)).collect()
    seen = Table(table.name, again.lazy(), again, table.columns, again.height)
    return Finding(
        kind=Kind.DUPLICATE_ROWS,
        where=Where(table.name, (), tuple(copies[ROW].head(MOST_NAMED).to_list())),
        what=f"{rows(copies.height)} of {table.name} "
        f"{'repeats' if copies.height == 1 else 'repeat'} an earlier row cell for cell: row "
        f"{', row '.join(pairs[:3])}.",
        poisons="Counts and sums are too high by these rows, and averages lean towards them.",
        remedy="Keep the first of each, and find out which load or form brings rows in twice.",
        severity=Severity.HIGH if copies.height > 0.01 * table.rows else Severity.MEDIUM,
        confidence=0.95,
        affected=copies.height,
        out_of=table.rows,
        evidence=cited(seen, range(again.height), table.columns),
    )


def _repeated(hashes: pl.LazyFrame) -> list[int]:
    """The hashes that several rows have; takes eight bytes a row, sorted in place."""
    every = hashes.collect(engine="streaming")["hash"].sort()
    return every.filter(every == every.shift(-1)).unique().to_list()


def _expected(columns: Sequence[Coded], count: int) -> float:
    """How many rows would repeat another one by chance, were the columns independent."""
    alike = [_chance(column) for column in columns]
    return count * (count - 1) / 2 * float(np.prod(alike))


def _chance(column: Coded) -> float:
    """How likely two different rows are to say the same in a column."""
    pairs = column.rows * (column.rows - 1)
    return float((column.counts * (column.counts - 1)).sum() / pairs) if pairs else 0.0


def _near(table: Table, twins: Sequence[Twin]) -> Finding:
    differing = [name for name in table.columns if any(name in twin.differing for twin in twins)]
    later = [twin.second for twin in twins]
    both = [row for twin in twins[: MOST_SHOWN // 2] for row in (twin.first, twin.second)]
    pairs = table.sample[ROW].gather(both).to_list()
    named = [f"{one} and {other}" for one, other in zip(pairs[::2], pairs[1::2], strict=True)]
    differ = f" but for {quoted(differing)}" if differing else " but for the key"
    return Finding(
        kind=Kind.NEAR_DUPLICATE_ROWS,
        where=Where(table.name, tuple(differing), numbered(table, later)),
        what=f"{rows(len(set(later)))}{looked_at(table.sample.height, table.rows)} of {table.name} "
        f"{'says' if len(set(later)) == 1 else 'say'} the same as an earlier one{differ}: rows "
        f"{'; '.join(named[:3])}.",
        poisons="One thing counts as two: counts and sums are too high, and a lookup finds half.",
        remedy="Decide for each pair which row stays, move what only the other knows, and let the "
        "form look for similar rows before it adds one.",
        severity=Severity.MEDIUM,
        confidence=0.85,
        affected=len(set(later)),
        out_of=table.sample.height,
        evidence=cited(table, both, table.columns),
    )
