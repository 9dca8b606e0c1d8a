"""Suspected cells as findings: one for each column and cause, however many cells it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.cells.coding import missing_in
from core.readiness.tables.cells.detection import suspects
from core.readiness.tables.cells.spelling import told_as_slips
from core.readiness.tables.cells.suspect import Cause, Suspect
from core.readiness.tables.cited import MOST_NAMED, MOST_SHOWN
from core.readiness.tables.phrases import cells as in_words
from core.readiness.tables.phrases import changed, looked_at, quoted
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW, Table

REPORTED_ELSEWHERE = frozenset({Cause.CONTRADICTED, Cause.VARIANT, Cause.UNIT, Cause.ABSENCE_SPELT})
"""Causes that findings of other kinds report: dependencies, spellings of codes, units, absence."""

WRONG = {
    Cause.MISSPELT: ("is", "are", "a slip away from a value or word that is common there"),
    Cause.MISSHAPEN: ("is", "are", "not written as the others are"),
    Cause.SPILT: ("ends", "end", "in what is missing in a cell beside it"),
    Cause.REPEATED_KEY: ("repeats", "repeat", "another row, where values tell rows apart"),
}
"""The verb for one cell and for several, and the rest of the sentence."""
EXAMPLE = 100
FEW_CODES, SHORT = 3, 5
POISONS = {
    Cause.MISSPELT: "Counts and filters by “{column}” miss these rows, and a search by name too.",
    Cause.MISSHAPEN: "Lookups and joins by “{column}” miss these rows or fail on them.",
    Cause.SPILT: "Filters by “{column}” miss these rows, and the column beside it counts as empty.",
    Cause.REPEATED_KEY: "A lookup by “{column}” finds several rows and may answer from the wrong one.",
}
REMEDY = {
    Cause.MISSPELT: "Look at the suggested values and write them where they are right.",
    Cause.MISSHAPEN: "Correct these cells at their source, or check the format where they come in.",
    Cause.SPILT: "Move the suggested value into its own column.",
    Cause.REPEATED_KEY: "Find each row's own value at the source, and make the column unique there.",
}


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column and cause, from the table's sample, most cells first."""
    told = _told(suspects(profile.table.sample, missing_in(profile)))
    emptied = {cell.row: cell.column for cell in told if _is_emptied(cell)}
    grouped: dict[tuple[Cause, tuple[str, ...]], list[Suspect]] = defaultdict(list)
    for cell in told:
        if cell.cause is not Cause.SPILT:
            grouped[cell.cause, (cell.column,)].append(cell)
        elif not _is_emptied(cell):
            grouped[cell.cause, (cell.column, emptied[cell.row])].append(cell)
    for (cause, columns), cells in sorted(grouped.items(), key=lambda one: (-len(one[1]), one[0])):
        if len(cells) >= FEW_CODES or not _are_short(cells):
            yield _finding(profile.table, columns, cause, cells)


def _told(cells: Iterable[Suspect]) -> list[Suspect]:
    """The cells that are reported here, without slips that no reader would take for one."""
    here = [cell for cell in cells if cell.cause not in REPORTED_ELSEWHERE]
    slips: dict[str, list[Suspect]] = defaultdict(list)
    for cell in here:
        if cell.cause is Cause.MISSPELT and cell.suggestion is not None:
            slips[cell.column].append(cell)
    other = {
        (cell.row, cell.column)
        for each in slips.values()
        for cell, told in zip(each, _as_slips(each), strict=True)
        if not told
    }
    return [cell for cell in here if (cell.row, cell.column) not in other]


def _as_slips(cells: Sequence[Suspect]) -> list[bool]:
    return told_as_slips([(cell.value, cell.suggestion or "") for cell in cells])


def _is_emptied(cell: Suspect) -> bool:
    """Whether its value stands in the cell beside it, rather than that it holds one too many."""
    return cell.cause is Cause.SPILT and not cell.value.startswith(cell.suggestion or " ")


def _are_short(cells: Sequence[Suspect]) -> bool:
    """Whether all are short codes, of which a few apart by a letter are as likely different ones."""
    return cells[0].cause is Cause.MISSPELT and all(
        len(cell.suggestion or cell.value) < SHORT for cell in cells
    )


def _finding(
    table: Table, columns: tuple[str, ...], cause: Cause, cells: Sequence[Suspect]
) -> Finding:
    column = columns[0]
    numbers = table.sample[ROW].gather([cell.row for cell in cells]).to_list()
    examples = quoted(list(dict.fromkeys(map(_said, cells))), longest=EXAMPLE)
    verb = WRONG[cause][len(cells) > 1]
    seen = looked_at(table.sample.height, table.rows) or f" of {table.rows:,}"
    return Finding(
        kind=Kind.SUSPECT_CELLS,
        where=Where(table.name, columns, tuple(numbers[:MOST_NAMED])),
        what=f"In “{column}”, {in_words(len(cells))}{seen} {verb} {WRONG[cause][2]}: {examples}.",
        poisons=POISONS[cause].format(column=column),
        remedy=REMEDY[cause],
        severity=Severity.HIGH if cause is Cause.REPEATED_KEY else Severity.MEDIUM,
        confidence=round(fmean(cell.confidence for cell in cells), 3),
        affected=len(cells),
        out_of=table.sample.height,
        evidence=tuple(
            _evidence(table.name, cell, number)
            for cell, number in zip(cells[:MOST_SHOWN], numbers[:MOST_SHOWN], strict=True)
        ),
        key=cause,
    )


def _said(cell: Suspect) -> str:
    return changed(cell.value, cell.suggestion) if cell.suggestion else cell.value


def _evidence(source: str, cell: Suspect, number: int) -> Evidence:
    suggestion = (("suggested", cell.suggestion),) if cell.suggestion is not None else ()
    return Evidence(
        source, ((cell.column, cell.value), *suggestion, ("why", cell.reason)), row=number
    )
