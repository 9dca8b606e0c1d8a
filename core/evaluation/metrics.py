"""Rank metrics as trec_eval defines them: pure functions of a ranking and its judgements.

`ranking` is a list of document ids, best first and none twice; `grades` maps judged ids to their
relevance, anything unjudged or below 1 counting as irrelevant. All values lie between 0 and 1, and
a query without a relevant document scores 0 (leave such queries out of an average, as trec_eval
does).
"""

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, int]


def ndcg(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Discounted cumulative gain of the first `k` over that of the best ranking possible.

    The gain is the grade itself (not 2^grade - 1), the discount log2(rank + 1): Jarvelin &
    Kekalainen, 2002, in the form of trec_eval's `ndcg_cut`.
    """
    best = _gain(sorted((max(0, grade) for grade in grades.values()), reverse=True)[:k])
    return _gain([max(0, grades.get(each, 0)) for each in ranking[:k]]) / best if best else 0.0


def mrr(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """One over the rank of the first relevant document, or 0 if the first `k` hold none."""
    ranks = (rank for rank, each in enumerate(ranking[:k], 1) if grades.get(each, 0) > 0)
    return 1.0 / next(ranks, float("inf"))


def recall(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """The share of all relevant documents that the first `k` hold."""
    relevant = {each for each, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else 0.0


def _gain(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
