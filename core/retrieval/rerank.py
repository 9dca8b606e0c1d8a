"""Reranking: a second look at the best of the fused ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from core.domain.document import Chunk
from core.domain.retrieval import Scores


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk of the fused ranking, with what is known of it.

    `matches` counts each of the question's lexemes in it, those it lacks left out.
    """

    chunk: Chunk
    scores: Scores
    matches: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The chunk with the headings and lead-ins that are indexed with it."""
        chunk = self.chunk
        return f"{chunk.prefix}\n{chunk.text}" if chunk.prefix else chunk.text


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a reranker sees it.

    `idf` holds the rarity of each of its lexemes among what the asker may see; `absent` names those
    that stand nowhere there.
    """

    text: str
    idf: dict[str, float] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    @property
    def terms(self) -> tuple[str, ...]:
        """The question's distinct lexemes, stop words left out, rarest first."""
        return tuple(self.idf)


class Reranker(Protocol):
    """Scores candidates; only the order of the scores counts."""

    @property
    def name(self) -> str:
        """The reranker as `HANDRAIL_RERANK` names it."""
        ...

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """A score for each candidate, in their order; greater is better."""
        ...
