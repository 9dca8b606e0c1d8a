"""The fitted model: how far a claim is supported, and how likely an answer holds one that is not.

Two logistic regressions one on the other, apart for prose and for data. The constants stand in
`model.json` with what they were learned from; `benchmarks/train_faithfulness.py` learns them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from core.evaluation.faithfulness.features import NAMES

Values = NDArray[np.float64]
ANSWER_NAMES = ("worst", "mean", "any")
CERTAIN = 1e-4  # no probability is taken to be nearer to 0 or 1


@dataclass(frozen=True, slots=True)
class Logistic:
    """A probability from a weighted sum."""

    weights: Values
    bias: float

    def __call__(self, rows: Values) -> Values:
        """The probability for each row of features."""
        return np.asarray(1 / (1 + np.exp(-(rows @ self.weights + self.bias))), np.float64)

    @classmethod
    def of(cls, constants: Mapping[str, Any], names: Sequence[str]) -> Self:
        """With the `weights` by name, and the `bias`."""
        weights = [float(constants["weights"][name]) for name in names]
        return cls(np.array(weights, np.float64), float(constants["bias"]))

    def as_json(self, names: Sequence[str]) -> dict[str, Any]:
        """What `of` reads."""
        rounded = {n: round(float(w), 4) for n, w in zip(names, self.weights, strict=True)}
        return {"bias": round(self.bias, 4), "weights": rounded}


@dataclass(frozen=True, slots=True)
class Model:
    """Risks from 0 to 1: of a claim not to be supported, of an answer to hold such a claim."""

    claim: Logistic
    answer: Logistic

    def claims(self, rows: Values) -> Values:
        """The risk of each claim, given a row of features for each."""
        return self.claim(rows)

    def whole(self, risks: Values) -> float:
        """The risk of the answer that has these claims; with none it has no risk."""
        return float(self.answer(summary(risks)[None])[0]) if len(risks) else 0.0


def summary(risks: Values) -> Values:
    """The claims' risks as the answer's features: the worst, the mean and any of them, as log odds."""
    odds = log_odds(risks)
    return np.array([odds.max(), odds.mean(), log_odds(1 - np.prod(1 - risks))])


def log_odds(risks: Values | np.floating[Any]) -> Values:
    """ln(p / (1 - p)), for probabilities kept off 0 and 1."""
    kept = np.clip(risks, CERTAIN, 1 - CERTAIN)
    return np.asarray(np.log(kept / (1 - kept)), np.float64)


@dataclass(frozen=True, slots=True)
class Packaged:
    """The models that come with Handrail, and the risk from which an answer counts as unsupported.

    `seen` are the fingerprints of the contexts they were learned from.
    """

    prose: Model
    data: Model
    threshold: float
    seen: frozenset[str]

    def of(self, is_data: bool) -> Model:
        """The model for that kind of context."""
        return self.data if is_data else self.prose


@cache
def packaged() -> Packaged:
    """Read once from `model.json`."""
    constants = json.loads(files(__package__).joinpath("model.json").read_text())
    prose, data = (_model(constants[kind]) for kind in ("prose", "data"))
    seen = frozenset(constants["seen"].split())
    return Packaged(prose, data, constants["threshold"], seen)


def _model(constants: Mapping[str, Any]) -> Model:
    return Model(
        Logistic.of(constants["claim"], NAMES), Logistic.of(constants["answer"], ANSWER_NAMES)
    )
