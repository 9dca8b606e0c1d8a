"""Chunks that keep a rule with its exception, a table with its header, a list with its lead-in."""

from collections.abc import Callable

from core.domain.document import Piece
from core.ingest.chunking.atoms import Atom, atoms
from core.ingest.chunking.cohesion import cohesive
from core.ingest.chunking.layout import layout
from core.ingest.chunking.measure import LimitTooSmall, Measure
from core.ingest.chunking.pack import Packer, Run

_ROUNDS = 8


def chunk(text: str, *, title: str, count: Callable[[str], int], limit: int) -> list[Piece]:
    """The pieces of a Markdown or plain text, in order, none overlapping another.

    `count` gives the word pieces of a string for the embedder; `indexed_text` of every piece has
    at most `limit`. All text but headings is in exactly one piece; a heading may be only in the
    piece's `headings` and `prefix`. Raises `LimitTooSmall` when no cutting keeps within `limit`.
    """
    plan = layout(text)
    room = limit
    for _ in range(_ROUNDS):
        measure = Measure(count, room)
        found = cohesive(text, atoms(plan, measure))
        runs = Packer(found, title, measure, room).runs() if found else []
        pieces = [_piece(found, run) for run in runs]
        # Sizes of parts need not add up to the size of the whole, so the whole is counted last.
        over = max((count(indexed_text(piece, text)) for piece in pieces), default=0) - limit
        if over <= 0:
            return pieces
        room -= over
    raise LimitTooSmall(f"Limit: {limit}")


def indexed_text(piece: Piece, text: str) -> str:
    """What is embedded and searched for a piece of `text`: its prefix, if any, and its span."""
    span = text[piece.start : piece.end]
    return f"{piece.prefix}\n{span}" if piece.prefix else span


def _piece(found: list[Atom], run: Run) -> Piece:
    first, last = found[run.first], found[run.last - 1]
    prefix = "\n".join(part for part in (run.line, first.repeated) if part)
    return Piece(first.start, last.end, run.path, prefix)
