"""A cross-encoder from a folder of one's own: it reads question and passage together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.inference.pairs import Array, PairClassifier
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.errors import UnusableCrossEncoder


class CrossEncoder:
    """A sequence classifier exported to ONNX, with the tokenizer it was trained with."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx` and `tokenizer.json`; raises `UnusableCrossEncoder`."""
        self._folder = folder
        self._classifier = PairClassifier(folder, UnusableCrossEncoder)

    @property
    def name(self) -> str:
        """`onnx:` and the folder."""
        return f"onnx:{self._folder}"

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """The classifier's logit for each passage; of two classes, how far the second leads."""
        pairs = [(query.text, each.text) for each in candidates]
        return [float(each) for each in self._classifier.scores(pairs, self._logits)]

    def _logits(self, output: Array, count: int) -> Array:
        if output.shape in ((count,), (count, 1)):
            return output.reshape(count)
        if output.shape == (count, 2):
            return np.asarray(output[:, 1] - output[:, 0])
        raise UnusableCrossEncoder(
            f"For {count} pairs, {self._folder} returned an array of the shape {output.shape}."
        )
