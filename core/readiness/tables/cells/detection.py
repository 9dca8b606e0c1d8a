"""All that is suspected in one table: each reason asked in turn, the surest first."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from core.readiness.tables.cells.absence import spelt_out
from core.readiness.tables.cells.blame import contradicted, explained
from core.readiness.tables.cells.coding import Coded, coded, coded_table
from core.readiness.tables.cells.keys import repeated
from core.readiness.tables.cells.shapes import misshapen
from core.readiness.tables.cells.slips import Slip
from core.readiness.tables.cells.spelling import is_slip, is_variant, misspelt, variants
from core.readiness.tables.cells.spills import Spill, spills
from core.readiness.tables.cells.suspect import Cause, Suspect
from core.readiness.tables.cells.units import stray_units
from core.readiness.tables.cells.votes import Ballot, ballot

SURE = 0.95
LIKELY = 0.8
SUPPORTED = 0.5
"""From this weight of votes in favour on, an odd writing is still what the row should say."""


def suspects(
    frame: pl.DataFrame, missing: Mapping[str, frozenset[str]] | None = None
) -> list[Suspect]:
    """The cells of a frame of strings that are most likely wrong, by row and column; each once.

    Nothing is labelled and no column's meaning is known. The first cause found is the one given.
    `missing` are the spellings of absence by column, where they are known already.
    """
    if not frame.height:
        return []
    columns = coded_table(frame, missing)
    order = {column.name: at for at, column in enumerate(columns)}
    first: dict[tuple[int, int], Suspect] = {}
    for suspect in _all(columns):
        first.setdefault((suspect.row, order[suspect.column]), suspect)
    return [first[place] for place in sorted(first)]


def _all(columns: Sequence[Coded]) -> Iterator[Suspect]:
    spilt = list(spills(columns))
    yield from _spilt(spilt, columns)
    yield from _written_otherwise(columns)
    mended = repaired(columns, spilt)
    votes = ballot(mended)
    yield from _contradicted(votes, mended)
    for at, column in enumerate(mended):
        yield from _misspelt(at, mended, votes)
        yield from _misshapen(at, column, votes)
        yield from _repeated(column, mended)


def _spilt(found: Sequence[Spill], columns: Sequence[Coded]) -> Iterator[Suspect]:
    for spill in found:
        column, emptied = columns[spill.column], columns[spill.emptied]
        value = column.at(spill.row)
        reason = f"ends in “{spill.spilt}”, which belongs into the empty column {emptied.name}"
        yield Suspect(spill.row, column.name, value, spill.kept, Cause.SPILT, SURE, reason)
        reason = f"is empty while column {column.name} ends in “{spill.spilt}”"
        value = emptied.at(spill.row)
        yield Suspect(spill.row, emptied.name, value, spill.spilt, Cause.SPILT, SURE, reason)


def repaired(columns: Sequence[Coded], found: Sequence[Spill]) -> list[Coded]:
    """The columns with what was spilt put back, so that it misleads no vote."""
    right: dict[int, dict[int, str]] = {}
    for spill in found:
        right.setdefault(spill.column, {})[spill.row] = spill.kept
        right.setdefault(spill.emptied, {})[spill.row] = spill.spilt
    return [
        _with(column, right[at]) if at in right else column for at, column in enumerate(columns)
    ]


def _with(column: Coded, cells: dict[int, str]) -> Coded:
    values = [column.values[code] for code in column.codes.tolist()]
    for row, value in cells.items():
        values[row] = value
    missing = frozenset(column.values[code] for code in np.flatnonzero(column.absent).tolist())
    return coded(pl.Series(column.name, values, dtype=pl.String), missing)


def _written_otherwise(columns: Sequence[Coded]) -> Iterator[Suspect]:
    for place in spelt_out(columns):
        column, value = columns[place.column], columns[place.column].values[place.code]
        reason = "spells out absence in a column of numbers, while other columns leave cells empty"
        for row in column.rows_of([place.code]):
            yield Suspect(row, column.name, value, "", Cause.ABSENCE_SPELT, SURE, reason)
    for column in columns:
        reason = "is a number not written in the one way that suits the column"
        numbers = stray_units(column)
        for row in column.rows_of(numbers):
            how = numbers[column.codes[row]]
            yield Suspect(row, column.name, column.at(row), how, Cause.UNIT, SURE, reason)


def _contradicted(votes: Ballot, columns: Sequence[Coded]) -> Iterator[Suspect]:
    for lost in contradicted(votes, columns):
        column = columns[lost.column]
        value, instead = column.at(lost.row), column.values[lost.value]
        names = ", ".join(columns[by].name for by in lost.by)
        reason = f"rows with the same {names} say “{instead}”"
        cause = _cause(column, int(column.codes[lost.row]), lost.value)
        yield Suspect(lost.row, column.name, value, instead, cause, round(lost.share, 3), reason)


def _cause(column: Coded, said: int, meant: int) -> Cause:
    if is_variant(column.values[said], column.values[meant]):
        return Cause.VARIANT
    return Cause.MISSPELT if is_slip(column, said, meant) else Cause.CONTRADICTED


def _misspelt(at: int, columns: Sequence[Coded], votes: Ballot) -> Iterator[Suspect]:
    column = columns[at]
    for cause, slips in (
        (Cause.VARIANT, variants(column)),
        (Cause.MISSPELT, misspelt(column)),
    ):
        for row in column.rows_of(slips):
            slip = slips[column.codes[row]]
            doubted = votes.favour(row, at) < SUPPORTED
            if doubted and not explained(row, at, slip.writing, columns):
                yield _slip(row, column, cause, slip)


def _slip(row: int, column: Coded, cause: Cause, slip: Slip) -> Suspect:
    instead = f"“{slip.meant}”, which" if slip.meant else "a way of writing that"
    reason = f"is a slip away from {instead} is common here"
    sure = round(slip.confidence, 3)
    return Suspect(row, column.name, column.at(row), slip.meant, cause, sure, reason)


def _misshapen(at: int, column: Coded, votes: Ballot) -> Iterator[Suspect]:
    odd = misshapen(column)
    for row in column.rows_of(odd):
        if votes.favour(row, at) < SUPPORTED:
            reason = f"is not written as the others are, like “{odd[column.codes[row]]}”"
            value = column.at(row)
            yield Suspect(row, column.name, value, None, Cause.MISSHAPEN, LIKELY, reason)


def _repeated(column: Coded, columns: Sequence[Coded]) -> Iterator[Suspect]:
    for row in column.rows_of(repeated(column, columns).tolist()):
        rows = int(column.counts[column.codes[row]])
        reason = f"stands in {rows} rows of a column that tells rows apart"
        sure, value = round(1 - 1 / rows, 3), column.at(row)
        yield Suspect(row, column.name, value, None, Cause.REPEATED_KEY, sure, reason)
