"""Columns that determine others, errors apart, and the rows that break with them.

A dependency is approximate: it is scored by how often a cell is foretold by the other rows that are
alike in the determinant (`Pair.score`). Which cell of a breaking row is the wrong one is settled by
the votes of all determinants (`core.readiness.tables.cells.blame`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.cells.blame import Contradicted, contradicted
from core.readiness.tables.cells.coding import Coded, coded_profile
from core.readiness.tables.cells.spelling import is_slip, is_variant
from core.readiness.tables.cells.votes import ballot
from core.readiness.tables.cited import MOST_NAMED, MOST_SHOWN
from core.readiness.tables.phrases import quoted, rows
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW, Table


def found(profile: Profile) -> Iterator[Finding]:
    """For each column that others determine, one finding of the rows that say another value.

    Another writing of the right value is left to the findings about spelling and suspected cells.
    """
    columns = coded_profile(profile)
    broken: dict[int, list[Contradicted]] = defaultdict(list)
    for cell in contradicted(ballot(columns), columns):
        if not _is_writing(columns[cell.column], cell):
            broken[cell.column].append(cell)
    for column in sorted(broken):
        if cells := [cell for cell in broken[column] if not _is_mirrored(cell, broken)]:
            cells.sort(key=lambda cell: cell.row)
            yield _finding(profile.table, columns, column, cells)


def _is_mirrored(cell: Contradicted, broken: Mapping[int, Sequence[Contradicted]]) -> bool:
    """Whether the same row is told in the finding of the column it contradicts, which has more."""
    return any(
        other.row == cell.row and cell.column in other.by
        for by in cell.by
        if len(broken.get(by, ())) > len(broken[cell.column])
        for other in broken[by]
    )


def _finding(
    table: Table, columns: Sequence[Coded], column: int, cells: Sequence[Contradicted]
) -> Finding:
    by = _determinant(cells)
    name, determinant = columns[column].name, columns[by].name
    numbers = table.sample[ROW].gather([cell.row for cell in cells]).to_list()
    examples = dict.fromkeys(_said(cell, columns, by) for cell in cells)
    return Finding(
        kind=Kind.DEPENDENCY_VIOLATION,
        where=Where(table.name, (determinant, name), tuple(numbers[:MOST_NAMED])),
        what=f"{determinant} determines {name}, but not in {rows(len(cells))}, as in "
        f"{quoted(list(examples))}.",
        poisons=f"Answers that look up {name} by {determinant}, or join on it, get two answers.",
        remedy=f"Put {name} right in these rows, or keep it once for each {determinant} in a table "
        "of its own.",
        severity=Severity.HIGH,
        confidence=round(fmean(cell.share for cell in cells), 3),
        affected=len(cells),
        out_of=table.sample.height,
        evidence=tuple(
            _evidence(table.name, cell, columns, number)
            for cell, number in zip(cells[:MOST_SHOWN], numbers[:MOST_SHOWN], strict=True)
        ),
    )


def _is_writing(column: Coded, cell: Contradicted) -> bool:
    """Whether it only is another writing: case, signs, a slip, or a word where a number belongs."""
    said, instead = column.at(cell.row), column.values[cell.value]
    if is_variant(said, instead) or is_slip(column, int(column.codes[cell.row]), cell.value):
        return True
    return said.isalpha() and instead.replace(".", "", 1).isdigit()


def _determinant(cells: Sequence[Contradicted]) -> int:
    """The column that speaks against most of these cells."""
    voters = Counter(by for cell in cells for by in cell.by)
    return min(voters, key=lambda by: (-voters[by], by))


def _said(cell: Contradicted, columns: Sequence[Coded], by: int) -> str:
    column = columns[cell.column]
    value = column.at(cell.row) or "(empty)"
    return f"{columns[by].at(cell.row)}: {value} → {column.values[cell.value]}"


def _evidence(source: str, cell: Contradicted, columns: Sequence[Coded], number: int) -> Evidence:
    column = columns[cell.column]
    voters = tuple((columns[by].name, columns[by].at(cell.row)) for by in cell.by)
    said = ((column.name, column.at(cell.row)), ("suggested", column.values[cell.value]))
    return Evidence(source, (*said, *voters), row=number)
