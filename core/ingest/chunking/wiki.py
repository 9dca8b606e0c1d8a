"""Headings as wikis write them: `== History ==`, with or without spaces between the signs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.ingest.chunking.markdown import Block, Kind, lines
from core.ingest.chunking.sentences import trimmed

_LONGEST = 200
HEADING = re.compile(r"(?P<marks>=(?: ?=){0,5})(?P<words> [^=\n]+ |(?<==)[^=\s][^=\n]*)(?P=marks)")


def with_wiki_headings(text: str, found: Iterable[Block]) -> Iterator[Block]:
    """`found` with lines that are a wiki's headings made headings, as deep as they have signs."""
    for block in found:
        if block.kind is Kind.PARAGRAPH and block.level == 0:
            yield from _parted(text, block)
        else:
            yield block


def _parted(text: str, block: Block) -> Iterator[Block]:
    start = block.start
    for first, last in lines(text, block):
        heading = HEADING.fullmatch(text, first, last) if last - first <= _LONGEST else None
        if heading:
            yield from _before(text, block, start, first)
            yield Block(Kind.HEADING, first, last, heading["marks"].count("="))
            start = last
    yield from _before(text, block, start, block.end)


def _before(text: str, block: Block, start: int, end: int) -> Iterator[Block]:
    """What is between two headings, if anything."""
    span = trimmed(text, start, end)
    if span.start < span.end:
        yield replace(block, start=span.start, end=span.end)
