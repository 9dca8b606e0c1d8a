"""Text tables: what parts the cells, where the header is, rows that do not fit."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

import polars as pl

from core.ingest.readers.errors import Unreadable
from core.readiness.tables.encodings import MENDED, Encoding, encoding_of
from core.readiness.tables.headers import Header, header_of
from core.readiness.tables.spooling import of_parquet, spooled
from core.readiness.tables.table import ROW
from core.readiness.tables.unread import Taken, lost_cells

DELIMITERS = ",;\t|"
_LOOKED_AT = 300
_LARGE = 48_000_000  # bytes, above which the faster reader is tried first
_LONGEST_ROW = 200  # lines; a longer one is a quotation mark that is never closed
_LONGEST_CELL = 4_000_000  # characters
_KEPT = 100
_WIDEST, _LONGEST_NAME = 16_384, 10_000  # columns of a worksheet; characters
_PAIR = re.compile(r'^"(.*)"$', re.DOTALL)


class OneLongLine(Unreadable):
    """This file is one long line, and no table can be told in it. Export it with a line a row."""


class StrayQuote(ValueError):
    """A quotation mark in this file is opened and never closed."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file is written: its encoding, what parts cells, whether marks quote."""

    encoding: Encoding
    delimiter: str
    quoting: bool = True


@dataclass(slots=True)
class _Fitted:
    """What was noticed while rows were fitted to the columns."""

    width: int
    rows: int = 0
    short: int = 0
    long: int = 0
    lost: list[tuple[int, list[str]]] = field(default_factory=list)

    def over(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        """The rows, counted."""
        for row in rows:
            self.rows += 1
            if len(row) < self.width:
                self.short += 1
            elif len(row) > self.width and any(row[self.width :]):
                self.long += 1
                if len(self.lost) < _KEPT:
                    self.lost.append((self.rows, row[self.width :]))
            yield row


def read_delimited(path: Path, name: str, spool: Path) -> Taken:
    """The table in a CSV, TSV or TXT file.

    Rows with too few cells are filled with null; cells beyond the last column are reported. Raises
    `EmptyFile`, `WrongEncoding`, `OSError`.
    """
    encoding = encoding_of(path, _LARGE)
    dialect = Dialect(encoding, _delimiter_of(path, encoding))
    try:
        taken = _read(path, name, spool, dialect)
    except StrayQuote as stray:
        taken = _read(path, name, spool, replace(dialect, quoting=False))
        note = f"{stray.__doc__} Quotation marks were read as they stand."
        taken = _noted(taken, (note,))
    return _noted(taken, (encoding.note,)) if encoding.note else taken


def _noted(taken: Taken, notes: tuple[str, ...]) -> Taken:
    tables = tuple(replace(table, notes=(*table.notes, *notes)) for table in taken.tables)
    return taken._replace(tables=tables)


def _read(path: Path, name: str, spool: Path, dialect: Dialect) -> Taken:
    first = list(islice(_rows(path, dialect), _LOOKED_AT))
    if len(first) == 1 and (len(first[0]) > _WIDEST or max(map(len, first[0])) > _LONGEST_NAME):
        raise OneLongLine
    header = header_of(first)
    plain = dialect.encoding.name == "utf-8" and dialect.quoting and header.depth <= 1
    if plain and path.stat().st_size > _LARGE:
        try:
            return _streamed(path, name, spool, dialect, header)
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
            # Rows that are too long, or bytes that are no UTF-8 farther on: read one by one.
            dialect = replace(dialect, encoding=encoding_of(path))
    return _row_by_row(path, name, spool, dialect, header)


def _row_by_row(path: Path, name: str, spool: Path, dialect: Dialect, header: Header) -> Taken:
    fitted = _Fitted(len(header.names))
    rows = fitted.over(islice(_rows(path, dialect), header.depth, None))
    table = spooled(name, header.names, rows, spool)
    notes = list(header.notes)
    if fitted.short:
        notes.append(
            f"Rows with fewer cells than columns: {fitted.short}; the rest was left empty."
        )
    lost = (lost_cells(name, fitted.lost, fitted.long, fitted.rows),) if fitted.long else ()
    if fitted.long:
        notes.append(
            f"Rows with more cells than columns: {fitted.long}; those beyond were not read."
        )
    return Taken((replace(table, notes=tuple(notes)),), lost)


def _streamed(path: Path, name: str, spool: Path, dialect: Dialect, header: Header) -> Taken:
    """The same by polars, many times faster; raises polars' errors where rows do not fit."""
    spool.mkdir(parents=True, exist_ok=True)
    frame = pl.scan_csv(
        path,
        separator=dialect.delimiter,
        has_header=False,
        skip_rows=header.depth,
        schema=dict.fromkeys(header.names, pl.String),
        raise_if_empty=False,
    )
    held = frame.filter(pl.any_horizontal(pl.all().is_not_null())).with_row_index(ROW, offset=1)
    held.sink_parquet(
        spool / "table.parquet", compression="zstd", compression_level=1, engine="streaming"
    )
    table = of_parquet(name, spool / "table.parquet")
    return Taken((replace(table, notes=header.notes),))


def _rows(path: Path, dialect: Dialect) -> Iterator[list[str]]:
    """The rows that hold anything. Raises `StrayQuote`."""
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=dialect.encoding.name, errors=MENDED, newline="") as file:
        lines = (line.replace("\0", "") for line in file)
        try:
            yield from _closed(lines, dialect)
        except csv.Error as error:
            raise StrayQuote from error


def _closed(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    if not dialect.quoting:
        yield from (row for row in _unquoted(lines, dialect.delimiter) if any(row))
        return
    reader = csv.reader(lines, delimiter=dialect.delimiter)
    start = 0
    for row in reader:
        if reader.line_num - start > _LONGEST_ROW:
            raise StrayQuote
        start = reader.line_num
        if any(row) and not (start == 1 and row[0].startswith("sep=")):
            yield row


def _unquoted(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    """The rows of a file whose quotation marks do not quote; pairs around a cell are taken off."""
    for row in csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE):
        yield [_PAIR.sub(r"\1", cell) for cell in row]


def _delimiter_of(path: Path, encoding: Encoding) -> str:
    with path.open(encoding=encoding.name, errors=MENDED) as file:
        return delimiter_of(list(islice(file, 200)))


def delimiter_of(lines: Sequence[str]) -> str:
    """The character that parts the first lines into the most alike rows of several cells."""

    def alike(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        return (count / widths.total() if width > 1 else 0.0, width)

    declared = lines[0].strip() if lines else ""
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[-1]
    return max(chain(DELIMITERS), key=alike)
