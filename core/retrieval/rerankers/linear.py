"""The built-in reranker: a linear model of what a passage looks like beside the question.

The constants stand in `linear.json`, with the collections and the day they were learned from;
`benchmarks/train_ranker.py` learns them.
"""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.features import NAMES, features

Values = NDArray[np.float64]


class Model(NamedTuple):
    """A weight for each of `features.NAMES`, and the model's share in the final score."""

    weights: Values
    share: float

    @classmethod
    def of(cls, constants: Mapping[str, object]) -> "Model":
        """The model with these `weights`, by name, and this `share`."""
        weights, share = constants["weights"], constants["share"]
        assert isinstance(weights, dict)  # noqa: S101  as it is in linear.json
        assert isinstance(share, float)  # noqa: S101
        return cls(np.array([weights[name] for name in NAMES], np.float64), share)


class Linear:
    """Averages the fused score with a weighted sum of features, both scaled to 0..1 first."""

    name = "linear"

    def __init__(self) -> None:
        """With the constants that come with Handrail."""
        text = files(__package__).joinpath("linear.json").read_text()
        self._model = Model.of(json.loads(text))

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """Scores between 0 and 1."""
        if not candidates:
            return []
        fused = np.array([each.scores.fused for each in candidates])
        scores = blended(self._model, standardised(features(query, candidates)), fused)
        return [float(each) for each in scores]

    def parts(self, query: Query, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
        """What each of `features.NAMES`, and `fused`, adds to each candidate's score.

        In points of the score, more or less than it adds on average: a candidate's parts together
        are exactly what its score has over the mean of all.
        """
        if not candidates:
            return []
        weighed = standardised(features(query, candidates)) * self._model.weights
        fused = scaled(np.array([each.scores.fused for each in candidates]))
        learned = self._model.share * weighed / (np.ptp(weighed.sum(axis=1)) or 1.0)
        kept = (1 - self._model.share) * (fused - fused.mean())
        rows = np.column_stack([learned, kept])
        return [dict(zip((*NAMES, "fused"), map(float, row), strict=True)) for row in rows]


def blended(model: Model, standard: Values, fused: Values) -> Values:
    """The final scores of candidates, given their standardised features and fused scores."""
    return model.share * scaled(standard @ model.weights) + (1 - model.share) * scaled(fused)


def standardised(values: Values) -> Values:
    """Columns with mean 0 and deviation 1; 0 where a column does not vary."""
    return np.asarray((values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-6))


def scaled(values: Values) -> Values:
    """Values moved to 0..1 by their least and greatest; all 1 where they are equal."""
    span = values.max() - values.min()
    return (values - values.min()) / span if span > 0 else np.ones_like(values)
