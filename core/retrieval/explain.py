"""What each stage of a search made of each passage, side by side, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from core.domain.document import Chunk
from core.domain.release import RetrievalSettings
from core.domain.retrieval import Hit
from core.retrieval import reasons
from core.retrieval.fusion import scaled
from core.retrieval.rerankers.linear import Linear
from core.retrieval.search import Found, Scored


class Stage(StrEnum):
    """The rankings a search goes through, in their order; the first two run beside each other."""

    DENSE = "dense"
    SPARSE = "sparse"
    FUSED = "fused"
    RERANKED = "reranked"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stage put a passage: its rank, from 1, and its score on the stage's own scale."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Traced:
    """A passage on its way through the stages; a stage that did not have it has no place for it.

    `chunk` is None where fusion ranked the passage too low to be looked at again. `pushes` holds
    what each part added to the reranker's score, in points above or below the average candidate.
    """

    id: str
    chunk: Chunk | None
    places: Mapping[Stage, Place]
    reasons: tuple[str, ...] = ()
    pushes: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def rank(self, stage: Stage) -> int | None:
        """Its rank there, from 1."""
        place = self.places.get(stage)
        return place.rank if place else None

    def climbed(self, before: Stage, after: Stage) -> int | None:
        """By how many ranks it stands higher after than before; None where one lacks it."""
        was, now = self.rank(before), self.rank(after)
        return None if was is None or now is None else was - now


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The best `k` of each stage, best first, each passage with its way through all of them."""

    rankings: Mapping[Stage, tuple[Traced, ...]]

    @property
    def passages(self) -> tuple[Traced, ...]:
        """Every passage among the rankings, once, in the order of the last stage that has it."""
        once = {each.id: each for ranking in self.rankings.values() for each in ranking}
        return tuple(sorted(once.values(), key=_last))


def side_by_side(
    found: Found, hits: Sequence[Hit], settings: RetrievalSettings, k: int
) -> SideBySide:
    """The best `k` of each stage of a search under `settings`, whose reranked hits are `hits`."""
    scores: dict[Stage, Scored] = {
        Stage.DENSE: found.dense,
        Stage.SPARSE: found.sparse,
        Stage.FUSED: found.fused,
        Stage.RERANKED: {hit.chunk.id: hit.score for hit in hits},
    }
    first = {stage: list(ranking)[:k] for stage, ranking in scores.items()}
    wanted = {each for ids in first.values() for each in ids}
    why = _Reasons(found, settings)
    traced = {each: why.trace(each, at) for each, at in _places(scores, wanted).items()}
    return SideBySide({stage: tuple(traced[each] for each in ids) for stage, ids in first.items()})


def _places(scores: Mapping[Stage, Scored], wanted: set[str]) -> dict[str, dict[Stage, Place]]:
    places: dict[str, dict[Stage, Place]] = {each: {} for each in wanted}
    for stage, ranking in scores.items():
        for rank, (each, score) in enumerate(ranking.items(), start=1):
            if each in places:
                places[each][stage] = Place(rank, score)
    return places


class _Reasons:
    """Tells why, of one search."""

    def __init__(self, found: Found, settings: RetrievalSettings) -> None:
        self._query = found.query
        self._settings = settings
        self._near, self._matching = scaled(found.dense), scaled(found.sparse)
        self._candidates = {each.chunk.id: each for each in found.candidates}
        self._pushes = _pushes(found, settings)

    def trace(self, chunk_id: str, places: Mapping[Stage, Place]) -> Traced:
        """The passage with these places, and what is to be said of it."""
        candidate = self._candidates.get(chunk_id)
        pushes = self._pushes.get(chunk_id, {})
        told = Traced(chunk_id, candidate.chunk if candidate else None, places, pushes=pushes)
        why = (
            reasons.searches(Stage.DENSE in places, Stage.SPARSE in places, self._settings.depth),
            reasons.words(self._query, candidate.matches) if candidate else "",
            self._fusion(chunk_id),
            reasons.reranking(told.climbed(Stage.FUSED, Stage.RERANKED)),
            reasons.pushing(pushes),
        )
        return replace(told, reasons=tuple(filter(None, why)))

    def _fusion(self, chunk_id: str) -> str:
        near, matching = self._near.get(chunk_id), self._matching.get(chunk_id)
        return reasons.fusion(near, matching, self._settings.dense_weight)


def _pushes(found: Found, settings: RetrievalSettings) -> dict[str, dict[str, float]]:
    """By chunk id; nothing for a reranker that cannot tell."""
    if settings.rerank != Linear.name:
        return {}
    parts = Linear().parts(found.query, found.candidates)
    return {each.chunk.id: part for each, part in zip(found.candidates, parts, strict=True)}


def _last(passage: Traced) -> tuple[int, int, str]:
    """Sorts by the rank in the last stage that has it, later stages first."""
    stage = max(map(list(Stage).index, passage.places))
    return -stage, passage.places[list(Stage)[stage]].rank, passage.id
