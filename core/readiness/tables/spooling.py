"""Rows of text into a table, in memory when they are few, else in parquet files of a spool."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from core.readiness.tables.table import ROW, SAMPLE_ROWS, Table

_BATCH_CELLS = 2_000_000
# An odd multiplier scatters the numbers of rows over 32 bits, so that a pattern in the order of
# rows (every seventh a Sunday) does not pick what is sampled.
_SCATTER, _SPAN = 2_654_435_761, 1 << 32


def framed(
    rows: Sequence[Sequence[str | None]], columns: Sequence[str], first: int
) -> pl.DataFrame:
    """`rows` as text, short ones filled with null, long ones cut, numbered from `first`."""
    width = len(columns)
    cells = {
        name: [(row[at] or None) if at < len(row) else None for row in rows]
        for at, name in enumerate(columns[:width])
    }
    frame = pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String))
    return frame.with_row_index(ROW, offset=first)


def spooled(
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[Sequence[str | None]],
    spool: Path,
) -> Table:
    """A table of `rows`, which may be more than fit into memory; `spool` is a folder of its own."""
    batch = max(1_000, _BATCH_CELLS // max(1, len(columns)))
    source, first, parts = iter(rows), 1, 0
    part = framed(list(islice(source, batch)), columns, first)
    if part.height < batch:
        return in_memory(name, part)
    spool.mkdir(parents=True, exist_ok=True)
    while part.height:
        part.write_parquet(spool / f"{parts:06d}.parquet", compression="zstd", compression_level=1)
        first, parts = first + part.height, parts + 1
        part = framed(list(islice(source, batch)), columns, first)
    return of_parquet(name, spool / "*.parquet")


def in_memory(name: str, frame: pl.DataFrame) -> Table:
    """A table of a frame that fits into memory, with `ROW` and text only."""
    columns = tuple(column for column in frame.columns if column != ROW)
    return Table(name, frame.lazy(), _sampled(frame.lazy(), frame.height), columns, frame.height)


def of_parquet(name: str, path: Path) -> Table:
    """A table of parquet files that hold `ROW` and text only; nothing of them is kept in memory."""
    frame = pl.scan_parquet(path)
    columns = tuple(column for column in frame.collect_schema().names() if column != ROW)
    rows = int(frame.select(pl.len()).collect(engine="streaming").item())
    return Table(name, frame, _sampled(frame, rows), columns, rows)


def _sampled(frame: pl.LazyFrame, rows: int) -> pl.DataFrame:
    if rows <= SAMPLE_ROWS:
        return frame.collect()
    kept = (pl.col(ROW).cast(pl.UInt64) * _SCATTER) % _SPAN < _SPAN * SAMPLE_ROWS // rows
    return frame.filter(kept).sort(ROW).collect(engine="streaming")
