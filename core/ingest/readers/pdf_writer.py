"""From paragraphs, headings and tables of a PDF to Markdown with page offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.domain.document import PageStart
from core.ingest.readers.cells import table
from core.ingest.readers.pdf_blocks import BULLET, UNNAMED, Paragraph
from core.ingest.readers.pdf_page import Grid, Line

_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")


@dataclass(slots=True)
class Writer:
    """Writes Markdown and notes at which offset each page begins."""

    hyphenated: frozenset[str] = frozenset()
    pages: list[PageStart] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def write(self, found: Sequence[Paragraph | Grid]) -> str:
        """The Markdown of all blocks, blank lines between them."""
        for block in found:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._paragraph(block)
            self._put("\n\n")
        return "".join(self._parts).rstrip() + "\n"

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _turn_to(self, page: int) -> None:
        """Note the beginning of `page`, and of pages without text before it."""
        for number in range(self.pages[-1].number + 1 if self.pages else 1, page + 1):
            self.pages.append(PageStart(number, self._length))

    def _grid(self, grid: Grid) -> None:
        lines = table([row for _, row in grid.rows if any(row)]).split("\n")
        numbers = [page for page, row in grid.rows if any(row)]
        for at, line in enumerate(lines):
            # The separator is the second line and stands for no row.
            self._turn_to(numbers[at if at == 0 else at - 1])
            self._put(line if at == len(lines) - 1 else line + "\n")

    def _paragraph(self, paragraph: Paragraph) -> None:
        for at, (line, after) in enumerate(_with_next(paragraph.lines)):
            self._turn_to(line.page)
            text = " ".join(line.text.split())
            if at == 0:
                text = "#" * paragraph.level + " " + text if paragraph.level else _item(text)
            self._put(self._joined(UNNAMED.sub("", text), after))

    def _joined(self, text: str, after: Line | None) -> str:
        """The line as it goes on into the next: a word broken at the line's end is made whole."""
        if after is None:
            return text
        broken = _BROKEN_WORD.search(text)
        if broken and after.text[0].islower():
            rest = re.match(r"[^\W\d_]+", after.text)
            whole = f"{broken.group(1)}-{rest.group() if rest else ''}".casefold()
            return text if whole in self.hyphenated else text[:-1]
        return text + " "


def _item(text: str) -> str:
    bullet = BULLET.match(text)
    return f"- {text[bullet.end() :]}" if bullet else text


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    yield from zip(lines, [*lines[1:], None], strict=True)
