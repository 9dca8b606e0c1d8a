"""A check of chunks, ours or anyone's: what was parted that belongs together.

It judges pieces by the text alone and knows nothing of how they were cut.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from core.domain.document import Piece
from core.ingest.chunking.chunker import indexed_text
from core.ingest.chunking.cues import opens_with_cue
from core.ingest.chunking.layout import Layout, layout
from core.ingest.chunking.markdown import Kind
from core.ingest.chunking.outline import unlinked
from core.ingest.chunking.prefix import cells
from core.ingest.chunking.sentences import Span

_RECOGNISED = 16


class Reason(StrEnum):
    """What is wrong with a piece, or with the text between two."""

    CONDITION = "a condition or exception without its rule"
    HEADER = "table rows without their header"
    CAPTION = "table rows without their caption"
    LEAD_IN = "list items without their lead-in"
    TOO_LONG = "more word pieces than the limit"
    GAP = "text in no piece"
    OVERLAP = "text in two pieces, or pieces out of order"


@dataclass(frozen=True, slots=True)
class Severed:
    """A span of the text, what is wrong with it, and the words it lacks."""

    start: int
    end: int
    reason: Reason
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """The sentence, row or line a piece begins in: block index and part index."""

    index: int
    part: int


def severed(
    text: str,
    pieces: Sequence[Piece],
    *,
    count: Callable[[str], int] | None = None,
    limit: int | None = None,
) -> list[Severed]:
    """Everything wrong with `pieces` of `text`, in order; empty when nothing is.

    Sizes are checked when `count` (word pieces of a string) and `limit` are given.
    """
    plan = layout(text)
    found = [*_misplaced(plan, pieces), *_begun_too_late(plan, pieces)]
    if count and limit:
        found += [
            Severed(piece.start, piece.end, Reason.TOO_LONG)
            for piece in pieces
            if count(indexed_text(piece, text)) > limit
        ]
    return sorted(found, key=lambda entry: (entry.start, entry.end, entry.reason))


def _begun_too_late(plan: Layout, pieces: Sequence[Piece]) -> Iterator[Severed]:
    spots = [
        (part.start, _Spot(index, number))
        for index, parts in enumerate(plan.parts)
        for number, part in enumerate(parts)
    ]
    starts = [start for start, _ in spots]
    for piece in pieces:
        at = bisect_right(starts, piece.start) - 1
        if at < 0:
            continue
        spot = spots[at][1]
        for reason, needed in _needs(plan, spot, piece):
            shown = needed.start >= piece.start or _is_in(plan.words(needed), piece.prefix)
            if not shown:
                yield Severed(piece.start, piece.end, reason, plan.words(needed))


def _needs(plan: Layout, spot: _Spot, piece: Piece) -> Iterator[tuple[Reason, Span]]:
    """What the words at the beginning of a piece depend on."""
    part = plan.parts[spot.index][spot.part]
    if plan.blocks[spot.index].kind is Kind.TABLE:
        yield from _table_needs(plan, spot, part)
        return
    if piece.start > part.start and opens_with_cue(plan.text[piece.start : part.end]):
        yield Reason.CONDITION, part
    elif rule := plan.rule(part):
        yield Reason.CONDITION, rule
    lead_in = plan.introduction(spot.index) if plan.blocks[spot.index].kind is Kind.ITEM else None
    if lead_in and piece.start == part.start:
        yield Reason.LEAD_IN, lead_in


def _table_needs(plan: Layout, spot: _Spot, part: Span) -> Iterator[tuple[Reason, Span]]:
    below = plan.caption_below(spot.index)
    caption = plan.introduction(spot.index)
    if below is not None:
        caption = Span(plan.blocks[below].start, plan.blocks[below].end)
    if caption:
        yield Reason.CAPTION, caption
    if part is not plan.parts[spot.index][0]:
        yield Reason.HEADER, plan.parts[spot.index][0]


def _is_in(needed: str, prefix: str) -> bool:
    """Whether `prefix` repeats `needed`, or the beginning of it when it is long.

    Of a table's header the first name is enough, since very wide ones are shortened.
    """
    if needed.lstrip().startswith("|"):
        needed = next((cell for cell in cells(needed.split("\n", 1)[0]) if cell), "")
        needed = needed.split(" ", 1)[0]
    return _squeezed(needed)[:_RECOGNISED] in _squeezed(prefix)


def _squeezed(text: str) -> str:
    return unlinked(text).replace(" ", "")


def _misplaced(plan: Layout, pieces: Sequence[Piece]) -> Iterator[Severed]:
    """Text in no piece, headings apart, and pieces that overlap or run backwards."""
    edges = [Span(0, 0), *(Span(piece.start, piece.end) for piece in pieces)]
    edges.append(Span(len(plan.text), len(plan.text)))
    headings = [block for block in plan.blocks if block.kind is Kind.HEADING]
    starts = [heading.start for heading in headings]
    for before, after in pairwise(edges):
        if after.start < before.end:
            yield Severed(after.start, before.end, Reason.OVERLAP)
            continue
        at = before.end
        for heading in headings[bisect_right(starts, before.end - 1) :]:
            if heading.start >= after.start:
                break
            yield from _gap(plan.text, at, heading.start)
            at = heading.end
        yield from _gap(plan.text, at, after.start)


def _gap(text: str, start: int, end: int) -> Iterator[Severed]:
    if text[start:end].strip():
        yield Severed(start, end, Reason.GAP, text[start:end].strip())
