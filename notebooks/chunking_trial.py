"""A trial: documents cut in many ways, what each severs, and what a search then brings up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chunking_corpus import Brought

from core.bootstrap import Handrail
from core.domain.document import Piece
from core.domain.release import ChunkingSettings
from core.evaluation.chunk_diff import Change, ChunkDiff, Kind, chunk_diff
from core.evaluation.chunking_bench import ChunkingBench, Result
from core.evaluation.chunking_invariants import Cut
from core.evaluation.chunking_plan import name
from core.evaluation.span_questions import AnswerSpan, CorpusDocument, Placed, SpanQuestion
from core.inference.cached import CachedEmbedder
from core.ingest.chunking import Reason, severed
from core.ingest.chunking.severed import Severed

EMBEDS = "semantic"  # cuts by what the embedder makes of every sentence
BROKEN = (Reason.CONDITION, Reason.HEADER, Reason.CAPTION, Reason.LEAD_IN)
NEAR = 200  # characters shown on either side of what is severed
Watch = Callable[[str, int, int], None]


def measured(
    bench: ChunkingBench,
    brought: Brought,
    placed: Placed | None,
    plan: ChunkingSettings,
    watch: Watch,
) -> Result:
    """One chunking of the documents that were brought."""
    return bench.measured(brought.corpus, brought.anew, placed, plan, watch)


@dataclass(frozen=True, slots=True)
class Trial:
    """Documents to be cut, how they are cut now, and the cuts made so far."""

    bench: ChunkingBench
    brought: Brought
    now: ChunkingSettings
    _cut: dict[ChunkingSettings, Result] = field(default_factory=dict)

    def cut(self, plan: ChunkingSettings, watch: Watch) -> Result:
        """The chunks of one chunking and what it severs; each is made once."""
        if plan not in self._cut:
            self._cut[plan] = measured(self.bench, self.brought, None, plan, watch)
        return self._cut[plan]

    def cut_all(self, plans: Iterable[ChunkingSettings], watch: Watch) -> list[Result]:
        """The chunkings among these that need no embeddings."""
        return [self.cut(each, watch) for each in plans if each.strategy != EMBEDS]

    def measured(
        self, plans: Iterable[ChunkingSettings], placed: Placed | None, k: int, watch: Watch
    ) -> "Measured":
        """Every one of these chunkings, with what a search brings up in its first `k` chunks."""
        bench = ChunkingBench(self.bench.embedder, self.bench.retrieval, k)
        asked = placed if placed and placed.questions else None
        results = {each: measured(bench, self.brought, asked, each, watch) for each in plans}
        return Measured(results, asked.questions if asked else (), k)

    def difference(self, after: Result, placed: Placed | None, watch: Watch) -> ChunkDiff:
        """What another chunking merges, splits and moves, and which questions that touches."""
        questions = placed.questions if placed else ()
        return chunk_diff(self.cut(self.now, watch).cuts, after.cuts, questions)


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a trial: a result for each chunking, on these questions, read to this depth."""

    results: Mapping[ChunkingSettings, Result]
    questions: tuple[SpanQuestion, ...]
    k: int

    def fits(self, placed: Placed | None, k: int) -> bool:
        """Whether these figures are about the questions and the depth that are chosen now."""
        return self.questions == (placed.questions if placed else ()) and self.k == k


def current(found: Sequence[object], placed: Placed | None, k: int) -> Measured | None:
    """The first of these that is about the questions and the depth that are chosen now."""
    measured = (each for each in found if isinstance(each, Measured))
    return next((each for each in measured if each.fits(placed, k)), None)


def trial(handrail: Handrail, brought: Brought) -> Trial:
    """A trial with the search's own settings and embeddings that are kept."""
    embedder = CachedEmbedder(handrail.embedder, handrail.settings.home)
    release = handrail.release
    return Trial(ChunkingBench(embedder, release.retrieval), brought, release.chunking)


def merged(
    plans: Sequence[ChunkingSettings], cuts: Sequence[Result], measured: Measured | None
) -> dict[ChunkingSettings, Result | None]:
    """What is known of each chunking: measured, only cut, or nothing yet."""
    known: dict[ChunkingSettings, Result] = {each.settings: each for each in cuts}
    if measured:
        known |= {plan: each for plan, each in measured.results.items() if plan in plans}
    return {plan: known.get(plan) for plan in plans}


# Pieces of a text, told apart


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: what it is shown as, and whether a chunk begins with it."""

    text: str
    mark: str = ""
    begins: bool = False


def marked(text: str, start: int, end: int, spans: Sequence[AnswerSpan]) -> list[Part]:
    """The text from `start` to `end` in parts, those within a span marked `answer`."""
    edges = {start, end}
    edges |= {edge for each in spans for edge in (each.start, each.end) if start < edge < end}
    return [
        Part(text[a:b], "answer" if any(s.start <= a and b <= s.end for s in spans) else "")
        for a, b in _between(edges)
    ]


def _between(edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    return pairwise(sorted(edges))


# What one question brings up


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A chunk that a question brought up, in parts; `share` is how much of the answer it holds."""

    rank: int
    title: str
    headings: tuple[str, ...]
    prefix: str
    parts: tuple[Part, ...]
    share: float

    @property
    def opening(self) -> str:
        """Its first words."""
        words = " ".join("".join(part.text for part in self.parts).split())
        return f"{words[:90]}…" if len(words) > 90 else words


