"""Which section each block is in."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from core.ingest.chunking.markdown import Block, Kind
from core.ingest.chunking.wiki import HEADING

_IMAGE_OR_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_DECORATION = re.compile(r"^#{1,6}\s+|\s+#+\s*$|\s*\{[#.:][^}]*\}\s*$|\n[=-]+\s*$|[*`]+|<[^>]+>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """A block's heading path, outermost first, and whether it is the heading of its section.

    A heading with nothing under it is text of the section around it.
    """

    path: tuple[str, ...]
    opens: bool = False


def outline(text: str, blocks: list[Block]) -> list[Place]:
    """The place of each block, in order."""
    places: list[Place] = []
    stack: list[tuple[int, str]] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        opens = False
        if block.kind is Kind.HEADING:
            stack = [entry for entry in stack if entry[0] < block.level]
            opens = _has_content(block, after)
            if opens:
                stack.append((block.level, heading_text(text[block.start : block.end])))
        places.append(Place(tuple(name for _, name in stack), opens))
    return places


def _has_content(heading: Block, after: Block | None) -> bool:
    if after is None:
        return False
    return after.kind is not Kind.HEADING or after.level > heading.level


def heading_text(markdown: str) -> str:
    """A heading's words without its markup."""
    wiki = HEADING.fullmatch(markdown.strip())
    bare = wiki["words"] if wiki else markdown
    words = _DECORATION.sub("", _IMAGE_OR_LINK.sub(r"\1", bare.strip()))
    return _SPACE.sub(" ", words).strip() or markdown.strip("# \n")


def unlinked(markdown: str) -> str:
    """Text on one line, with the words of links and images but not their addresses."""
    return _SPACE.sub(" ", _BREAK.sub(" ", _IMAGE_OR_LINK.sub(r"\1", markdown))).strip()


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many headings two paths have in common, from the outermost."""
    depth = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        depth += 1
    return depth
