"""Columns that determine others, errors apart, and the rows that break with them.

A dependency is approximate: it is scored by how often a cell is foretold by the other rows that are
alike in the determinant (`Pair.score`). Which cell of a breaking row is the wrong one is settled by
the votes of all determinants (`core.readiness.tables.cells.blame`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.cells.blame import Contradicted, contradicted
from core.readiness.tables.cells.coding import Coded, coded_profile
from core.readiness.tables.cells.detection import repaired
from core.readiness.tables.cells.spelling import is_slip, is_variant, told_as_slips
from core.readiness.tables.cells.spills import spills
from core.readiness.tables.cells.votes import Ballot, ballot
from core.readiness.tables.cited import MOST_NAMED, MOST_SHOWN
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.phrases import changed, looked_at, quoted, rows
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.table import ROW, Table

_COINCIDENCE = 3
_CODES = 20
_GRAVE = 3
_EXAMPLE = 100
Grounds = frozenset[tuple[int, int]]
"""Pairs of columns of which the first determines the second."""


def found(profile: Profile) -> Iterator[Finding]:
    """For each column that others determine, one finding of the rows that say another value.

    Another writing of the right value is left to the findings about spelling and suspected cells, a
    value that stands in the wrong column to those about such cells. Columns that the same rows break
    in the same way are told of together.
    """
    coded = coded_profile(profile)
    columns = repaired(coded, list(spills(coded)))
    alike: dict[tuple[int, tuple[str, ...]], list[list[Contradicted]]] = defaultdict(list)
    for cells in _broken(profile, columns):
        by = _determinant(cells)
        said = (f"{cell.row} {_said(cell, columns, by)}" for cell in cells)
        alike[by, tuple(said)].append(cells)
    for (by, _), each in alike.items():
        yield _finding(profile.table, columns, by, each)


def _broken(profile: Profile, columns: Sequence[Coded]) -> Iterator[list[Contradicted]]:
    """By determined column, the cells that break with what determines it, by row."""
    votes = ballot(columns)
    grounds = _grounds(votes, profile, columns)
    lost = [
        replace(cell, by=by)
        for cell in contradicted(votes, columns)
        if (by := tuple(by for by in cell.by if (by, cell.column) in grounds))
    ]
    by_column: dict[int, list[Contradicted]] = defaultdict(list)
    for cell in _without_coincidences(lost, grounds):
        by_column[cell.column].append(cell)
    broken = {at: _no_writings(columns[at], cells) for at, cells in by_column.items()}
    for column in sorted(broken):
        if cells := [cell for cell in broken[column] if not _is_mirrored(cell, broken)]:
            yield sorted(cells, key=lambda cell: cell.row)


def _grounds(votes: Ballot, profile: Profile, columns: Sequence[Coded]) -> Grounds:
    return frozenset(
        (edge.by, edge.of)
        for edge in votes.edges
        if edge.determines
        and not _measures(profile.columns[columns[edge.by].name])
        and not _are_twins(columns[edge.by], columns[edge.of])
    )


def _measures(column: Column) -> bool:
    """Whether it holds amounts: what is alike in an amount is no one thing."""
    if column.kind is ColumnKind.INTEGER:
        return column.distinct > _CODES
    return column.kind.is_numeric and column.kind is not ColumnKind.YEAR


def _are_twins(one: Coded, other: Coded) -> bool:
    """Whether two columns mostly hold the same value: where they differ, the second says more."""
    number = {value: code for code, value in enumerate(other.values)}
    same = np.array([number.get(value, -1) for value in one.values])[one.codes] == other.codes
    filled = ~one.absent[one.codes] & ~other.absent[other.codes]
    return bool(2 * int((same & filled).sum()) > int(filled.sum()))


def _without_coincidences(lost: Sequence[Contradicted], grounds: Grounds) -> list[Contradicted]:
    """The cells without the voices of a column that speaks against most of what it says of a row.

    Such a row shares that one value with rows about another thing, and nothing else.
    """
    told = Counter(by for by, _ in grounds)
    against = Counter((cell.row, by) for cell in lost for by in cell.by)

    def _is_chance(row: int, by: int) -> bool:
        return against[row, by] >= _COINCIDENCE and 2 * against[row, by] > told[by]

    heard = (
        replace(cell, by=tuple(by for by in cell.by if not _is_chance(cell.row, by)))
        for cell in lost
    )
    return [cell for cell in heard if cell.by]


def _is_mirrored(cell: Contradicted, broken: Mapping[int, Sequence[Contradicted]]) -> bool:
    """Whether the same row is told in the finding of the column it contradicts, which has more."""
    return any(
        other.row == cell.row and cell.column in other.by
        for by in cell.by
        if len(broken.get(by, ())) > len(broken[cell.column])
        for other in broken[by]
    )


def _finding(
    table: Table, columns: Sequence[Coded], by: int, broken: Sequence[Sequence[Contradicted]]
) -> Finding:
    cells, determinant = broken[0], columns[by].name
    names = [columns[each[0].column].name for each in broken]
    numbers = table.sample[ROW].gather([cell.row for cell in cells]).to_list()
    examples = list(dict.fromkeys(_said(cell, columns, by) for cell in cells))
    said = quoted(names)
    return Finding(
        kind=Kind.DEPENDENCY_VIOLATION,
        where=Where(table.name, (determinant, *names), tuple(numbers[:MOST_NAMED])),
        what=f"“{determinant}” determines {said}, but not in {rows(len(cells))}"
        f"{looked_at(table.sample.height, table.rows)}, as in {quoted(examples, longest=_EXAMPLE)}.",
        poisons=f"Answers that look up {said} by “{determinant}”, or join on it, get two answers.",
        remedy=f"Put {said} right in these rows, or keep it once for each “{determinant}” in a table "
        "of its own.",
        severity=Severity.HIGH if len(cells) >= _GRAVE else Severity.MEDIUM,
        confidence=round(fmean(cell.share for cell in cells), 3),
        affected=len(cells),
        out_of=table.sample.height,
        evidence=tuple(
            _evidence(table.name, cell, columns, number)
            for cell, number in zip(cells[:MOST_SHOWN], numbers[:MOST_SHOWN], strict=True)
        ),
    )


def _no_writings(column: Coded, cells: Sequence[Contradicted]) -> list[Contradicted]:
    """The cells but other writings: case, signs, a slip, or a word where a number belongs."""
    pairs = [(column.at(cell.row), column.values[cell.value]) for cell in cells]
    slips = [is_slip(column, int(column.codes[cell.row]), cell.value) for cell in cells]
    told = iter(told_as_slips([pair for pair, slip in zip(pairs, slips, strict=True) if slip]))
    return [
        cell
        for cell, slip, (said, instead) in zip(cells, slips, pairs, strict=True)
        if not (slip and next(told)) and not _is_writing(said, instead)
    ]


def _is_writing(said: str, instead: str) -> bool:
    return is_variant(said, instead) or (said.isalpha() and instead.replace(".", "", 1).isdigit())


def _determinant(cells: Sequence[Contradicted]) -> int:
    """The column that speaks against most of these cells."""
    voters = Counter(by for cell in cells for by in cell.by)
    return min(voters, key=lambda by: (-voters[by], by))


def _said(cell: Contradicted, columns: Sequence[Coded], by: int) -> str:
    column = columns[cell.column]
    return f"{columns[by].at(cell.row)}: {changed(column.at(cell.row), column.values[cell.value])}"


def _evidence(source: str, cell: Contradicted, columns: Sequence[Coded], number: int) -> Evidence:
    column = columns[cell.column]
    voters = tuple((columns[by].name, columns[by].at(cell.row)) for by in cell.by)
    said = ((column.name, column.at(cell.row)), ("suggested", column.values[cell.value]))
    return Evidence(source, (*said, *voters), row=number)
