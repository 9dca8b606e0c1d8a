"""Headings that are written in words and numbers, not in Markdown.

`4.2 Exceptions`, `Section 3.`, `Appendix A: Rates` and lines in capitals: how deep each kind is
follows from which kinds a text has.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from core.ingest.chunking.markdown import Block, Kind, lines
from core.ingest.chunking.sentences import trimmed

_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(\S.*)")
_NAMED = re.compile(
    r"(part|chapter|title|section|sec\.|article|appendix|annex|schedule|exhibit|attachment|§)"
    r"\s*(?:\d[\d.]*|[IVXLC]+|[A-Z])(?![\w(])[.:]?\s*[-–—]?\s*(.*)",
    re.IGNORECASE,
)
_LONGEST = 120
_DIVISIONS = ("part", "chapter", "title")
_DIVISION, _ARTICLE, _CAPITALS, _FIRST_NUMBER = 1, 2, 3, 4


def with_clause_headings(text: str, found: list[Block]) -> list[Block]:
    """`found` with lines that read as headings made headings; for texts without Markdown ones."""
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
    rest, spans = block, list(lines(text, block))
    for (first, last), below in zip(spans, [*spans[1:], None], strict=True):
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
    if len(line) > _LONGEST:
        return 0
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
