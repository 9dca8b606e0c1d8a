"""Absence spelt out where the table otherwise leaves cells empty."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.readiness.tables.cells.coding import Coded

ORDINARY = 0.01
"""Absence is a column's ordinary case from this share of its cells on, and no accident."""


class Place(NamedTuple):
    """A value of a column, by their numbers."""

    column: int
    code: int


def spelt_out(columns: Sequence[Coded]) -> Iterator[Place]:
    """Spellings of absence only one column, of numbers, uses, while others leave cells empty.

    A spelling that several columns share, or a table without ordinary empty cells, is a convention
    and nothing is wrong with it.
    """
    leaves_empty = {at for at, column in enumerate(columns) if _is_ordinary(column)}
    used: dict[str, list[Place]] = {}
    for at, column in enumerate(columns):
        for code in np.flatnonzero(column.absent).tolist():
            used.setdefault(column.values[code], []).append(Place(at, code))
    used.pop("", None)
    for places in used.values():
        at = places[0].column
        if len(places) == 1 and leaves_empty - {at} and _is_numeric(columns[at]):
            yield places[0]


def _is_ordinary(column: Coded) -> bool:
    empty = int((column.counts[:1]).sum()) if column.values[:1] == [""] else 0
    return empty >= max(2.0, ORDINARY * column.rows)


def _is_numeric(column: Coded) -> bool:
    numbers = [
        int(count)
        for value, count, absent in zip(column.values, column.counts, column.absent, strict=True)
        if not absent and _is_number(value)
    ]
    return 2 * sum(numbers) > column.present


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).replace(",", "").lstrip("+-").isdigit()
