"""The product's hybrid search without its database, to compare many chunkings quickly.

Cosine and BM25 over what is indexed of each chunk, with the constants and the fusion of the search.
Words are stemmed by our own rules in place of Postgres', and nothing is reranked.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from core.domain.release import RetrievalSettings
from core.inference.embedding import Vectors
from core.inference.extractive.words import words
from core.retrieval.fusion import convex
from core.store.search import K1, B

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Posting:
    """In which texts a word stands, and what it adds to the score of each."""

    rows: NDArray[np.int64]
    weights: Values


class InMemory:
    """An index of texts and their vectors."""

    def __init__(
        self, texts: Sequence[str], vectors: Vectors, settings: RetrievalSettings | None = None
    ) -> None:
        """`vectors` are of length one and in the order of `texts`."""
        self._vectors = vectors
        self._settings = settings or RetrievalSettings()
        self._postings = _postings([Counter(words(text)) for text in texts])

    def ranking(self, question: str, vector: Vectors) -> list[int]:
        """The texts by number, best first; at most the search's depth from each of its halves."""
        fused = convex(
            self._best(self._vectors @ vector),
            self._best(self._sparse(question), least=0.0),
            self._settings.dense_weight,
        )
        return [int(each) for each in fused]

    def _sparse(self, question: str) -> Values:
        scores = np.zeros(len(self._vectors))
        for word, times in Counter(words(question)).items():
            if word in self._postings:
                posting = self._postings[word]
                scores[posting.rows] += times * posting.weights
        return scores

    def _best(self, scores: Values | Vectors, least: float = -np.inf) -> dict[str, float]:
        order = np.argsort(-scores, kind="stable")[: self._settings.depth]
        return {f"{at:09}": float(scores[at]) for at in order if scores[at] > least}


def _postings(bags: Sequence[Counter[str]]) -> dict[str, Posting]:
    """BM25 with Lucene's idf, as the search has it."""
    lengths = np.array([bag.total() for bag in bags], np.float64)
    norms = K1 * (1 - B + B * lengths / max(1.0, lengths.mean() if len(bags) else 1.0))
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            places[word].append((row, count))
    made = {}
    for word, found in places.items():
        rows, counts = np.array(found, np.int64).T
        idf = log(1 + (len(bags) - len(rows) + 0.5) / (len(rows) + 0.5))
        made[word] = Posting(rows, idf * counts / (counts + norms[rows]))
    return made
