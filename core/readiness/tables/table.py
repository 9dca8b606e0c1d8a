"""A table as it was read: every cell text, nothing guessed, nothing dropped in silence."""

from dataclasses import dataclass

import polars as pl

ROW = "#row"
"""The column that numbers rows from 1, as they stand in the file below its header."""
SAMPLE_ROWS = 100_000
"""What is learned of a larger table is learned on this many rows, then counted on all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table: a file, or a sheet of one.

    `name` is the path below the audited folder, with `#sheet` after it where there are several.
    `frame` and `sample` hold `ROW` (UInt32) and every column as String, an empty cell as null;
    `frame` is lazy and may be larger than memory, `sample` is all of it up to `SAMPLE_ROWS` rows,
    else evenly spread rows, always the same ones. `columns` are the names, `ROW` apart, made unique.
    `notes` says what of the file was not read or was read otherwise than it stands.
    """

    name: str
    frame: pl.LazyFrame
    sample: pl.DataFrame
    columns: tuple[str, ...]
    rows: int
    notes: tuple[str, ...] = ()
