"""Rows that say the same but for a key and a slip, found without comparing every pair."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np
from rapidfuzz.fuzz import ratio, token_set_ratio

from core.readiness.tables.cells.coding import Coded

DIGITS = re.compile(r"\d+")
TELLING = 0.5
"""A column with more distinct values than this share of its cells tells most rows apart."""
BLOCK = 5
"""Rows that share a telling value are compared when at most so many do."""
MOST_PAIRS = 200_000
SIMILAR = 80.0
DIFFERING = 3
"""Near-duplicates differ in at most so many columns, keys apart."""
CHANGED = 1
"""In so many of them they may say something else altogether, if a slip elsewhere shows a copy."""
MARGIN_BITS = 3


class Twin(NamedTuple):
    """Two rows of the sample, from 0, and the columns they differ in."""

    first: int
    second: int
    differing: tuple[str, ...]


def near_duplicates(columns: Sequence[Coded]) -> list[Twin]:
    """Pairs of rows that say the same but for keys and slips, and hardly by chance.

    Candidates share a value that is rare in a column that tells most rows apart, so the work grows
    with the rows and not with their pairs. A pair's cells must agree in more bits (Fellegi and
    Sunter's weights: the rarer a shared value, the more) than chance explains among all pairs. One
    cell may say something else altogether, but only beside a slip: two members of a family share all
    but their names, and an invoice entered again shows in its number.
    """
    if not columns:
        return []
    rows = columns[0].rows
    needed = log2(max(2, rows * (rows - 1) / 2)) + MARGIN_BITS
    keys = [column for column in columns if _is_key(column)]
    said = [column for column in columns if column not in keys]
    twins = (_twin(first, second, keys, said, needed) for first, second in _candidates(said))
    # the same in every cell is an exact duplicate, unless a key sets the rows apart
    return [twin for twin in twins if twin and (twin.differing or keys)]


def _is_key(column: Coded) -> bool:
    return len(column.values) == column.rows and all(
        " " not in value and any(map(str.isdigit, value)) for value in column.values
    )


def _candidates(columns: Iterable[Coded]) -> list[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for column in columns:
        if not _tells(column):
            continue
        shared = (column.counts > 1) & (column.counts <= BLOCK) & ~column.absent
        members = np.flatnonzero(shared[column.codes])
        order = members[np.argsort(column.codes[members], kind="stable")]
        starts = np.flatnonzero(np.diff(column.codes[order], prepend=-1))
        for block in np.split(order, starts[1:]):
            pairs.update(combinations(block.tolist(), 2))
        if len(pairs) > MOST_PAIRS:
            break
    return sorted(pairs)[:MOST_PAIRS]


def _tells(column: Coded) -> bool:
    return int((~column.absent).sum()) >= TELLING * column.present


def _twin(
    first: int, second: int, keys: Sequence[Coded], said: Sequence[Coded], needed: float
) -> Twin | None:
    differing = [column for column in said if column.codes[first] != column.codes[second]]
    if len(differing) > DIFFERING:
        return None
    pairs = [(column.at(first), column.at(second)) for column in differing]
    changed = sum(not _is_slip(one, other) for one, other in pairs if one and other)
    slips = sum(_is_slip(one, other) for one, other in pairs)
    slips += sum(_is_slip(column.at(first), column.at(second)) for column in keys)
    if changed > min(CHANGED, slips) or _bits(first, second, said) < needed:
        return None
    return Twin(first, second, tuple(column.name for column in differing))


def _bits(first: int, second: int, columns: Sequence[Coded]) -> float:
    """How much two rows that say the same in some columns agree: rare values count for more."""
    bits = 0.0
    for column in columns:
        code = column.codes[first]
        if code == column.codes[second] and not column.absent[code]:
            bits += log2(column.rows / (column.counts[code] - 1))
    return bits


def _is_slip(one: str, other: str) -> bool:
    """Whether two texts are one but for a slip or a word more; other numbers are other things."""
    if not (any(map(str.isalpha, one)) and any(map(str.isalpha, other))):
        return False
    if DIGITS.findall(one) != DIGITS.findall(other):
        return False
    return max(ratio(one, other), token_set_ratio(one, other)) >= SIMILAR
