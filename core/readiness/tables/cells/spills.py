"""Values that hold the value of another column too, which is empty in the same row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.readiness.tables.cells.coding import Coded

MOST_COLUMNS = 100
KNOWN = 2
"""A value of the emptied column is known when it is found at least this often."""


@dataclass(frozen=True, slots=True)
class Spill:
    """In one row: the column with too much and what it should say, the emptied one and its value."""

    row: int
    column: int
    kept: str
    emptied: int
    spilt: str


def spills(columns: Sequence[Coded]) -> Iterator[Spill]:
    """Every cell, of the first columns, that can be cut into its own value and one its row lacks."""
    looked_at = columns[:MOST_COLUMNS]
    ends = [_last_words(column) for column in looked_at]
    for emptied, other in enumerate(looked_at):
        lacking = other.absent[other.codes]
        known = _known(other)
        # a column that is empty as a rule lacks nothing
        if known and 0 < 2 * int(lacking.sum()) < other.rows:
            last = [value.rpartition(" ")[2] for value in known]
            for at, column in enumerate(looked_at):
                if at != emptied:
                    cut = ends[at].is_in(last).to_numpy()[column.codes] & lacking
                    yield from _cut(np.flatnonzero(cut).tolist(), at, column, emptied, known)


def _last_words(column: Coded) -> pl.Series:
    """By value code, the last of several words, "" where there is only one."""
    return pl.Series(column.values, dtype=pl.String).str.extract(r" ([^ ]*)$").fill_null("")


def _known(column: Coded) -> frozenset[str]:
    kept = np.flatnonzero(~column.absent & (column.counts >= KNOWN)).tolist()
    return frozenset(value for code in kept if any(map(str.isalpha, value := column.values[code])))


def _cut(
    rows: list[int], at: int, column: Coded, emptied: int, known: frozenset[str]
) -> Iterator[Spill]:
    for row in rows:
        words = column.at(row).split(" ")
        for size in range(1, len(words)):
            if (spilt := " ".join(words[-size:])) in known:
                yield Spill(row, at, " ".join(words[:-size]), emptied, spilt)
                break
