from collections.abc import Callable
from math import log2

import pytest

from core.evaluation.metrics import mrr, ndcg, recall

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}
IDEAL = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)


def test_the_ideal_ranking_has_an_ndcg_of_one() -> None:
    assert ndcg(["a", "b", "c", "d"], GRADES, 10) == pytest.approx(1.0)


def test_ndcg_takes_the_grade_for_the_gain_and_the_logarithm_for_the_discount() -> None:
    ranking = ["x", "c", "a"]
    assert ndcg(ranking, GRADES, 10) == pytest.approx((1 / log2(3) + 3 / log2(4)) / IDEAL)


def test_ndcg_of_a_short_list_is_measured_against_the_best_short_list() -> None:
    assert ndcg(["b"], GRADES, 1) == pytest.approx(2 / 3)


def test_a_negative_grade_counts_as_irrelevant() -> None:
    assert ndcg(["e", "a"], GRADES, 2) == pytest.approx((3 / log2(3)) / (3 + 2 / log2(3)))


def test_mrr_is_one_over_the_rank_of_the_first_relevant_document() -> None:
    assert mrr(["x", "d", "b", "a"], GRADES, 10) == pytest.approx(1 / 3)


def test_mrr_is_zero_when_the_first_relevant_document_comes_too_late() -> None:
    assert mrr(["x", "y", "a"], GRADES, 2) == 0.0


def test_recall_counts_every_relevant_document_once() -> None:
    assert recall(["a", "d", "c", "x", "b"], GRADES, 3) == pytest.approx(2 / 3)


def test_recall_of_fewer_results_than_there_could_be_is_not_forgiven() -> None:
    assert recall(["a"], GRADES, 100) == pytest.approx(1 / 3)


@pytest.mark.parametrize("metric", [ndcg, mrr, recall])
def test_without_a_relevant_document_everything_is_zero(metric: Callable[..., float]) -> None:
    assert metric(["a", "b"], {"a": 0}, 10) == 0.0


@pytest.mark.parametrize("metric", [ndcg, mrr, recall])
def test_an_empty_ranking_scores_zero(metric: Callable[..., float]) -> None:
    assert metric([], GRADES, 10) == 0.0
