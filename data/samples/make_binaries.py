"""Render the PDF, DOCX and XLSX samples from the text in each tenant's `binary_sources` folder.

Run by hand after changing a source: `python data/samples/make_binaries.py`. A source is called
after the file it makes, with `.md` added. The same sources give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    CondPageBreak,
    Flowable,
    SimpleDocTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

SAMPLES = Path(__file__).parent
MADE_ON = datetime(2026, 1, 1)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
CAPTION = "Table: "

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=6)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=4, spaceAfter=2)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=11, spaceAfter=0)
CELL_HEADER = ParagraphStyle("cell header", parent=CELL, fontName="Helvetica-Bold")
CAPTION_STYLE = ParagraphStyle("caption", parent=BODY, fontName="Helvetica-Oblique", spaceBefore=6)
TABLE_START = 40 * mm
FRAME_PADDING = 12
HEADING_SIZES = {1: 20, 2: 14, 3: 12}
GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
    ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; the first row is its header."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


def parse(markdown: str) -> list[Block]:
    """The blocks of `markdown`; a paragraph that begins `Table: ` is the next table's caption."""
    blocks: list[Block] = []
    caption = ""
    for part in re.split(r"\n\s*\n", markdown.strip()):
        if part.startswith(CAPTION):
            caption = part.removeprefix(CAPTION)
        else:
            blocks.append(parse_block(part, caption))
    return blocks


def parse_block(part: str, caption: str) -> Block:
    """The block that `part`, a run of lines without a blank one, stands for."""
    lines = part.splitlines()
    if part.startswith("#"):
        marks, _, text = part.partition(" ")
        return Heading(len(marks), text)
    if part.startswith("|"):
        return Table(caption, tuple(cells(line) for line in (lines[0], *lines[2:])))
    if part.startswith("- "):
        return Listing(tuple(line.removeprefix("- ") for line in lines))
    return Paragraph(" ".join(lines))


def cells(line: str) -> tuple[str, ...]:
    """The cells of one line of a Markdown table."""
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def columns(table: Table) -> Iterator[tuple[str, ...]]:
    """The cells of each column, header first; raises `ValueError` if a row is short."""
    return zip(*table.rows, strict=True)


def longest(column: tuple[str, ...]) -> int:
    """The length of the longest cell."""
    return max(map(len, column))


def title_of(blocks: list[Block]) -> str:
    """The text of the first heading."""
    return next(block.text for block in blocks if isinstance(block, Heading))


def to_pdf(blocks: list[Block]) -> bytes:
    """An A4 PDF with larger bold headings, page numbers, and tables that repeat their header."""
    made = BytesIO()
    template = SimpleDocTemplate(
        made, pagesize=A4, title=title_of(blocks), topMargin=22 * mm, invariant=1
    )
    flow = [
        flowable
        for block in blocks
        for flowable in flowables(block, template.width - FRAME_PADDING)
    ]
    template.build(flow, onFirstPage=draw_page_number, onLaterPages=draw_page_number)
    return made.getvalue()


def draw_page_number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    """Write `Page n` at the foot of the page."""
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"Page {template.page}")


def flowables(block: Block, width: float) -> list[Flowable]:
    """What reportlab sets for `block` in a column `width` points wide."""
    match block:
        case Heading():
            return [PdfParagraph(block.text, heading_style(block.level))]
        case Paragraph():
            return [PdfParagraph(block.text, BODY)]
        case Listing():
            items = [PdfParagraph(item, ITEM, bulletText="\N{BULLET}") for item in block.items]
            return [*items, Spacer(1, 6)]
        case Table():
            # keeping the caption with the table would keep the table from crossing a page
            caption = PdfParagraph(block.caption, CAPTION_STYLE)
            return [CondPageBreak(TABLE_START), caption, pdf_table(block, width)]


def heading_style(level: int) -> ParagraphStyle:
    """The bold style of a heading, kept with what follows it."""
    size = HEADING_SIZES[level]
    return ParagraphStyle(
        f"heading {level}",
        fontName="Helvetica-Bold",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=10,
        spaceAfter=6,
        keepWithNext=1,
    )


