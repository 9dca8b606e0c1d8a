"""XLSX: a heading and a table for every sheet."""

from collections.abc import Iterator
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.document import SourceText
from core.ingest.readers.archives import checked
from core.ingest.readers.cells import Value, table
from core.ingest.readers.errors import Corrupt


def xlsx(raw: bytes) -> SourceText:
    """Each sheet with values as `## Name` and a Markdown table; formulas as last calculated.

    A merged cell's value stands in each cell it covers, so that every row can be read alone.
    """
    file = checked(raw, "xl/workbook.xml")
    try:
        book = load_workbook(file, data_only=True)
    except (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError) as error:
        raise Corrupt(str(error)) from error
    sheets = ((sheet.title, table(_rows(sheet))) for sheet in book.worksheets)
    return SourceText("\n\n".join(f"## {name}\n\n{body}" for name, body in sheets if body) + "\n")


def _rows(sheet: Worksheet) -> Iterator[list[Value]]:
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    for cells in sheet.iter_rows():
        yield [sheet.cell(*merged.get((cell.row, cell.column), (cell.row, cell.column))).value
               for cell in cells]
