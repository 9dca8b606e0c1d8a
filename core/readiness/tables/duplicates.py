"""Rows that are there twice: cell for cell, or but for a key and a slip."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np
import polars as pl
from rapidfuzz.fuzz import ratio, token_set_ratio

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.cells.coding import Coded, coded_table
from core.readiness.tables.cited import MOST_NAMED, MOST_SHOWN, cited, numbered
from core.readiness.tables.phrases import quoted, rows
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW, SAMPLE_ROWS, Table

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
BY_CHANCE = 3


class Twin(NamedTuple):
    """Two rows of the sample, from 0, and the columns they differ in."""

    first: int
    second: int
    differing: tuple[str, ...]


def found(profile: Profile) -> Iterator[Finding]:
    """At most one finding of rows that are there twice and one of rows that nearly are."""
    table = profile.table
    if not table.columns or table.rows < 2:
        return
    columns = coded_table(table.sample)
    if copies := _copies(table, columns):
        yield copies
    if twins := near_duplicates(columns):
        yield _near(table, twins)


# --- cell for cell


def _copies(table: Table, columns: Sequence[Coded]) -> Finding | None:
    frame = table.frame if table.rows > SAMPLE_ROWS else table.sample.lazy()
    hashed = frame.select(ROW, pl.struct(table.columns).hash(seed=7).alias("hash")).collect(
        engine="streaming"
    )
    first = hashed.sort(ROW).with_columns(pl.col(ROW).first().over("hash").alias("first"))
    copies = first.filter(pl.col(ROW) != pl.col("first"))
    if copies.height <= BY_CHANCE * _expected(columns, table.rows):
        return None
    shown = copies.head(MOST_SHOWN // 2)
    rows_shown = sorted({*shown[ROW], *shown["first"]})
    pairs = [f"{second} is {one}" for second, one in shown.select(ROW, "first").iter_rows()]
    again = frame.filter(pl.col(ROW).is_in(rows_shown)).collect()
    seen = Table(table.name, again.lazy(), again, table.columns, again.height)
    return Finding(
        kind=Kind.DUPLICATE_ROWS,
        where=Where(table.name, (), tuple(copies[ROW].head(MOST_NAMED).to_list())),
        what=f"{rows(copies.height)} of {table.name} repeat an earlier row cell for cell; of rows, "
        f"{', '.join(pairs[:3])} again.",
        poisons="Counts and sums are too high by these rows, and averages lean towards them.",
        remedy="Keep the first of each, and find out which load or form brings rows in twice.",
        severity=Severity.HIGH if copies.height > 0.01 * table.rows else Severity.MEDIUM,
        confidence=0.95,
        affected=copies.height,
        out_of=table.rows,
        evidence=cited(seen, range(again.height), table.columns),
    )


def _expected(columns: Sequence[Coded], count: int) -> float:
    """How many rows would repeat another one by chance, were the columns independent."""
    alike = [_chance(column) for column in columns]
    return count * (count - 1) / 2 * float(np.prod(alike))


def _chance(column: Coded) -> float:
    """How likely two different rows are to say the same in a column."""
    pairs = column.rows * (column.rows - 1)
    return float((column.counts * (column.counts - 1)).sum() / pairs) if pairs else 0.0


# --- but for a key and a slip


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


def _near(table: Table, twins: Sequence[Twin]) -> Finding:
    differing = [name for name in table.columns if any(name in twin.differing for twin in twins)]
    later = [twin.second for twin in twins]
    both = [row for twin in twins[: MOST_SHOWN // 2] for row in (twin.first, twin.second)]
    pairs = numbered(table, both)
    named = [f"{one} and {other}" for one, other in zip(pairs[::2], pairs[1::2], strict=False)]
    differ = f" but for {quoted(differing)}" if differing else " but for the key"
    return Finding(
        kind=Kind.NEAR_DUPLICATE_ROWS,
        where=Where(table.name, tuple(differing), numbered(table, later)),
        what=f"{rows(len(set(later)))} of {table.name} say the same as an earlier one{differ}; rows "
        f"{'; '.join(named[:3])} are such pairs.",
        poisons="One thing counts as two: counts and sums are too high, and a lookup finds half.",
        remedy="Decide for each pair which row stays, move what only the other knows, and let the "
        "form look for similar rows before it adds one.",
        severity=Severity.MEDIUM,
        confidence=0.85,
        affected=len(set(later)),
        out_of=table.sample.height,
        evidence=cited(table, both, table.columns),
    )
