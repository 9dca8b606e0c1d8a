"""No reranking."""

from collections.abc import Sequence

from core.retrieval.rerank import Candidate, Query


class Identity:
    """Keeps the fused order."""

    name = "none"

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """The fused scores."""
        return [candidate.scores.fused for candidate in candidates]
