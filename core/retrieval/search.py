"""Permission-aware hybrid search: dense and sparse in one transaction, fused, reranked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.domain.access import Principal
from core.domain.release import RetrievalSettings
from core.domain.retrieval import Hit, Retrieved, Scores
from core.inference.embedding import Embedder, Vectors
from core.retrieval.fusion import convex
from core.retrieval.rerank import Candidate, Query, Reranker
from core.store import Store, holdings, search

Scored = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """What the two searches and their fusion made of a question: scores by chunk id, best first."""

    dense: Scored
    sparse: Scored
    fused: Scored
    query: Query
    candidates: tuple[Candidate, ...]


class Searcher:
    """Searches as a principal. What they may not see takes no part, not even in a score."""

    def __init__(
        self, store: Store, embedder: Embedder, reranker: Reranker, settings: RetrievalSettings
    ) -> None:
        """Over `store`, with the embedding model the index was filled with."""
        self._store = store
        self._embedder = embedder
        self._reranker = reranker
        self._settings = settings

    def search(
        self, principal: Principal, question: str, *, k: int | None = None, as_of: date | None
    ) -> Retrieved:
        """The `k` best chunks in force on `as_of`; of any time, if it is None."""
        found = self.find(principal, question, as_of=as_of)
        hits = self.reranked(found)[: k or self._settings.k]
        return Retrieved(question, as_of, tuple(hits))

    def find(self, principal: Principal, question: str, *, as_of: date | None) -> Found:
        """The ranking of each stage up to fusion, and the candidates for reranking."""
        return self.find_by(principal, question, self._embedder.embed([question]), as_of=as_of)

    def find_by(
        self, principal: Principal, question: str, vector: Vectors, *, as_of: date | None
    ) -> Found:
        """As `find`, for a question embedded already: `vector` has the shape (1, dimension)."""
        settings = self._settings
        with self._store.scoped(principal) as db:
            holdings.ensure_embedding(db, self._embedder.model, self._embedder.dimension)
            within = search.visible(db, as_of)
            terms = search.terms(db, question, within)
            near = search.dense(db, vector[0], within, settings.depth)
            matching = search.sparse(db, terms, within, settings.depth)
            fused = convex(near, matching, settings.dense_weight)
            best = list(fused)[: max(settings.rerank_depth, settings.k)]
            chunks = search.chunks(db, best)
            matches = search.matches(db, terms, best)
        candidates = tuple(
            Candidate(
                chunks[each],
                Scores(near.get(each), matching.get(each), fused[each]),
                matches.get(each, {}),
            )
            for each in best
            if each in chunks
        )
        query = Query(
            question,
            {word.text: word.idf for word in terms},
            frozenset(word.text for word in terms if not word.chunks),
        )
        return Found(near, matching, fused, query, candidates)

    def reranked(self, found: Found) -> list[Hit]:
        """The candidates as hits, best first; ties keep the order of the fused ranking."""
        scores = self._reranker.scores(found.query, found.candidates)
        hits = [
            Hit(candidate.chunk, replace(candidate.scores, reranked=score))
            for candidate, score in zip(found.candidates, scores, strict=True)
        ]
        return sorted(hits, key=lambda hit: -hit.score)
