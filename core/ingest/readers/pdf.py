"""PDF: paragraphs, headings and tables from where the characters stand on the page."""

import re
from collections.abc import Sequence
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from core.domain.document import SourceText
from core.ingest.readers.decoding import tidy
from core.ingest.readers.errors import Corrupt, EmptyFile, Encrypted, ScannedWithoutText
from core.ingest.readers.pdf_blocks import Paragraph, blocks
from core.ingest.readers.pdf_furniture import without_furniture
from core.ingest.readers.pdf_page import Element, Line, elements
from core.ingest.readers.pdf_writer import Writer

_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


def pdf(raw: bytes) -> SourceText:
    """The text as Markdown with `pages` filled; the title is the document's own or its top heading.

    Raises `Encrypted`, `ScannedWithoutText`, `EmptyFile` or `Corrupt`.
    """
    try:
        pages, title = _pages(raw)
    except PdfminerException as error:
        raise _reason(error.args[0] if error.args else error) from error
    except PSException as error:
        raise _reason(error) from error
    found = blocks(without_furniture(pages))
    writer = Writer(_hyphenated(pages))
    text = tidy(writer.write(found))
    return SourceText(text, title or _top_heading(found), tuple(writer.pages))


def _pages(raw: bytes) -> tuple[list[list[Element]], str | None]:
    pages, pictures = [], 0
    with pdfplumber.open(BytesIO(raw)) as document:
        title = document.metadata.get("Title")
        for page in document.pages:
            pages.append(elements(page))
            pictures += len(page.images)
            page.close()
    if not pages:
        raise Corrupt("It has no pages.")
    if not any(pages):
        raise ScannedWithoutText if pictures else EmptyFile
    named = isinstance(title, str) and title.strip().casefold() not in (
        "",
        "untitled",
        "(anonymous)",
    )
    return pages, title.strip() if named and isinstance(title, str) else None


def _reason(error: object) -> Encrypted | Corrupt:
    locked = isinstance(error, PDFPasswordIncorrect | PDFEncryptionError)
    return Encrypted() if locked else Corrupt(type(error).__name__)


def _hyphenated(pages: Sequence[list[Element]]) -> frozenset[str]:
    """The words written with a hyphen inside a line, which keep it at a line's end."""
    lines = (line.text for page in pages for line in page if isinstance(line, Line))
    return frozenset(word.casefold() for line in lines for word in _HYPHENATED.findall(line))


def _top_heading(found: Sequence[object]) -> str | None:
    first = next(
        (block for block in found if isinstance(block, Paragraph) and block.level == 1), None
    )
    return " ".join(line.text for line in first.lines) if first else None
