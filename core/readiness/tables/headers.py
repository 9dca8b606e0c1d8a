"""The header of a table: where it stands, whether there is one, and names made unique."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

Cells = Sequence[str | None]
_NUMBER = re.compile(r"[-+$€£]?\s*\d[\d.,:/\s-]*%?$")
_YEAR = re.compile(r"(19|20)\d\d$")
_LOOKED_AT = 200
_MOSTLY = 0.8
_WIDE = 3


class Header(NamedTuple):
    """Unique column names, how many leading rows are above the data, and what was noticed."""

    names: tuple[str, ...]
    depth: int
    notes: tuple[str, ...]


def header_of(rows: Sequence[Cells]) -> Header:
    """The header of a table from its first rows (some hundred are enough)."""
    above = _titles(rows)
    body = rows[above:]
    width = _width(body)
    if len(body) > 1 and not _is_header(body[0], body[1:_LOOKED_AT]):
        names = tuple(f"column_{number}" for number in range(1, width + 1))
        note = "The first row holds data: the columns have no names and were numbered."
        return Header(names, above, (*_skipped(above), note))
    named = unique(tuple(body[0]) + (None,) * (width - len(body[0]))) if body else unique(())
    return Header(named.names, above + 1, (*_skipped(above), *named.notes))


def unique(names: Cells) -> Header:
    """The names stripped, empty ones numbered, repeated ones told apart by a number."""
    taken: set[str] = set()
    made: list[str] = []
    for number, name in enumerate(names, 1):
        plain = " ".join((name or "").split()) or f"column_{number}"
        candidate, nth = plain, 1
        while candidate in taken or candidate.startswith("#row"):
            nth += 1
            candidate = f"{plain}_{nth}"
        taken.add(candidate)
        made.append(candidate)
    return Header(tuple(made), 1, _repeated(names))


def _repeated(names: Cells) -> tuple[str, ...]:
    counts = Counter(" ".join(name.split()) for name in names if name and name.strip())
    repeated = [name for name, count in counts.items() if count > 1]
    if not repeated:
        return ()
    shown = ", ".join(f"“{name}”" for name in repeated[:5])
    return (f"Several columns have the same name and were numbered: {shown}.",)


def _width(rows: Sequence[Cells]) -> int:
    """The most common number of cells, or the header's own when that is more."""
    if not rows:
        return 0
    common = Counter(len(row) for row in rows[1:] or rows).most_common(1)[0][0]
    return max(common, len(rows[0]))


def _titles(rows: Sequence[Cells]) -> int:
    """How many rows above the header hold a title and not columns."""
    if len(rows) < 3 or _width(rows[-_LOOKED_AT:]) < _WIDE:
        return 0
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows[:12]]
    above = 0
    while above < len(filled) - 2 and filled[above] <= 1 < filled[-1]:
        above += 1
    return above


def _skipped(above: int) -> tuple[str, ...]:
    return (f"Rows above the header, which were passed over: {above}.",) if above else ()


def _is_header(first: Cells, body: Sequence[Cells]) -> bool:
    """Whether the first row names the columns: it differs from what stands below it."""
    votes = [_vote(cell, _below(body, at)) for at, cell in enumerate(first)]
    return sum(votes) >= 0


def _below(body: Sequence[Cells], at: int) -> list[str]:
    return [cell for row in body if at < len(row) and (cell := row[at])]


def _vote(cell: str | None, below: list[str]) -> int:
    """1 for a name, -1 for a value like those below it, 0 when it could be either."""
    if not cell or not below:
        return 0
    numeric = sum(bool(_NUMBER.match(value)) for value in below) >= _MOSTLY * len(below)
    if numeric and _YEAR.match(cell) and cell not in below:
        return 0
    if numeric:
        return -1 if _NUMBER.match(cell) else 1
    return -1 if cell in below else 0
