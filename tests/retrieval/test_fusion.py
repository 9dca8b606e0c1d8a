"""Fusion."""

from hypothesis import given
from hypothesis import strategies as st

from core.retrieval.fusion import convex

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-10, 10), max_size=8)


def test_a_chunk_both_searches_like_comes_first() -> None:
    fused = convex({"a": 0.9, "b": 0.5, "c": 0.1}, {"b": 12.0, "c": 2.0})
    assert list(fused) == ["b", "a", "c"]
    assert fused == {"b": 0.75, "a": 0.5, "c": 0.0}


def test_ties_sort_by_id_so_that_a_rerun_cites_the_same_chunk() -> None:
    assert list(convex({"b": 1.0, "a": 1.0}, {})) == ["a", "b"]


@given(scores, scores, st.floats(0, 1))
def test_fused_scores_cover_both_rankings_and_stay_between_0_and_1(
    dense: dict[str, float], sparse: dict[str, float], weight: float
) -> None:
    fused = convex(dense, sparse, weight)
    assert fused.keys() == dense.keys() | sparse.keys()
    assert all(0 <= score <= 1 for score in fused.values())
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


def test_scaling_a_ranking_changes_nothing() -> None:
    dense, sparse = {"a": 0.9, "b": 0.3}, {"b": 4.0, "c": 1.0}
    assert convex(dense, {k: 100 * v for k, v in sparse.items()}) == convex(dense, sparse)