def picked(measured: Measured, number: int | None) -> SpanQuestion | None:
    """The question of that number."""
    return None if number is None else measured.questions[number]


def side_by_side(
    measured: Measured, number: int | None, size: int
) -> list[tuple[str, list[Retrieved]]]:
    """What each chunking of that size brings up for a question, by the chunking's name."""
    asked = picked(measured, number)
    if asked is None or number is None:
        return []
    return [
        (name(plan), retrieved(result, number, asked, measured.k))
        for plan, result in measured.results.items()
        if plan.limit == size
    ]


def retrieved(result: Result, question: int, asked: SpanQuestion, k: int) -> list[Retrieved]:
    """The first `k` chunks of a chunking for the question of that number."""
    chunks = [(cut.document, piece) for cut in result.cuts for piece in cut.pieces]
    return [
        _retrieved(rank, *chunks[number], asked)
        for rank, number in enumerate(result.rankings[question][:k], 1)
    ]


def _retrieved(rank: int, document: CorpusDocument, piece: Piece, asked: SpanQuestion) -> Retrieved:
    spans = [each for each in asked.spans if each.source == document.source]
    parts = marked(document.text, piece.start, piece.end, spans)
    whole = sum(each.end - each.start for each in asked.spans)
    held = sum(len(part.text) for part in parts if part.mark)
    return Retrieved(rank, document.title, piece.headings, piece.prefix, tuple(parts), held / whole)


# What is severed


@dataclass(frozen=True, slots=True)
class Torn:
    """Something severed in a document: the chunk, what it lacks, and why that matters."""

    cut: Cut
    wrong: Severed

    @property
    def key(self) -> str:
        """Names it within one chunking."""
        return f"{self.cut.document.source} {self.wrong.start} {self.wrong.reason.value}"


def torn(result: Result, most: int = 40) -> list[Torn]:
    """What a chunking severs, conditions first."""
    found = [
        Torn(cut, each)
        for cut in result.cuts
        for each in severed(cut.document.text, cut.pieces)
        if each.reason in BROKEN
    ]
    return sorted(found, key=lambda each: BROKEN.index(each.wrong.reason))[:most]


def worst(known: Mapping[ChunkingSettings, Result | None]) -> ChunkingSettings:
    """The chunking that severs most: there is most to see."""
    held = {plan: each.invariants for plan, each in known.items() if each}
    return max(held, key=lambda plan: (held[plan].conditions, held[plan].tables))


def scene(found: Torn) -> list[Part]:
    """The text around it, cut where chunks begin; what is severed and what it lacks are marked.

    What lies between the two is left out where it is long.
    """
    text, wrong = found.cut.document.text, found.wrong
    at = text.rfind(wrong.lacks, 0, wrong.start) if wrong.lacks else -1
    at = at if at >= 0 else text.find(wrong.lacks, wrong.end) if wrong.lacks else -1
    spans = {"torn": (wrong.start, wrong.end)}
    if at >= 0:
        spans["lacks"] = (at, at + len(wrong.lacks))
    starts = {piece.start for piece in found.cut.pieces}
    parts: list[Part] = []
    end = 0
    for low, high in _windows(text, spans.values()):
        parts += [Part("", "gap")] if parts and low > end else []
        parts += _parts(text, low, high, spans, starts)
        end = high
    return parts


def _windows(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is shown: around each span, in whole lines where they are short, as one where they meet."""
    windows: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        low, high = _line_start(text, start - NEAR), _line_end(text, end + NEAR)
        if windows and low <= windows[-1][1]:
            low, high = windows[-1][0], max(high, windows.pop()[1])
        windows.append((low, high))
    return windows


def _line_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    found = text.rfind("\n", max(0, at - NEAR), at)
    return found + 1 if found >= 0 else at


def _line_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    found = text.find("\n", at, at + NEAR)
    return found if found >= 0 else at


def _parts(
    text: str, low: int, high: int, spans: Mapping[str, tuple[int, int]], starts: set[int]
) -> Iterator[Part]:
    edges = {low, high} | {each for each in starts if low < each < high}
    edges |= {edge for span in spans.values() for edge in span if low < edge < high}
    for a, b in _between(edges):
        holding = [mark for mark, (start, end) in spans.items() if start <= a and b <= end]
        yield Part(text[a:b], next(iter(reversed(holding)), ""), a in starts)


# What a change does


def another(plans: Sequence[ChunkingSettings], now: ChunkingSettings) -> ChunkingSettings:
    """A chunking to compare with the one in force: the first that is another one."""
    return next((each for each in plans if each != now), plans[0])


def changed(diff: ChunkDiff, source: str | None = None) -> list[Change]:
    """The stretches that are cut otherwise, of one document if named."""
    return [
        each
        for each in diff.changes
        if each.kind is not Kind.UNCHANGED and source in {None, each.source}
    ]
