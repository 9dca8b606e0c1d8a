"""Structure that is written in words and numbers, not in Markdown.

Policies and contracts number their clauses: `4.2 Exceptions`, `Section 3.`, `(a) …`, `(1) …`,
lines in capitals. In a text without Markdown headings such lines become headings; lettered and
numbered paragraphs become items in any text, nested by the kind of their marker.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.ingest.chunking.markdown import Block, Kind
from core.ingest.chunking.sentences import trimmed

_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(\S.*)")
_NAMED = re.compile(
    r"(part|chapter|title|section|sec\.|article|appendix|annex|schedule|exhibit|attachment|§)"
    r"\s*(?:\d[\d.]*|[IVXLC]+|[A-Z])(?![\w(])[.:]?\s*[-–—]?\s*(.*)",
    re.IGNORECASE,
)
_DIVISIONS = ("part", "chapter", "title")
_DIVISION, _ARTICLE, _CAPITALS, _FIRST_NUMBER = 1, 2, 3, 4
_ITEM = re.compile(r"\(([A-Za-z]{1,5}|\d{1,3})\)\s+\S")
_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+[\"“(A-Z]")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


def structured(text: str, found: list[Block]) -> list[Block]:
    """`found` with clause headings and lettered items recognised; spans still cover the same."""
    if not any(block.kind is Kind.HEADING for block in found):
        found = _with_clause_headings(text, found)
    return list(_with_items(text, found))


def _with_clause_headings(text: str, found: list[Block]) -> list[Block]:
    ranked = [
        part
        for before, block, after in zip([None, *found], found, [*found[1:], None], strict=False)
        for part in _ranked(text, block, _Around(before, after))
    ]
    depths = {rank: level for level, rank in enumerate(sorted({r for _, r in ranked if r}), 1)}
    return [
        replace(block, kind=Kind.HEADING, level=depths[rank]) if rank else block
        for block, rank in ranked
    ]


class _Around(NamedTuple):
    before: Block | None
    after: Block | None

    def in_list(self) -> bool:
        """Whether the block is one item of several."""
        return any(near is not None and near.kind is Kind.ITEM for near in self)


def _ranked(text: str, block: Block, around: _Around) -> Iterator[tuple[Block, int]]:
    """The parts of a block with the rank of those that are headings, 0 for the rest."""
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or block.level > 1:
        yield block, 0
        return
    rest, lines = block, list(_lines(text, block))
    for (first, last), below in zip(lines, [*lines[1:], None], strict=True):
        rank = _rank(text[first:last], alone=first == block.start)
        if not rank or not _may_head(text, block, (first, last), below, around):
            continue
        if rest.start < first:
            yield replace(rest, end=trimmed(text, rest.start, first).end), 0
        yield Block(Kind.HEADING, first, last), rank
        rest = Block(Kind.PARAGRAPH, below[0] if below else block.end, block.end)
    if rest.start < rest.end:
        yield rest, 0


def _may_head(
    text: str,
    block: Block,
    line: tuple[int, int],
    below: tuple[int, int] | None,
    around: _Around,
) -> bool:
    """Whether what follows the line reads as the text under a heading, not as the line's rest."""
    if below is not None:
        words = len(text[slice(*line)].split())
        return not text[below[0]].islower() and (block.kind is Kind.PARAGRAPH or words <= 5)
    return block.kind is Kind.PARAGRAPH or not around.in_list()


def _rank(line: str, *, alone: bool) -> int:
    """How deep a heading of this look is (1 is outermost), 0 for a line that is none."""
    named = _NAMED.fullmatch(line)
    if named and _is_title(named.group(2)):
        return _DIVISION if named.group(1).lower() in _DIVISIONS else _ARTICLE
    numbered = _NUMBERED.fullmatch(line)
    if numbered and (alone or "." in numbered.group(1)):
        depth = _FIRST_NUMBER + numbered.group(1).count(".")
        return depth if _is_title(numbered.group(2)) else 0
    letters = sum(char.isalpha() for char in line)
    capitals = line.isupper() and letters >= 4 and len(line.split()) <= 10
    return _CAPITALS if alone and capitals and not line.startswith(("(", "|")) else 0


def _is_title(words: str) -> bool:
    if not words:
        return True
    count, last = len(words.split()), words[-1]
    short = count <= 4 if last == "." else count <= 10 and last not in ",;:?!"
    return short and len(words) <= 90 and not words[0].islower()


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        span = trimmed(text, start, start + len(line))
        if span.start < span.end:
            yield span.start, span.end
        start += len(line) + 1


@dataclass(slots=True)
class _Markers:
    """The markers of the items that are open, outermost first, as (family, last marker)."""

    open: list[tuple[str, str]] = field(default_factory=list)

    def depth(self, marker: str) -> int:
        """How deep the item with `marker` is, 1 for outermost; it becomes the open one."""
        family = self._family(marker)
        families = [name for name, _ in self.open]
        keep = families.index(family) if family in families else len(families)
        self.open[keep:] = [(family, marker)]
        return keep + 1

    def _family(self, marker: str) -> str:
        if marker.isdigit():
            return "number"
        case = "upper" if marker.isupper() else "lower"
        if not _ROMAN.fullmatch(marker.lower()):
            return f"{case} letter"
        follows = (f"{case} letter", chr(ord(marker[0]) - 1)) in self.open
        counting = f"{case} roman" in (name for name, _ in self.open)
        roman = len(marker) > 1 or (not follows if marker in "iI" else counting)
        return f"{case} roman" if roman else f"{case} letter"


def _with_items(text: str, found: list[Block]) -> Iterator[Block]:
    markers = _Markers()
    for block in found:
        if block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and block.level == 0):
            parts = list(_split_at_markers(text, block))
            if block.kind is Kind.HEADING or not _marker(text, parts[0]):
                markers = _Markers()
            for part in parts:
                marker = _marker(text, part) if part.kind is Kind.PARAGRAPH else None
                level = 2 * markers.depth(marker) - 1 if marker else part.level
                yield replace(part, kind=Kind.ITEM, level=level) if marker else part
        else:
            yield block


def _marker(text: str, block: Block) -> str | None:
    match = _ITEM.match(text, block.start, block.end)
    if not match:
        return None
    marker = match.group(1)
    roman = bool(_ROMAN.fullmatch(marker.lower()))
    return marker if marker.isdigit() or roman or len(set(marker)) == 1 else None


def _split_at_markers(text: str, block: Block) -> Iterator[Block]:
    if block.kind is Kind.HEADING:
        yield block
        return
    start = block.start
    for first, _ in _lines(text, block):
        starts_item = _ITEM.match(text, first) and _marker(text, replace(block, start=first))
        if first > start and (starts_item or _CLAUSE.match(text, first)):
            yield replace(block, start=start, end=trimmed(text, start, first).end)
            start = first
    yield replace(block, start=start)
