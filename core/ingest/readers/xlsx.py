"""XLSX: a heading and a table for every sheet."""

from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.document import SourceText
from core.ingest.readers.archives import checked
from core.ingest.readers.cells import Value, captioned_table
from core.ingest.readers.errors import Corrupt, TooLarge

_MOST_CELLS = 5_000_000


def xlsx(raw: bytes) -> SourceText:
    """Each sheet with values as `## Name`, its caption, a Markdown table and notes below it.

    Formulas are as last calculated. A merged cell's value stands in each cell it covers, so that
    every row can be read alone.
    """
    file = checked(raw, "xl/workbook.xml")
    try:
        book = load_workbook(file, data_only=True)
    except (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError) as error:
        raise Corrupt(str(error)) from error
    sheets = ((sheet.title, captioned_table(_rows(sheet))) for sheet in book.worksheets)
    return SourceText("\n\n".join(f"## {name}\n\n{body}" for name, body in sheets if body) + "\n")


def _rows(sheet: Worksheet) -> Iterator[list[Value]]:
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise TooLarge(f"Sheet {sheet.title} spans {sheet.max_row} by {sheet.max_column} cells.")
    origins = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    for row in range(1, sheet.max_row + 1):
        places = ((row, column) for column in range(1, sheet.max_column + 1))
        yield [sheet.cell(*origins.get(place, place)).value for place in places]
