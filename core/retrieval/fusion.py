"""Fusing two rankings by chunk id."""

from collections.abc import Mapping

Scored = Mapping[str, float]


def convex(dense: Scored, sparse: Scored, weight: float = 0.5) -> dict[str, float]:
    """`weight` x dense + (1 - weight) x sparse, each scaled to 0..1 first, best first.

    A chunk that one ranking lacks scores 0 there. Convex combination of min-max scores: Bruch,
    Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023. On judged
    collections it beats reciprocal rank fusion, and its weight is flat between 0.4 and 0.6.
    """
    near, matching = scaled(dense), scaled(sparse)
    fused = {
        chunk_id: weight * near.get(chunk_id, 0.0) + (1 - weight) * matching.get(chunk_id, 0.0)
        for chunk_id in near.keys() | matching.keys()
    }
    return best_first(fused)


def scaled(scores: Scored) -> dict[str, float]:
    """Scores moved to 0..1 by their least and greatest; all 1 where they are equal."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    span = high - low
    return {key: (score - low) / span if span else 1.0 for key, score in scores.items()}


def best_first(scores: Scored) -> dict[str, float]:
    """The scores in descending order; ties sort by id so that a rerun cites the same chunk."""
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
