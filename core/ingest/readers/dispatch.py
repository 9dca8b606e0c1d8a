"""One way to read a file, whatever its format."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import cast

from core.domain.document import SourceText
from core.ingest.readers.errors import (
    Corrupt,
    EmptyFile,
    TooLarge,
    Unreadable,
    UnsupportedFormat,
)

Reader = Callable[[bytes], SourceText]

MAX_BYTES = 50 * 2**20

# Modules by name: parsers are slow to import, so each is imported when its format is first read.
_READERS = MappingProxyType(
    {
        ".md": ("markdown", "markdown"),
        ".markdown": ("markdown", "markdown"),
        ".txt": ("markdown", "plain"),
        ".html": ("html", "html"),
        ".htm": ("html", "html"),
        ".pdf": ("pdf", "pdf"),
        ".docx": ("docx", "docx"),
        ".csv": ("tables", "csv_table"),
        ".xlsx": ("xlsx", "xlsx"),
    }
)
SUFFIXES = frozenset(_READERS)


def read(path: Path, max_bytes: int = MAX_BYTES) -> SourceText:
    """The text of a file as Markdown with `\\n` line ends, its title, pages and metadata.

    `max_bytes` bounds the file; what a DOCX or XLSX unpacks to is bounded too. Raises an
    `Unreadable` that says what to do; OSError when the file cannot be opened at all.
    """
    parse = _reader_for(path.suffix.lower())
    if path.stat().st_size > max_bytes:
        raise TooLarge(f"{path.name}: {path.stat().st_size} bytes, limit {max_bytes}")
    raw = path.read_bytes()
    if not raw.strip():
        raise EmptyFile(path.name)
    try:
        source = parse(raw)
    except Unreadable as error:
        raise type(error)(f"{path.name}. {error.detail}".strip()) from error
    except (Exception, RecursionError) as error:
        # Parsers of damaged files raise whatever their internals trip over; to the caller it is
        # always the file that is at fault.
        raise Corrupt(f"{path.name}: {type(error).__name__}") from error
    if not source.text.strip():
        raise EmptyFile(path.name)
    return source


def _reader_for(suffix: str) -> Reader:
    if suffix not in _READERS:
        raise UnsupportedFormat(f"Suffix: {suffix or 'none'}")
    module, name = _READERS[suffix]
    return cast(Reader, getattr(import_module(f"core.ingest.readers.{module}"), name))
