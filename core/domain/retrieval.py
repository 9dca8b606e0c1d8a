"""What a search returns."""

from dataclasses import dataclass
from datetime import date

from core.domain.document import Chunk


@dataclass(frozen=True, slots=True)
class Scores:
    """What each stage thought of a hit; None where a stage did not see it.

    `dense` is a cosine, `sparse` BM25, `fused` between 0 and 1, `reranked` on the reranker's scale.
    """

    dense: float | None = None
    sparse: float | None = None
    fused: float = 0.0
    reranked: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk and why it was found. `score` is that of the last stage that ran."""

    chunk: Chunk
    scores: Scores

    @property
    def score(self) -> float:
        """The score the hit is ranked by."""
        return self.scores.fused if self.scores.reranked is None else self.scores.reranked


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hits, best first, all of them visible to the principal and in force on `as_of`."""

    question: str
    as_of: date | None
    hits: tuple[Hit, ...]