def pdf_table(table: Table, width: float) -> PdfTable:
    """The table over the full `width`, its columns sized by their longest cells."""
    lengths = [min(longest(column), 34) + 8 for column in columns(table)]
    header, *rows = table.rows
    data = [[PdfParagraph(cell, CELL_HEADER) for cell in header]]
    data += [[PdfParagraph(cell, CELL) for cell in row] for row in rows]
    widths = [width * length / sum(lengths) for length in lengths]
    return PdfTable(data, colWidths=widths, repeatRows=1, style=GRID, spaceAfter=10)


def to_docx(blocks: list[Block]) -> bytes:
    """A Word document with real heading, list and caption styles and real tables."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = title_of(blocks), ""
    properties.created = properties.modified = MADE_ON
    for block in blocks:
        add_to_docx(document, block)
    made = BytesIO()
    document.save(made)
    return settled(made.getvalue())


def add_to_docx(document: docx.document.Document, block: Block) -> None:
    """Append `block` to the document."""
    match block:
        case Heading():
            document.add_heading(block.text, block.level)
        case Paragraph():
            document.add_paragraph(block.text)
        case Listing():
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        case Table():
            document.add_paragraph(block.caption, style="Caption")
            add_docx_table(document, block)


def add_docx_table(document: docx.document.Document, table: Table) -> None:
    """Append a table whose header row repeats on every page."""
    made = document.add_table(rows=0, cols=len(table.rows[0]), style="Table Grid")
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    header = made.rows[0]
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in header.cells:
        cell.paragraphs[0].runs[0].bold = True


def to_xlsx(blocks: list[Block]) -> bytes:
    """A workbook with one sheet for each level 2 heading: caption, header row, rows."""
    workbook = Workbook()
    del workbook["Sheet"]
    workbook.properties.title = title_of(blocks)
    workbook.properties.creator = ""
    workbook.properties.created = MADE_ON
    for name, table in sheets(blocks):
        fill_sheet(workbook, name, table)
    made = BytesIO()
    workbook.save(made)
    return settled(made.getvalue())


def sheets(blocks: list[Block]) -> Iterator[tuple[str, Table]]:
    """Each table beside the heading it stands under."""
    name = ""
    for block in blocks:
        if isinstance(block, Heading):
            name = block.text
        elif isinstance(block, Table):
            yield name, block


def fill_sheet(workbook: Workbook, name: str, table: Table) -> None:
    """Add a sheet that holds `table`, numbers as numbers."""
    sheet = workbook.create_sheet(name)
    sheet.append([table.caption])
    for row in table.rows:
        sheet.append([number_or_text(cell) for cell in row])
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
    for column, texts in zip(sheet.iter_cols(min_row=2), columns(table), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = longest(texts) + 2


def number_or_text(cell: str) -> int | float | str:
    """The number that `cell` is, or its text."""
    if re.fullmatch(r"-?\d+", cell):
        return int(cell)
    return float(cell) if re.fullmatch(r"-?\d+\.\d+", cell) else cell


def settled(archive: bytes) -> bytes:
    """The same zip archive with every timestamp, in its entries and in its properties, fixed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, ZIP_EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, with_fixed_date(entry.filename, old.read(entry)))
    return made.getvalue()


def with_fixed_date(name: str, content: bytes) -> bytes:
    """`content`, its modification date fixed if it is the properties of an Office file."""
    if name != "docProps/core.xml":
        return content
    stamp = f"{MADE_ON.isoformat()}Z".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)


RENDERERS = {".pdf": to_pdf, ".docx": to_docx, ".xlsx": to_xlsx}


def render(source: Path) -> None:
    """Write the file that `source` describes, beside the tenant's other documents."""
    tenant = source.relative_to(SAMPLES).parts[0]
    inside = source.relative_to(SAMPLES / tenant / "binary_sources").with_suffix("")
    target = SAMPLES / tenant / "documents" / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(RENDERERS[target.suffix](parse(source.read_text("utf-8"))))


def main() -> None:
    """Render every source of every tenant."""
    for source in sorted(SAMPLES.glob("*/binary_sources/**/*.md")):
        render(source)


if __name__ == "__main__":
    main()
