"""The built-in reranker: a linear model of what a passage looks like beside the question."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.features import NAMES, features
from core.retrieval.rerankers.weights import SHARE, WEIGHTS


class Linear:
    """Averages the fused score with a weighted sum of features, both scaled to 0..1 first."""

    name = "linear"

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """Scores between 0 and 1."""
        if not candidates:
            return []
        weights = np.array([WEIGHTS[name] for name in NAMES])
        learned = scaled(standardised(features(query, candidates)) @ weights)
        fused = scaled(np.array([each.scores.fused for each in candidates]))
        return [float(each) for each in SHARE * learned + (1 - SHARE) * fused]


def standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns with mean 0 and deviation 1; 0 where a column does not vary."""
    return np.asarray((values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-6))


def scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values moved to 0..1 by their least and greatest; all 1 where they are equal."""
    span = values.max() - values.min()
    return (values - values.min()) / span if span > 0 else np.ones_like(values)
