"""What can go wrong as documents are taken in."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from benchmarks.mutants.mutant import Mutant, mutant
from core.bootstrap import Handrail
from core.domain.access import Tier
from core.domain.document import Label, Piece
from core.domain.release import Release
from core.ingest import prepare
from core.ingest.metadata import Declared, Metadata

HEADER = re.compile(r"^\|.*\|[ \t]*\n\|[\s:|-]+\|[ \t]*(?:\n|$)", re.MULTILINE)
SHORT = 64


@mutant(anew=True)
def table_headers_lost(_: Handrail) -> Iterator[None]:
    """Rows of tables are cut off from the header that says what their figures are."""
    with _cut(lambda text, pieces: [part for each in pieces for part in _headless(text, each)]):
        yield


@mutant(anew=True)
def headings_lost(_: Handrail) -> Iterator[None]:
    """Chunks know neither the document's title nor the headings they stand under."""
    with _cut(lambda _, pieces: [replace(each, prefix="", headings=()) for each in pieces]):
        yield


@mutant(is_security=True, anew=True)
def labels_lost(_: Handrail) -> Iterator[None]:
    """Whatever a document says of who may see it, it is taken in as internal."""
    read = prepare.metadata

    def internal(declared: Declared, default: Label) -> Metadata:
        return replace(read(declared, default), label=Label(Tier.INTERNAL))

    with patch.object(prepare, "metadata", internal):
        yield


def _short(release: Release) -> Release:
    return replace(release, chunking=replace(release.chunking, limit=SHORT))


chunks_cut_short = Mutant(
    "chunks_cut_short",
    f"Documents are cut at {SHORT} tokens, so that rules and their conditions part.",
    release=_short,
    anew=True,
)


@contextmanager
def _cut(change: Callable[[str, Sequence[Piece]], list[Piece]]) -> Iterator[None]:
    """For the length of the block documents are cut into what `change` makes of their pieces."""
    cut = prepare.cut

    def changed(text: str, **how: object) -> list[Piece]:
        return change(text, list(cut(text, **how)))  # type: ignore[arg-type]

    with patch.object(prepare, "cut", changed):
        yield


def _headless(text: str, piece: Piece) -> Iterator[Piece]:
    """What is left of a piece without headers of tables, in its text or in its prefix."""
    kept = "\n".join(line for line in piece.prefix.splitlines() if not line.startswith("|"))
    at = piece.start
    for header in HEADER.finditer(text, piece.start, piece.end):
        if text[at : header.start()].strip():
            yield replace(piece, start=at, end=header.start(), prefix=kept)
        at = header.end()
    if text[at : piece.end].strip():
        yield replace(piece, start=at, prefix=kept)


MUTANTS = (chunks_cut_short, table_headers_lost, headings_lost, labels_lost)
