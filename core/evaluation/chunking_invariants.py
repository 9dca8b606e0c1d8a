"""What no chunking should do, counted on any corpus."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.domain.document import Piece
from core.evaluation.span_questions import CorpusDocument
from core.inference.embedding import Embedder
from core.ingest.chunking import Reason, indexed_text, severed
from core.ingest.chunking.layout import layout
from core.ingest.chunking.markdown import Kind
from core.ingest.chunking.severed import Severed

EXAMPLES, SHORT = 20, 160
TABLE = (Reason.HEADER, Reason.CAPTION)


@dataclass(frozen=True, slots=True)
class Cut:
    """A document and the pieces one chunking makes of it."""

    document: CorpusDocument
    pieces: tuple[Piece, ...]

    @property
    def texts(self) -> list[str]:
        """What is indexed of each piece."""
        return [indexed_text(piece, self.document.text) for piece in self.pieces]


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that is wrong, to be looked at: the document, the offset, what and what it lacks."""

    source: str
    start: int
    reason: str
    lacks: str


@dataclass(slots=True)
class Invariants:
    """How often each was broken, and how often it could have been.

    `conditions` counts the chunks that begin with a condition whose rule is elsewhere, of so many
    conditions in the corpus; `tables` the tables that a chunk shows rows of without header or
    caption, of so many; `lists` chunks of items without their lead-in. `unread` counts chunks longer
    than the embedder reads, `lost` stretches of text in no chunk, `unreproduced` chunks whose words
    are not those at their place in the file read anew.
    """

    conditions: int = 0
    of_conditions: int = 0
    tables: int = 0
    of_tables: int = 0
    lists: int = 0
    unread: int = 0
    lost: int = 0
    unreproduced: int = 0
    examples: list[Example] = field(default_factory=list)


def checked(cuts: Iterable[Cut], anew: Iterable[CorpusDocument], embedder: Embedder) -> Invariants:
    """The invariants of one chunking; `anew` are the same documents, read a second time."""
    found = Invariants()
    again = {each.source: each.text for each in anew}
    for cut in cuts:
        plan = layout(cut.document.text)
        tables = [block.start for block in plan.blocks if block.kind is Kind.TABLE]
        found.of_conditions += len(plan.rules)
        found.of_tables += len(tables)
        _count_severed(found, cut, severed(cut.document.text, cut.pieces), tables)
        found.unread += sum(embedder.count(text) > embedder.window for text in cut.texts)
        found.unreproduced += _unreproduced(cut, again.get(cut.document.source, ""))
    return found


def _count_severed(
    found: Invariants, cut: Cut, wrong: Sequence[Severed], tables: Sequence[int]
) -> None:
    # a piece that lacks both header and caption is one piece
    starts = defaultdict[str, set[int]](set)
    for each in wrong:
        starts[_group(each)].add(each.start)
    found.conditions += len(starts["condition"])
    found.tables += len({bisect_right(tables, start) for start in starts["table"]})
    found.lists += len(starts["list"])
    found.lost += len(starts["lost"])
    shown = [each for each in wrong if _group(each) in {"condition", "table", "lost"}]
    found.examples += [
        Example(cut.document.source, each.start, each.reason.value, each.lacks[:SHORT])
        for each in shown[: max(0, EXAMPLES - len(found.examples))]
    ]


def _group(wrong: Severed) -> str:
    if wrong.reason in TABLE:
        return "table"
    named = {Reason.CONDITION: "condition", Reason.LEAD_IN: "list", Reason.GAP: "lost"}
    return named.get(wrong.reason, "other")


def _unreproduced(cut: Cut, text: str) -> int:
    """Pieces that are out of the text, without words, or at other words when the file is read again."""
    original = cut.document.text
    return sum(
        not (
            0 <= piece.start < piece.end <= len(text)
            and text[piece.start : piece.end] == original[piece.start : piece.end]
            and text[piece.start : piece.end].strip()
        )
        for piece in cut.pieces
    )
