"""Values that hold the value of another column too, which is empty in the same row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.readiness.tables.cells.coding import Coded

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
    """Every cell that can be cut into a value of its own and one its row lacks elsewhere."""
    for emptied, other in enumerate(columns):
        rows = np.flatnonzero(other.absent[other.codes])
        known = _known(other)
        # a column that is empty as a rule lacks nothing
        if known and 0 < 2 * len(rows) < other.rows:
            for at, column in enumerate(columns):
                if at != emptied:
                    yield from _cut(rows.tolist(), at, column, emptied, known)


def _known(column: Coded) -> frozenset[str]:
    kept = np.flatnonzero(~column.absent & (column.counts >= KNOWN)).tolist()
    return frozenset(value for code in kept if any(map(str.isalpha, value := column.values[code])))


def _cut(
    rows: list[int], at: int, column: Coded, emptied: int, known: frozenset[str]
) -> Iterator[Spill]:
    longest = max(value.count(" ") for value in known) + 1
    for row in rows:
        words = column.at(row).split(" ")
        for size in range(1, min(longest, len(words) - 1) + 1):
            if (spilt := " ".join(words[-size:])) in known:
                yield Spill(row, at, " ".join(words[:-size]), emptied, spilt)
                break
