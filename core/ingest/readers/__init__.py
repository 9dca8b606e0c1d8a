"""Files of many formats, read as one kind of text: Markdown with spans and pages."""

from core.ingest.readers.dispatch import SUFFIXES, read
from core.ingest.readers.errors import (
    Corrupt,
    EmptyFile,
    Encrypted,
    ScannedWithoutText,
    TooLarge,
    Unreadable,
    UnsupportedFormat,
    WrongEncoding,
)

__all__ = [
    "SUFFIXES",
    "Corrupt",
    "EmptyFile",
    "Encrypted",
    "ScannedWithoutText",
    "TooLarge",
    "Unreadable",
    "UnsupportedFormat",
    "WrongEncoding",
    "read",
]
