"""What a change of chunking does to documents, and which questions it touches."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.document import Piece
from core.evaluation.chunking_invariants import Cut
from core.evaluation.span_questions import AnswerSpan, SpanQuestion

Pieces = tuple[Piece, ...]


class Kind(StrEnum):
    """What became of some chunks that lie next to each other."""

    UNCHANGED = "unchanged"
    RENAMED = "renamed"
    """The same text under another prefix: it is embedded anew."""
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    """The same text, cut elsewhere."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest stretch of a document that both chunkings begin and end a chunk at."""

    source: str
    kind: Kind
    before: Pieces
    after: Pieces

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(piece.start for piece in (*self.before, *self.after))

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(piece.end for piece in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Touched:
    """A question some of whose answer is cut otherwise now.

    `before` and `after` say in how many chunks the parts of the answer stand, all together.
    """

    question: SpanQuestion
    kinds: tuple[Kind, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ChunkDiff:
    """Every stretch of every document, in order, and the questions that are touched."""

    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]

    def counts(self) -> dict[str, int]:
        """How many stretches of each kind, kinds that do not occur included."""
        found = Counter(change.kind for change in self.changes)
        return {kind.value: found[kind] for kind in Kind}


def chunk_diff(
    before: Sequence[Cut], after: Sequence[Cut], asked: Sequence[SpanQuestion] = ()
) -> ChunkDiff:
    """The difference between two chunkings of the same documents."""
    later = {cut.document.source: cut.pieces for cut in after}
    changes = tuple(
        change
        for cut in before
        for change in changed(cut.document.source, cut.pieces, later[cut.document.source])
    )
    return ChunkDiff(changes, tuple(_touched(changes, asked)))


def changed(source: str, before: Iterable[Piece], after: Iterable[Piece]) -> Iterator[Change]:
    """The changes in one document, in order."""
    marked = [(piece, True) for piece in before] + [(piece, False) for piece in after]
    marked.sort(key=lambda each: (each[0].start, each[0].end))
    together: list[tuple[Piece, bool]] = []
    end = 0
    for piece, is_before in marked:
        if together and piece.start >= end:
            yield _change(source, together)
            together = []
        together.append((piece, is_before))
        end = max(end, piece.end) if len(together) > 1 else piece.end
    if together:
        yield _change(source, together)


def _change(source: str, together: Sequence[tuple[Piece, bool]]) -> Change:
    before = tuple(piece for piece, is_before in together if is_before)
    after = tuple(piece for piece, is_before in together if not is_before)
    return Change(source, _kind(before, after), before, after)


def _kind(before: Pieces, after: Pieces) -> Kind:
    if not before or not after:
        return Kind.REMOVED if before else Kind.ADDED
    if [(each.start, each.end) for each in before] == [(each.start, each.end) for each in after]:
        same = [each.prefix for each in before] == [each.prefix for each in after]
        return Kind.UNCHANGED if same else Kind.RENAMED
    if len(before) == len(after) or min(len(before), len(after)) > 1:
        return Kind.MOVED
    return Kind.MERGED if len(after) == 1 else Kind.SPLIT


def _touched(changes: Sequence[Change], asked: Sequence[SpanQuestion]) -> Iterator[Touched]:
    by_source: dict[str, list[Change]] = {}
    for change in changes:
        by_source.setdefault(change.source, []).append(change)
    for question in asked:
        met = _meeting(by_source, question.spans)
        kinds = tuple(dict.fromkeys(c.kind for c in met if c.kind is not Kind.UNCHANGED))
        if kinds:
            before = {piece for change in met for piece in change.before}
            after = {piece for change in met for piece in change.after}
            yield Touched(
                question, kinds, _holding(before, question.spans), _holding(after, question.spans)
            )


def _meeting(
    by_source: Mapping[str, Sequence[Change]], spans: Sequence[AnswerSpan]
) -> list[Change]:
    """The changes that lie over any of these spans."""
    return [
        change
        for source in dict.fromkeys(span.source for span in spans)
        for change in by_source.get(source, ())
        if any(
            span.source == source and change.start < span.end and span.start < change.end
            for span in spans
        )
    ]


def _holding(pieces: Iterable[Piece], spans: Sequence[AnswerSpan]) -> int:
    return sum(
        any(piece.start < span.end and span.start < piece.end for span in spans) for piece in pieces
    )
