"""Items that are marked in words and numbers, not in Markdown.

Statutes and policies write `(a) …`, `(1) …`, `(i) …` as paragraphs. They become items, nested by
the kind of their marker.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from core.ingest.chunking.markdown import Block, Kind, lines
from core.ingest.chunking.sentences import trimmed

_WRAPPED = 200
_ITEM = re.compile(r"\(([A-Za-z]{1,5}|\d{1,3})\)\s+\S")
_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\s+[\"“(A-Z]")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


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


def with_items(text: str, found: list[Block]) -> Iterator[Block]:
    """`found` with lettered and numbered paragraphs as items; the spans cover the same text."""
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
    start, unwrapped = block.start, False
    for first, last in lines(text, block):
        # Beside a line this long, a line break was meant: nobody wraps there.
        broken = unwrapped or last - first > _WRAPPED
        unwrapped = last - first > _WRAPPED
        item = _ITEM.match(text, first) and _marker(text, replace(block, start=first))
        if first > start and (item or broken or _CLAUSE.match(text, first)):
            yield replace(block, start=start, end=trimmed(text, start, first).end)
            start = first
    yield replace(block, start=start)
