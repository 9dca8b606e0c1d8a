"""Rows of tables that say the same of the same thing with another value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.readiness.documents.claims import content
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.reading import Text

NUMBER = re.compile(r"(?:[A-Z]{3}\s|[€£$])?\s*\d[\d,]*(?:\.\d+)?\s*(?:%|[a-z]+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST = 2  # rows with one name; with more, the name is not what tells rows apart


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows named alike, and the column in which they differ."""

    one: Passage
    other: Passage
    name: str
    column: str
    values: tuple[str, str]


def clashes(texts: Sequence[Text], apart: frozenset[frozenset[str]]) -> Iterator[Clash]:
    """Pairs of rows of equal columns and names that differ in one number; sources in `apart` may."""
    named: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Passage]] = {}
    for text in texts:
        for passage in passages(text):
            name = _name(passage)
            if name:
                named.setdefault((_columns(passage), name), []).append(passage)
    for (_, name), rows in named.items():
        if len(rows) > MOST:
            continue
        for one, other in combinations(rows, 2):
            clash = _clash(one, other, name)
            if clash and _comparable(one, other, apart):
                yield clash


def _comparable(one: Passage, other: Passage, apart: frozenset[frozenset[str]]) -> bool:
    """Whether they are rows of one table, or of tables in two documents under like headings."""
    if one.source == other.source:
        return one.block == other.block
    left, right = content(" ".join(one.under)), content(" ".join(other.under))
    alike = 2 * len(left & right) >= min(len(left), len(right))
    return alike and frozenset((one.source, other.source)) not in apart


def _columns(passage: Passage) -> tuple[str, ...]:
    return tuple(column.lower() for column, _ in passage.cells)


def _name(passage: Passage) -> tuple[str, ...]:
    """The cells in words; none where a row has fewer than one of them or no number."""
    said = tuple(value.lower() for _, value in passage.cells if value and not is_number(value))
    numbers = [value for _, value in passage.cells if is_number(value)]
    columns = _columns(passage)
    usable = numbers and len(set(columns)) == len(columns) and _WORD.search(" ".join(said))
    return said if usable else ()


def is_number(value: str) -> bool:
    """Whether a cell is one amount, with or without its unit."""
    return bool(NUMBER.fullmatch(value.strip()))


def _clash(one: Passage, other: Passage, name: tuple[str, ...]) -> Clash | None:
    pairs = [
        (column, left, right)
        for (column, left), (_, right) in zip(one.cells, other.cells, strict=True)
        if left.lower() != right.lower()
    ]
    if len(pairs) != 1 or not all(is_number(value) for value in pairs[0][1:]):
        return None
    column, left, right = pairs[0]
    return Clash(one, other, ", ".join(name), column, (left, right))
