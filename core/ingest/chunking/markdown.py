"""The blocks of a Markdown text, each with its span, by markdown-it's line maps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.ingest.chunking.sentences import Span, trimmed


class Kind(StrEnum):
    """What a block is to the chunker."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A span of text with no block inside it.

    `level` is a heading's level (1 is outermost); for anything else how deep it is in lists: an
    item of an outermost list is 1, what follows in the same item is 2, an item nested there 3.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0


_LEAVES = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "html_block": Kind.PARAGRAPH,
    "hr": Kind.PARAGRAPH,
    "table_open": Kind.TABLE,
    "fence": Kind.CODE,
}


@dataclass(slots=True)
class _Walk:
    """Where a walk over the tokens is: a flag per open item, true until its first block."""

    fresh: list[bool] = field(default_factory=list)

    def enter(self, token: Token) -> None:
        if token.type == "list_item_open":
            self.fresh.append(True)
        elif token.type == "list_item_close":
            self.fresh.pop()

    def place(self, kind: Kind, heading_level: int) -> tuple[Kind, int]:
        if not self.fresh:
            return kind, heading_level
        first, self.fresh[-1] = self.fresh[-1], False
        level = 2 * len(self.fresh) - (1 if first else 0)
        return (Kind.ITEM if first and kind is Kind.PARAGRAPH else kind), level


def _parser() -> MarkdownIt:
    # Indented text is a clause far more often than code; what is inside a block does not matter.
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable(["code"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _parser()


def blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; every character outside them is white space."""
    rows = text.replace("\r", " ").replace("\0", "\ufffd").split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in rows)]
    found, line, level = [], 0, 0
    for kind, depth, begin, last in _leaves("\n".join(rows)):
        first = max(begin, line)
        found += _unclaimed(rows, starts, line, first, level)
        if first < last:
            found += _block(text, kind, starts[first], starts[last] - 1, depth)
            line, level = last, 0 if kind is Kind.HEADING else depth
    return found + _unclaimed(rows, starts, line, len(rows), level)


def _leaves(text: str) -> Iterator[tuple[Kind, int, int, int]]:
    walk = _Walk()
    for token in _PARSER.parse(text):
        walk.enter(token)
        kind = _LEAVES.get(token.type)
        if kind is None or token.map is None:
            continue
        nested_in_quote = kind is Kind.HEADING and token.level > 0
        heading_level = int(token.tag[1]) if kind is Kind.HEADING and not nested_in_quote else 0
        placed, level = walk.place(Kind.PARAGRAPH if nested_in_quote else kind, heading_level)
        yield placed, level, token.map[0], token.map[1]


def _block(text: str, kind: Kind, start: int, end: int, level: int) -> list[Block]:
    span = trimmed(text, start, end)
    return [Block(kind, span.start, span.end, level)] if span.start < span.end else []


def _unclaimed(
    rows: Sequence[str], starts: Sequence[int], first: int, last: int, level: int
) -> list[Block]:
    """Lines no token claims, such as link definitions and empty items: text all the same."""
    return [
        Block(Kind.PARAGRAPH, *_line_span(rows[number], starts[number]), level)
        for number in range(first, last)
        if rows[number].strip()
    ]


def _line_span(line: str, start: int) -> tuple[int, int]:
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def lines(text: str, block: Block) -> Iterator[Span]:
    """The lines of a block that are not blank, without the white space around them."""
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        span = trimmed(text, start, start + len(line))
        if span.start < span.end:
            yield span
        start += len(line) + 1
