"""Labelled answers judged: the figures, with the baselines that they have to beat beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.evaluation.binary import (
    Flags,
    Places,
    Values,
    auroc,
    balanced_accuracy,
    bootstrapped,
    f1,
    within,
)

WITHIN_RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled answer with the risk it was given and the share of its words that are new."""

    task: str
    source: str
    generator: str
    is_unsupported: bool
    risk: float
    novel: float


class Table:
    """What scores are worth on the same answers; unsupported is the positive class."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._sources = [each.source for each in cases]
        self._positive: Flags = np.array([each.is_unsupported for each in cases], bool)
        names = [f"{each.task}/{each.generator}" for each in cases]
        self._writers: Places = np.unique(names, return_inverse=True)[1]

    def as_json(self, threshold: float) -> dict[str, Any]:
        """The risk's figures with their intervals, those of the baselines, those by generator."""
        risks = np.array([each.risk for each in self._cases])
        flagged = (risks >= threshold).astype(np.float64)
        return {
            "n": len(self._cases),
            "positives": int(self._positive.sum()),
            "sources": len(set(self._sources)),
            **self._auroc(risks),
            **self._f1(flagged),
            **self._balanced(flagged),
            "within_generator": self._within(risks),
            "baselines": self._baselines(),
        }

    def _baselines(self) -> dict[str, Any]:
        """Every answer called unsupported; the share of new words; and who wrote it.

        What the generator alone gives takes its share of unsupported answers from these same ones.
        """
        novel = np.array([each.novel for each in self._cases])
        shares = np.array([self._positive[self._writers == each].mean() for each in self._writers])
        found = {
            "always_positive": {
                "auroc": 0.5,
                "balanced_accuracy": 0.5,
                **self._f1(np.ones(len(novel))),
            },
            "novel_word_ratio": {**self._auroc(novel), "within_generator": self._within(novel)},
        }
        return found | ({"generator_alone": self._auroc(shares)} if self._is_signed else {})

    @property
    def _is_signed(self) -> bool:
        return any(each.generator for each in self._cases)

    def _auroc(self, scores: Values) -> dict[str, float | None]:
        def measure(at: Places) -> float:
            return auroc(self._positive[at], scores[at])

        return bootstrapped(measure, self._sources).as_json("auroc")

    def _f1(self, flagged: Values) -> dict[str, float | None]:
        def measure(at: Places) -> float:
            return f1(self._positive[at], flagged[at])

        return bootstrapped(measure, self._sources).as_json("f1")

    def _balanced(self, flagged: Values) -> dict[str, float | None]:
        def measure(at: Places) -> float:
            return balanced_accuracy(self._positive[at], flagged[at])

        return bootstrapped(measure, self._sources).as_json("balanced_accuracy")

    def _within(self, scores: Values) -> dict[str, float | None] | None:
        """The AUROC among one generator's answers on one task, averaged; None without generators."""

        def measure(at: Places) -> float:
            return within(self._positive[at], scores[at], self._writers[at])

        if not self._is_signed:
            return None
        return bootstrapped(measure, self._sources, WITHIN_RESAMPLES).as_json("auroc")
