"""Files to tables: whatever can be read is, and whatever cannot becomes a finding that says so."""

import gzip
import shutil
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import HandrailError
from core.ingest.readers.errors import Corrupt
from core.readiness.finding import Finding, Severity
from core.readiness.tables.columnar import read_parquet, read_records
from core.readiness.tables.delimited import read_delimited
from core.readiness.tables.table import Table
from core.readiness.tables.unread import Taken, unread
from core.readiness.tables.widths import cut
from core.readiness.tables.workbook import read_workbook

Watch = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""
_READERS: dict[str, Callable[[Path, str, Path], Taken]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".tab", ".psv"), read_delimited),
    **dict.fromkeys((".xlsx", ".xlsm"), read_workbook),
    **dict.fromkeys((".parquet", ".pq"), read_parquet),
    **dict.fromkeys((".ndjson", ".jsonl"), read_records),
}
_ANEW = "Open it in the program it comes from, save it anew as CSV in UTF-8, and audit again."
_AS_TABLE = "Save it as CSV, TSV, XLSX, parquet or NDJSON, or move it away if it is no table."


@dataclass(frozen=True, slots=True)
class Read:
    """The tables that were read, and a finding for each file, sheet or part that was not."""

    tables: tuple[Table, ...]
    unread: tuple[Finding, ...] = ()


def read_all(folder: Path, spool: Path, watch: Watch = lambda _what, _done, _total: None) -> Read:
    """Every table below `folder`, by name; `spool` is a folder for what is too large for memory."""
    files = sorted(path for path in folder.rglob("*") if _is_shown(path, folder))
    reads = []
    for done, path in enumerate(files):
        name = path.relative_to(folder).as_posix()
        watch(f"reading {name}", done, len(files))
        reads.append(read(path, name, spool))
    watch("reading", len(files), len(files))
    return joined(reads)


def joined(reads: Iterable[Read]) -> Read:
    """Several reads as one."""
    each = list(reads)
    return Read(
        tuple(table for one in each for table in one.tables),
        tuple(finding for one in each for finding in one.unread),
    )


def read(path: Path, name: str, spool: Path) -> Read:
    """The tables of one file. What could not be read comes back as a finding and never raises."""
    try:
        taken = cut(_taken(path, name, spool / name))
    except HandrailError as error:
        return Read((), (unread(name, str(error), _ANEW),))
    except Exception as error:
        why = f"it is damaged ({type(error).__name__}: {error})."
        return Read((), (unread(name, why, _ANEW),))
    return Read(taken.tables, taken.lost)


def _taken(path: Path, name: str, spool: Path) -> Taken:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return _taken(_unpacked(path, spool), name, spool)
    reader = _READERS.get(suffix)
    if reader is None:
        why = f"{suffix or 'a file without a suffix'} is no format of tables that is read."
        return Taken((), (unread(name, why, _AS_TABLE, Severity.LOW),))
    return reader(path, name, spool)


def _unpacked(path: Path, spool: Path) -> Path:
    spool.mkdir(parents=True, exist_ok=True)
    unpacked = spool / path.stem
    try:
        with gzip.open(path) as packed, unpacked.open("wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Corrupt from error
    return unpacked


def _is_shown(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden
