"""Workbooks: each sheet a table, headers of several rows joined into one."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.ingest.readers.errors import Corrupt, EmptyFile, Encrypted
from core.readiness.finding import Finding
from core.readiness.tables.headers import Header, header_of, unique
from core.readiness.tables.spooling import spooled
from core.readiness.tables.table import Table
from core.readiness.tables.units import unit_of
from core.readiness.tables.unread import Taken, unread

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_LOOKED_AT = 300
_DEEPEST = 10  # a header is looked for in this many rows
_LOCKED = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_WORDS = re.compile(r"[^\W\d_]{3}")
_BLOCK, _OVERLAP = 1 << 20, 200

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


def read_workbook(path: Path, name: str, spool: Path) -> Taken:
    """A table for each sheet that holds any. Raises `EmptyFile`, `Encrypted`, `Corrupt`."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, rarely needed

    _refuse(path)
    with path.open("rb") as file, zipfile.ZipFile(path) as archive:
        book = load_workbook(file, read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "_worksheet_path")]
        tables: list[Table] = []
        lost: list[Finding] = []
        for sheet in sheets:
            title = f"{name}#{sheet.title}" if len(sheets) > 1 else name
            try:
                table = _sheet(sheet, archive, title, spool / f"{len(tables)}")
            except (ValueError, KeyError, TypeError) as error:
                lost.append(unread(title, f"the sheet is damaged ({error}).", "Save it anew."))
                continue
            if table.columns:
                tables.append(table)
        return Taken(tuple(tables), tuple(lost))


def _refuse(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise EmptyFile
    if start == _LOCKED:
        raise Encrypted
    if not zipfile.is_zipfile(path):
        raise Corrupt


def _sheet(sheet: "ReadOnlyWorksheet", archive: zipfile.ZipFile, name: str, spool: Path) -> Table:
    rows = _rows(sheet.iter_rows(values_only=True))  # type: ignore[misc]
    head = list(islice(rows, _LOOKED_AT))
    path = sheet._worksheet_path  # type: ignore[attr-defined]  # the only way to it
    areas = [area for area in _merged(archive, path) if area[0] < _DEEPEST]
    header = _joined(head, areas) or header_of([row for row in head if any(row)])
    body = [row for row in head if any(row)] if not areas else head
    kept = (row for row in chain(body[header.depth :], rows) if any(row))
    return replace(spooled(name, header.names, kept, spool), notes=header.notes)


def _rows(rows: Iterable[Sequence[object]]) -> Iterator[list[str | None]]:
    return ([_text(cell) for cell in row] for row in rows)


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _joined(head: list[list[str | None]], areas: list[Area]) -> Header | None:
    """A header whose merged cells are filled and whose rows are joined, or None without any."""
    if not areas:
        return None
    width = max(map(len, head), default=0)
    first = next((at for at, row in enumerate(head[:_DEEPEST]) if _is_wide(row, width)), 0)
    depth = _depth(first, areas)
    rows = [_filled(at, head[at], areas, head, width) for at in range(first, first + depth)]
    parts = [[row[at] for row in rows] for at in range(width)]
    named = unique([_name(each, alone=_speak_alone(parts)) for each in parts])
    notes = list(named.notes)
    if depth > 1:
        notes.append(f"The header stands in {depth} rows with merged cells, which were joined.")
    return Header(named.names, first + depth, tuple(notes))


def _is_wide(row: list[str | None], width: int) -> bool:
    """Whether a row is of the header and no title above it: it has more than one cell."""
    return sum(bool(cell) for cell in row) > 1 or width == 1


def _depth(first: int, areas: list[Area]) -> int:
    last = first
    for top, left, bottom, right in sorted(areas):
        if first <= top <= last:
            below = top + 1 if right > left and bottom == top else bottom
            last = max(last, below)
    return last - first + 1


def _filled(
    at: int, row: list[str | None], areas: list[Area], head: list[list[str | None]], width: int
) -> list[str | None]:
    cells = [*row, *[None] * (width - len(row))]
    for top, left, bottom, right in areas:
        if top <= at <= bottom:
            cells[left : right + 1] = [head[top][left]] * (right + 1 - left)
    return cells


def _speak_alone(parts: list[list[str | None]]) -> bool:
    """Whether the lowest cells name the columns without those above: all different, all words."""
    lowest = [next((part for part in reversed(each) if part), "") for each in parts]
    return len(set(lowest)) == len(lowest) and all(
        _WORDS.search(name) and not unit_of(name) for name in lowest
    )


def _name(parts: Iterable[str | None], *, alone: bool) -> str:
    each = list(dict.fromkeys(part.strip() for part in parts if part))
    return " ".join(each[-1:] if alone else each)


def _merged(archive: zipfile.ZipFile, path: str) -> Iterator[Area]:
    """The merged areas of a sheet, which stand after its rows: read in blocks, never parsed whole."""
    seen: set[Area] = set()
    with archive.open(path.lstrip("/")) as file:
        tail = b""
        while block := file.read(_BLOCK):
            for left, top, right, bottom in _MERGED.findall(tail + block):
                seen.add((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))
            tail = block[-_OVERLAP:]
    yield from sorted(seen)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
