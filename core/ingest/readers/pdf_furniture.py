"""What is printed on every page of a PDF and belongs to none: running heads, feet, numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from core.ingest.readers.pdf_page import Element, Line

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_OWN_NUMBER = re.compile(r"^\d+\s+|\s+\d+$")
_MOST_PAGES = 0.4
Shape = tuple[str, int]


def without_furniture(pages: Sequence[list[Element]]) -> list[list[Element]]:
    """The pages without running headers, footers and page numbers.

    A line in the outer tenth, apart from the text, goes when it is a page number, or when it is
    there at the same height on two fifths of the pages, digits apart; left and right pages may
    differ. A chapter's running head is on fewer: two pages will do if, but for a number at either
    end, it has the same two words or more and is set no larger than the text.
    """
    edges = [_edge_lines(page) for page in pages]
    often = _on_several(edges, _shape, max(2, len(pages) * _MOST_PAGES))
    chapters = _on_several(edges, _named_shape, 2)
    body = body_size(line for page in pages for line in page if isinstance(line, Line))

    def stays(element: Element, edge: list[Line]) -> bool:
        if not isinstance(element, Line) or element not in edge:
            return True
        numbered = bool(_PAGE_NUMBER.fullmatch(element.text)) and len(pages) > 1
        named = element.size <= body and _named_shape(element) in chapters
        return not (numbered or named or _shape(element) in often)

    return [
        [element for element in page if stays(element, edge)]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: list[Element]) -> list[Line]:
    """The lines in the outer tenth of a page that stand apart from its text."""
    lines = [line for line in page if isinstance(line, Line)]
    text = [line for line in lines if not line.in_margin]
    return [line for line in lines if line.in_margin and not any(_touch(line, it) for it in text)]


def _touch(one: Line, other: Line) -> bool:
    gap = max(one.top, other.top) - min(one.bottom, other.bottom)
    beside = one.x0 < other.x1 and other.x0 < one.x1
    return beside and gap < (one.bottom - one.top) / 2


def body_size(lines: Iterable[Line]) -> float:
    """The type size most of the text is set in."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _on_several(
    edges: Sequence[list[Line]], shape: Callable[[Line], Shape | None], pages: float
) -> frozenset[Shape]:
    seen = Counter(found for lines in edges for found in {shape(line) for line in lines} if found)
    return frozenset(found for found, times in seen.items() if times >= pages)


def _shape(line: Line) -> Shape:
    return re.sub(r"\d+", "#", " ".join(line.text.split()).casefold()), round(line.top / 3)


def _named_shape(line: Line) -> Shape | None:
    words = _OWN_NUMBER.sub("", line.text.casefold()).split()
    return (" ".join(words), round(line.top / 3)) if len(words) > 1 else None
