"""What is on a PDF page: lines of text with their type, and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

_MARGIN = 0.1
_BOLD = ("bold", "black", "heavy", "semibold")
Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it is on its page (points from the top left), and how it is set."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    in_margin: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its rows, each with the page it is on."""

    rows: tuple[tuple[int, Row], ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(len(row) for _, row in self.rows)


Element = Line | Grid


def elements(page: Page) -> list[Element]:
    """Lines and tables of a page in reading order."""
    # Text flow is the order the text was written in, which keeps the columns of a page apart.
    words = page.extract_words(
        extra_attrs=["fontname", "size"], use_text_flow=True, x_tolerance_ratio=0.15
    )
    tables = [table for table in page.find_tables() if _is_table(table)]
    return list(_in_order(page, words, tables))


def _is_table(table: Table) -> bool:
    """A box around text is no table: it takes two rows and two columns."""
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _in_order(
    page: Page, words: Sequence[dict[str, Any]], tables: Sequence[Table]
) -> Iterator[Element]:
    """Words gathered into lines, each table where the first of its words is."""
    current: list[dict[str, Any]] = []
    waiting = list(tables)
    for word in words:
        table = next((table for table in tables if _inside(word, table.bbox)), None)
        if current and (table or not _same_line(current[-1], word)):
            yield _line(page, current)
            current = []
        if table is None:
            current.append(word)
        elif table in waiting:
            waiting.remove(table)
            yield Grid(tuple((page.page_number, tuple(row)) for row in table.extract()))
    if current:
        yield _line(page, current)


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _same_line(word: dict[str, Any], after: dict[str, Any]) -> bool:
    height = max(word["bottom"] - word["top"], 1.0)
    return bool(
        abs(after["bottom"] - word["bottom"]) < height / 2 and after["x0"] > word["x0"] - height / 2
    )


def _line(page: Page, words: list[dict[str, Any]]) -> Line:
    text = words[0]["text"]
    for before, word in pairwise(words):
        # A change of type inside a word splits it without a gap.
        text += ("" if word["x0"] - before["x1"] < before["size"] * 0.1 else " ") + word["text"]
    sizes: Counter[float] = Counter()
    bold = 0
    for word in words:
        sizes[round(word["size"] * 2) / 2] += len(word["text"])
        bold += len(word["text"]) * any(name in word["fontname"].lower() for name in _BOLD)
    top, bottom = min(word["top"] for word in words), max(word["bottom"] for word in words)
    edge = page.height * _MARGIN
    return Line(
        text=text,
        page=page.page_number,
        x0=words[0]["x0"],
        x1=words[-1]["x1"],
        top=top,
        bottom=bottom,
        size=sizes.most_common(1)[0][0],
        bold=bold * 2 > sum(sizes.values()),
        in_margin=bottom < edge or top > page.height - edge,
    )
