"""DOCX: headings, lists and tables by way of HTML."""

from zipfile import BadZipFile

from bs4 import BeautifulSoup, Tag
from mammoth import convert_to_html

from core.domain.document import SourceText
from core.ingest.readers.archives import checked
from core.ingest.readers.errors import Corrupt
from core.ingest.readers.html import as_markdown

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p:fresh
"""


def docx(raw: bytes) -> SourceText:
    """The text as Markdown; the first row of a table is its header, pictures are left out."""
    file = checked(raw, "word/document.xml")
    try:
        converted = convert_to_html(  # type: ignore[no-untyped-call]
            file, style_map=_STYLES, convert_image=_no_image
        )
    except (BadZipFile, KeyError, ValueError) as error:
        raise Corrupt(str(error)) from error
    soup = BeautifulSoup(converted.value, "lxml")
    for table in soup.find_all("table"):
        _tidy_cells(table)
    heading = soup.find("h1")
    title = heading.get_text(" ", strip=True) if heading else None
    return SourceText(as_markdown(soup), title or None)


def _no_image(_image: object) -> list[object]:
    return []


def _tidy_cells(table: Tag) -> None:
    """Paragraphs in a cell become one line, since a Markdown row is one line."""
    for paragraph in table.find_all("p"):
        paragraph.append(" ")
        paragraph.unwrap()
