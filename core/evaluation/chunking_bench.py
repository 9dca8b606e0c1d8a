"""The chunking benchmark: one corpus cut in many ways, and what a search then brings up of answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.domain.release import ChunkingSettings, RetrievalSettings
from core.evaluation import spans
from core.evaluation.chunking_invariants import Cut, Invariants, checked
from core.evaluation.in_memory import InMemory
from core.evaluation.intervals import Mean, mean
from core.evaluation.span_questions import (
    Corpus,
    CorpusDocument,
    Placed,
    SpanQuestion,
    Watch,
    corpus,
    questions,
)
from core.inference.cached import CachedEmbedder
from core.inference.embedding import Vectors
from core.ingest.chunking import strategies

DEPTH, BUDGET = 5, 1000
EMBEDDED_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Scores:
    """A value for each question, in their order, read to one depth or one budget."""

    recall: tuple[float, ...]
    precision: tuple[float, ...]
    iou: tuple[float, ...]

    @classmethod
    def of(cls, found: Sequence[spans.SpanScore]) -> "Scores":
        """From the score of each question."""
        return cls(
            tuple(each.recall for each in found),
            tuple(each.precision for each in found),
            tuple(each.iou for each in found),
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """How well questions are answered by the chunks that a search brings up.

    `at_depth` reads the first k chunks whole, `at_budget` the first so many tokens.
    """

    at_depth: Scores
    at_budget: Scores
    ndcg: tuple[float, ...]
    precision_omega: tuple[float, ...]
    search_ms: float


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds for cutting and for embedding, and how many embeddings were not known already."""

    cut: float
    embed: float
    embedded: int


@dataclass(frozen=True, slots=True)
class Result:
    """One chunking: its chunks, their sizes in word pieces, what it breaks, what it is good for."""

    settings: ChunkingSettings
    cuts: tuple[Cut, ...]
    sizes: tuple[int, ...]
    invariants: Invariants
    took: Took
    answers: Answers | None = None
    rankings: tuple[tuple[int, ...], ...] = ()
    """For each question the chunks it brings up, numbered through the documents, best first."""


@dataclass(frozen=True, slots=True)
class ChunkingReport:
    """Every chunking measured, on the same documents and questions."""

    corpus: Corpus
    placed: Placed | None
    results: tuple[Result, ...]
    k: int
    budget: int
    model: str
    window: int


@dataclass(frozen=True, slots=True)
class ChunkingBench:
    """Compares chunkings with one embedder and the search's own settings, but for reranking."""

    embedder: CachedEmbedder
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    k: int = DEPTH
    budget: int = BUDGET

    def run(
        self,
        folder: Path,
        asked: Path | None,
        plans: Sequence[ChunkingSettings],
        watch: Watch = lambda *_: None,
    ) -> ChunkingReport:
        """Measure each of `plans` on the files of a folder, with questions if there are any."""
        read = corpus(folder, watch)
        anew = corpus(folder, watch)
        placed = questions(asked, read.documents) if asked else None
        results = tuple(self.measured(read, anew.documents, placed, each, watch) for each in plans)
        return ChunkingReport(
            read, placed, results, self.k, self.budget, self.embedder.model, self.embedder.window
        )

    def measured(
        self,
        read: Corpus,
        anew: Sequence[CorpusDocument],
        placed: Placed | None,
        plan: ChunkingSettings,
        watch: Watch = lambda *_: None,
    ) -> Result:
        """One chunking of documents at hand; `anew` are the same ones, read once more.

        Without questions nothing is embedded: sizes, and what is severed or cannot be reproduced.
        """
        called = f"{plan.strategy} {plan.limit}"
        began, known = time.perf_counter(), self.embedder.computed
        cuts = self.cut(read.documents, plan, called, watch)
        cut_seconds = time.perf_counter() - began
        texts = [text for cut in cuts for text in cut.texts]
        sizes = tuple(self.embedder.count(text) for text in texts)
        invariants = checked(cuts, anew, self.embedder)
        if placed is None:
            return Result(plan, cuts, sizes, invariants, Took(cut_seconds, 0.0, 0))
        began = time.perf_counter()
        vectors = self._embed(texts, f"{called}: embedding", watch)
        took = Took(cut_seconds, time.perf_counter() - began, self.embedder.computed - known)
        search = InMemory(texts, vectors, self.retrieval)
        rankings, search_ms = self._ranked(search, placed.questions)
        answers = self._answers(read.documents, cuts, placed.questions, rankings, search_ms)
        return Result(plan, cuts, sizes, invariants, took, answers, rankings)

    def cut(
        self,
        documents: Sequence[CorpusDocument],
        plan: ChunkingSettings,
        called: str,
        watch: Watch = lambda *_: None,
    ) -> tuple[Cut, ...]:
        """Each document with its pieces."""
        cuts = []
        for number, each in enumerate(documents, 1):
            pieces = strategies.cut(
                each.text, title=each.title, embedder=self.embedder, settings=plan
            )
            cuts.append(Cut(each, tuple(pieces)))
            watch(f"{called}: cutting", number, len(documents))
        return tuple(cuts)

    def _embed(self, texts: Sequence[str], called: str, watch: Watch) -> Vectors:
        made = [np.empty((0, self.embedder.dimension), np.float32)]
        for start in range(0, len(texts), EMBEDDED_AT_ONCE):
            made.append(self.embedder.embed(texts[start : start + EMBEDDED_AT_ONCE]))
            watch(called, min(start + EMBEDDED_AT_ONCE, len(texts)), len(texts))
        return np.concatenate(made)

    def _ranked(
        self, search: InMemory, asked: Sequence[SpanQuestion]
    ) -> tuple[tuple[tuple[int, ...], ...], float]:
        """The ranking for each question, and the mean milliseconds of a search."""
        vectors = self.embedder.embed([each.text for each in asked])
        began = time.perf_counter()
        rankings = tuple(
            tuple(search.ranking(each.text, vector))
            for each, vector in zip(asked, vectors, strict=True)
        )
        return rankings, 1000 * (time.perf_counter() - began) / len(asked)

    def _answers(
        self,
        documents: Sequence[CorpusDocument],
        cuts: Sequence[Cut],
        asked: Sequence[SpanQuestion],
        rankings: Sequence[Sequence[int]],
        search_ms: float,
    ) -> Answers:
        scale = spans.Scale.of(documents)
        pieces = ((cut.document.source, piece) for cut in cuts for piece in cut.pieces)
        ranges = spans.Ranges.of(scale, pieces)
        tokens = [scale.tokens(each.spans) for each in asked]
        pairs = list(zip(rankings, tokens, strict=True))
        return Answers(
            Scores.of([spans.read(ranges, order[: self.k], each) for order, each in pairs]),
            Scores.of([spans.read(ranges, order, each, self.budget) for order, each in pairs]),
            tuple(spans.ndcg(ranges, order, each, self.k) for order, each in pairs),
            tuple(spans.precision_omega(ranges, each) for each in tokens),
            search_ms,
        )


def difference(one: Sequence[float], other: Sequence[float]) -> Mean:
    """How much more the first scores than the second, question by question."""
    return mean([a - b for a, b in zip(one, other, strict=True)])
