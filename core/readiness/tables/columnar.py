"""Parquet and JSON records: typed values back to the text that people would write."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from core.ingest.readers.errors import Corrupt, EmptyFile
from core.readiness.finding import Finding, Severity
from core.readiness.tables.headers import unique
from core.readiness.tables.spooling import in_memory, of_parquet, spooled
from core.readiness.tables.table import ROW, SAMPLE_ROWS
from core.readiness.tables.unread import Taken, lost_lines, unread

_KEPT = 100


def read_parquet(path: Path, name: str, spool: Path) -> Taken:
    """The table of a parquet file, its typed values as text; bytes are not read, and said so."""
    if not path.stat().st_size:
        raise EmptyFile
    scan = pl.scan_parquet(path)
    schema = scan.collect_schema()
    binary = [name for name, dtype in schema.items() if isinstance(dtype, pl.Binary)]
    kept = [column for column in schema.names() if column not in binary]
    names = unique(kept).names
    texts = [_text(old, schema[old]).alias(new) for old, new in zip(kept, names, strict=True)]
    frame = scan.select(texts).with_row_index(ROW, offset=1)
    rows = int(scan.select(pl.len()).collect(engine="streaming").item())
    if rows <= SAMPLE_ROWS:
        table = in_memory(name, frame.collect())
    else:
        spool.mkdir(parents=True, exist_ok=True)
        frame.sink_parquet(spool / "table.parquet", compression="zstd", engine="streaming")
        table = of_parquet(name, spool / "table.parquet")
    return Taken((table,), tuple(_bytes_in(name, column) for column in binary))


def _bytes_in(name: str, column: str) -> Finding:
    why = "the column holds bytes and no values."
    return unread(f"{name}:{column}", why, "Nothing, unless it holds text.", Severity.LOW)


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        days = column.dt.strftime("%Y-%m-%d %H:%M:%S")
        text = days.str.replace(r" 00:00:00$", "") if dtype.time_zone is None else days
    elif dtype.is_nested():
        text = pl.struct(column).struct.json_encode()
    else:
        text = column.cast(pl.String)
    return pl.when(text != "").then(text)


@dataclass(slots=True)
class _Lines:
    """The records of a file, and the lines that are none."""

    path: Path
    read: int = 0
    many: int = 0
    lost: list[tuple[int, str]] = field(default_factory=list)

    def records(self) -> Iterator[dict[str, object]]:
        """Each record; lines that hold none are kept in `lost`."""
        self.read, self.many = 0, 0
        self.lost.clear()
        with self.path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                self.read += 1
                record = _record(line)
                if record is not None:
                    yield record
                    continue
                self.many += 1
                if len(self.lost) < _KEPT:
                    self.lost.append((number, line.strip()))


def read_records(path: Path, name: str, spool: Path) -> Taken:
    """The table of a file with a JSON object a line; nested values stay JSON."""
    if not path.stat().st_size:
        raise EmptyFile
    lines = _Lines(path)
    keys = dict.fromkeys(key for record in lines.records() for key in record)
    if not keys:
        raise Corrupt("No line of it is a JSON object.")
    rows = ([_cell(record.get(key)) for key in keys] for record in lines.records())
    table = spooled(name, unique(tuple(keys)).names, rows, spool)
    if not lines.many:
        return Taken((table,))
    note = f"Lines that are no JSON objects and were not read: {lines.many}."
    lost = lost_lines(name, lines.lost, lines.many, lines.read)
    return Taken((replace(table, notes=(note,)),), (lost,))


def _record(line: str) -> dict[str, object] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _cell(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
