"""Lines that were a table once: columns kept by spaces, words and numbers, or a cell a line."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.ingest.chunking.markdown import Block, Kind
from core.readiness.documents.quantities import quantities

FEWEST_ROWS, FEWEST_CELLS = 3, 9
LONGEST_ROW, LONGEST_CELL = 12, 5  # words
_COLUMN = re.compile(r"(?<=\S)(?: {2,}|\s*\t\s*)(?=\S)")
_ITEM = re.compile(
    r"\s*(?:[-*+•>]|#+|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]|\d+(?:\.\d+)+\.?)\s|^\s*[*_]{2}|\s*\["
)
_STOPPED = re.compile(r"[.;:!?,][\"'”’)*_]*$")
_BARE = re.compile(r"(?<![\w.,])(?:[€£$]|[A-Z]{3}\s)?\d[\d.,]*%?(?![\w])")
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|must|shall|may|will|has|have|the|which|who|this)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that is not blank, with its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that were a table, and their span."""

    start: int
    end: int
    lines: tuple[str, ...]


def flattened(text: str, blocks: Sequence[Block]) -> Iterator[Run]:
    """The runs in a text, outside of its tables and code, none overlapping another."""
    lines = list(_lines(text, blocks))
    taken: set[int] = set()
    for is_part, fewest in ((_columns, FEWEST_ROWS), (_values, FEWEST_ROWS), (_cell, FEWEST_CELLS)):
        for run in _runs(lines, is_part, fewest):
            if not taken & {line.start for line in run} and _was_table(run, is_part):
                taken |= {line.start for line in run}
                yield Run(run[0].start, run[-1].end, tuple(line.text for line in run))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Line]:
    starts = [block.start for block in blocks]
    offset = 0
    for raw in text.split("\n"):
        at = bisect_right(starts, offset + len(raw) - len(raw.lstrip())) - 1
        kind = blocks[at].kind if at >= 0 and offset < blocks[at].end else None
        if raw.strip() and kind not in (Kind.TABLE, Kind.CODE, Kind.HEADING) and "|" not in raw:
            yield Line(offset, offset + len(raw), raw)
        offset += len(raw) + 1


Part = Callable[[str], int]


def _columns(line: str) -> int:
    """How many columns a line is set in by runs of spaces; 0 for text."""
    if _ITEM.match(line) or _STOPPED.search(line.strip()):
        return 0
    found = _COLUMN.split(line.strip())
    return len(found) if len(found) > 2 or (len(found) == 2 and _BARE.search(found[1])) else 0


def _values(line: str) -> int:
    """How many bare numbers follow the words of a line; 0 for text."""
    said = line.strip()
    if _ITEM.match(line) or _STOPPED.search(said) or len(said.split()) > LONGEST_ROW:
        return 0
    found = len(_BARE.findall(said))
    return found if found > 1 and said[0].isalpha() and not _SENTENCE.search(said) else 0


def _cell(line: str) -> int:
    """1 for a line that can be one cell of a table."""
    said = line.strip()
    short = len(said.split()) <= LONGEST_CELL and not _STOPPED.search(said)
    return int(short and not _ITEM.match(line) and not _SENTENCE.search(said))


def _runs(lines: Sequence[Line], part: Part, fewest: int) -> Iterator[list[Line]]:
    """Lines one after another that are parts of the same number of columns."""
    run: list[Line] = []
    for line in lines:
        if run and (not part(line.text) or _apart(run[-1], line, part)):
            if len(run) >= fewest:
                yield run
            run = []
        if part(line.text):
            run = [*run, line]
    if len(run) >= fewest:
        yield run


def _apart(one: Line, other: Line, part: Part) -> bool:
    blank = other.start - one.end > (2 if part is _cell else 1)
    return blank or (part is _values and part(one.text) != part(other.text))


def _was_table(run: Sequence[Line], part: Part) -> bool:
    if part is _cell:
        amounts = sum(_is_amount(line.text.strip()) for line in run)
        return 0.25 * len(run) <= amounts <= 0.8 * len(run)
    if part is _columns:
        counts = [_columns(line.text) for line in run]
        usual = max(set(counts), key=counts.count)
        return counts.count(usual) >= 0.7 * len(counts) and any(_BARE.search(e.text) for e in run)
    return True


def _is_amount(line: str) -> bool:
    found = quantities(line)
    covered = sum(each.end - each.start for each in found)
    return bool(_BARE.fullmatch(line)) or covered >= 0.7 * len(line)
