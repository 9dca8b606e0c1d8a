"""CSV."""

import csv
import sys
from io import StringIO

from core.domain.document import SourceText
from core.ingest.readers.cells import table
from core.ingest.readers.decoding import decode
from core.ingest.readers.errors import Corrupt

_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024


def csv_table(raw: bytes) -> SourceText:
    """The file as one Markdown table, its first row the header."""
    text = decode(raw)
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Corrupt(str(error)) from error
    return SourceText(table(rows) + "\n")


def _delimiter(text: str) -> str:
    """The delimiter sniffed from the first lines, else the one the header has most of."""
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS).delimiter
    except csv.Error:
        header = text.lstrip().split("\n", 1)[0]
        return max(_DELIMITERS, key=header.count)
