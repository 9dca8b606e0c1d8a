"""The retrieval benchmark: every stage of the search, and the stock baseline, on judged queries."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.domain.access import Principal
from core.domain.release import ChunkingSettings, RetrievalSettings
from core.evaluation import beir, pgvectorstore
from core.evaluation.beir import Judged
from core.evaluation.intervals import Mean, mean
from core.evaluation.metrics import Grades, mrr, ndcg, recall
from core.evaluation.scratch import Loaded, Loader, Watcher, curator, reader, scratch_tenant
from core.inference.embedding import Embedder, Vectors
from core.retrieval.rerank import Reranker
from core.retrieval.search import Searcher
from core.store import Database, Store

Metric = Callable[[Sequence[str], Grades], float]
METRICS: Mapping[str, Metric] = {
    "ndcg@10": partial(ndcg, k=10),
    "mrr@10": partial(mrr, k=10),
    "recall@100": partial(recall, k=100),
}
BASELINE = "pgvectorstore_hybrid"

Rankings = dict[str, list[str]]
"""Documents, best first, by the leg that ranked them."""


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """What each leg scored, with intervals over the queries, and what it took."""

    legs: Mapping[str, Mapping[str, Mean]]
    search_ms: Sequence[float]
    baseline_ms: Sequence[float]
    documents: int
    loaded: Loaded

    def as_json(self) -> dict[str, Any]:
        """Means by leg and metric; milliseconds a query, its embedding not counted; rates.

        `intervals` holds the 95% bounds of every mean.
        """
        chunks = len(self.loaded.chunks)
        return {
            **{
                leg: {name: round(score.value, 4) for name, score in scores.items()}
                for leg, scores in self.legs.items()
            },
            "search_ms": _percentiles(self.search_ms),
            f"{BASELINE}_ms": _percentiles(self.baseline_ms),
            "ingest_chunks_per_s": round(chunks / self.loaded.seconds, 2),
            "embed_chunks_per_s": round(chunks / self.loaded.embed_seconds, 2),
            "queries": len(self.search_ms),
            "documents": self.documents,
            "chunks": chunks,
            "intervals": {
                leg: {name: [round(s.low, 4), round(s.high, 4)] for name, s in scores.items()}
                for leg, scores in self.legs.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """The product as it is configured, to be judged."""

    database: Database
    embedder: Embedder
    reranker: Reranker
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    chunking: ChunkingSettings = field(default_factory=ChunkingSettings)

    def run_files(
        self,
        corpus: Path,
        queries: Path,
        qrels: Path,
        limit: int | None = None,
        watch: Watcher = lambda *_: None,
    ) -> RetrievalReport:
        """As `run`, for files in BEIR's layout; only the first `limit` judged queries are asked."""
        return self.run(beir.read(corpus, queries, qrels).first(limit), watch)

    def run(self, judged: Judged, watch: Watcher = lambda *_: None) -> RetrievalReport:
        """Fill a throwaway tenant, ask every query as an ordinary reader of it, drop the tenant."""
        store = self.database.store()
        try:
            with scratch_tenant(self.database, self.embedder) as tenant:
                loader = Loader(store, self.embedder, self.chunking)
                loaded = loader.load(curator(tenant), judged.documents, watch)
                self.database.vacuum(tenant)
                return self._judge(store, reader(tenant), judged, loaded, watch)
        finally:
            store.close()

    def _judge(
        self, store: Store, principal: Principal, judged: Judged, loaded: Loaded, watch: Watcher
    ) -> RetrievalReport:
        searcher = Searcher(store, self.embedder, self.reranker, self.retrieval)
        vectors = self.embedder.embed(list(judged.queries.values()))
        asked = _Asked(judged, vectors, loaded.documents)
        search_ms = asked.ask(partial(_search, searcher, principal), "queries", watch)
        depth = self.retrieval.depth
        with pgvectorstore.baseline(
            self.database, loaded.chunks, self.embedder.dimension, watch
        ) as stock:

            def ask(question: str, vector: Vectors) -> Rankings:
                return {BASELINE: pgvectorstore.ranking(stock, question, vector[0], depth)}

            baseline_ms = asked.ask(ask, "baseline queries", watch)
        return RetrievalReport(
            asked.scores(), search_ms, baseline_ms, len(judged.documents), loaded
        )


def _search(searcher: Searcher, principal: Principal, question: str, vector: Vectors) -> Rankings:
    """Chunks as each leg ranks them; what the reranker does not see follows as it was fused."""
    found = searcher.find_by(principal, question, vector, as_of=None)
    reranked = [hit.chunk.id for hit in searcher.reranked(found)]
    seen = set(reranked)
    return {
        "dense": list(found.dense),
        "sparse": list(found.sparse),
        "fused": list(found.fused),
        "reranked": reranked + [each for each in found.fused if each not in seen],
    }


class _Asked:
    """Every query put to one search after another, and the documents they came back with."""

    def __init__(self, judged: Judged, vectors: Vectors, documents: Mapping[str, str]) -> None:
        self._judged = judged
        self._vectors = vectors
        self._documents = documents
        self._values: dict[str, dict[str, list[float]]] = {}

    def ask(
        self, search: Callable[[str, Vectors], Rankings], stage: str, watch: Watcher
    ) -> list[float]:
        """Remember how well `search` ranks for each query; the milliseconds each took.

        A document stands where the best of its chunks stands.
        """
        took, queries = [], self._judged.queries
        for number, (query, text) in enumerate(queries.items()):
            began = time.perf_counter()
            rankings = search(text, self._vectors[number : number + 1])
            took.append((time.perf_counter() - began) * 1000)
            for leg, chunks in rankings.items():
                documents = list(dict.fromkeys(self._documents[each] for each in chunks))
                self._score(leg, documents, self._judged.grades[query])
            watch(stage, number + 1, len(queries))
        return took

    def _score(self, leg: str, ranking: Sequence[str], grades: Grades) -> None:
        values = self._values.setdefault(leg, {name: [] for name in METRICS})
        for name, metric in METRICS.items():
            values[name].append(metric(ranking, grades))

    def scores(self) -> dict[str, dict[str, Mean]]:
        """The mean of each metric by leg."""
        return {
            leg: {name: mean(each) for name, each in values.items()}
            for leg, values in self._values.items()
        }


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    low, high = np.percentile(values, (50, 95))
    return {"p50": round(float(low), 2), "p95": round(float(high), 2)}
