"""From the lines and tables of PDF pages to paragraphs, headings and tables."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.ingest.readers.pdf_furniture import body_size
from core.ingest.readers.pdf_page import Element, Grid, Line

# pdfminer's name for a glyph whose font does not say what it means; at a line's start a bullet.
UNNAMED = re.compile(r"\(cid:\d+\)")
BULLET = re.compile(r"\(cid:\d+\)\s*|[•▪◦●■‣∙·–-]\s+|o\s+(?=[A-Z])")
_MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxlc]{2,5})[.)]|\d+(?:\.\d+)+\.?)\s+\S")
_LARGER = 1.15
_MOST_HEADING = 160
_MOST_LEVELS = 4


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `level` is above 0 for a heading."""

    lines: list[Line]
    level: int = 0


def blocks(pages: Sequence[list[Element]]) -> list[Paragraph | Grid]:
    """Paragraphs, headings and tables in order, joined where a page break parted them."""
    found: list[Paragraph | Grid] = []
    level_of = _heading_levels([line for page in pages for line in page if isinstance(line, Line)])
    for page in pages:
        for element in page:
            last = found[-1] if found else None
            if isinstance(element, Grid):
                if not (isinstance(last, Grid) and _goes_on(last, element)):
                    found.append(element)
                else:
                    found[-1] = _joined(last, element)
                continue
            level = level_of(element)
            if isinstance(last, Paragraph) and _same_paragraph(last, element, level):
                last.lines.append(element)
            else:
                found.append(Paragraph([element], level))
    return found


def _goes_on(grid: Grid, after: Grid) -> bool:
    return grid.width == after.width and after.rows[0][0] == grid.rows[-1][0] + 1


def _joined(grid: Grid, after: Grid) -> Grid:
    repeats = after.rows[0][1] == grid.rows[0][1]
    return Grid(grid.rows + after.rows[1 if repeats else 0 :])


@dataclass(slots=True)
class _Levels:
    """Heading levels: larger sizes from 1 downwards, then bold lines of the body's size."""

    body: float
    sizes: list[float]

    def __call__(self, line: Line) -> int:
        if len(line.text) > _MOST_HEADING or not any(char.isalpha() for char in line.text):
            return 0
        if line.size in self.sizes:
            return self.sizes.index(line.size) + 1
        short = len(line.text.split()) <= 12 and line.text[-1] not in ".,;:"
        return len(self.sizes) + 1 if line.bold and short and line.size >= self.body else 0


def _heading_levels(lines: Sequence[Line]) -> _Levels:
    body = body_size(lines)
    bold: Counter[bool] = Counter()
    for line in lines:
        bold[line.bold] += len(line.text)
    larger = sorted({line.size for line in lines if line.size >= body * _LARGER}, reverse=True)
    return _Levels(body if bold[False] >= bold[True] else float("inf"), larger[:_MOST_LEVELS])


def _same_paragraph(paragraph: Paragraph, line: Line, level: int) -> bool:
    last = paragraph.lines[-1]
    if level != paragraph.level or (not level and _opens_item(line)):
        return False
    if line.page != last.page:
        return not level and _unfinished(last) and line.text[0].islower()
    gap, height = line.top - last.bottom, last.bottom - last.top
    if gap < -height:
        # The next column: the paragraph goes on only in mid-sentence.
        return _unfinished(last) and line.text[0].islower()
    if level:
        return gap < height * 0.9 and last.size == line.size and not _MARKER.match(line.text)
    return gap < height * 0.7 and (_unfinished(last) or not _had_room(paragraph, line))


def _opens_item(line: Line) -> bool:
    return bool(BULLET.match(line.text) or _MARKER.match(line.text))


def _unfinished(line: Line) -> bool:
    return line.text.rstrip("\"'”’)")[-1:] not in (".", "!", "?", ":")


def _had_room(paragraph: Paragraph, line: Line) -> bool:
    """Whether the first word of `line` would have fitted on the line above, so that it ended."""
    last, edge = paragraph.lines[-1], max(before.x1 for before in [*paragraph.lines, line])
    word = len(line.text.split(" ", 1)[0]) + 1
    return last.x1 + (line.x1 - line.x0) * word / len(line.text) < edge
