"""A cross-encoder from a folder of one's own: it reads question and passage together."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.errors import UnusableCrossEncoder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

LONGEST = 512  # tokens of question and passage together
BATCH = 8
NEEDED = {"input_ids", "attention_mask"}
SEGMENTS = "token_type_ids"

Array = NDArray[Any]


class CrossEncoder:
    """A sequence classifier exported to ONNX, with the tokenizer it was trained with."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx` and `tokenizer.json`; raises `UnusableCrossEncoder`."""
        self._folder = folder
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx")
        self._inputs = {each.name for each in self._session.get_inputs()}
        if not self._inputs >= NEEDED or self._inputs - NEEDED - {SEGMENTS}:
            raise UnusableCrossEncoder(f"The inputs of {folder} are {sorted(self._inputs)}.")

    @property
    def name(self) -> str:
        """`onnx:` and the folder."""
        return f"onnx:{self._folder}"

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> list[float]:
        """The classifier's logit for each passage; of two classes, how far the second leads."""
        pairs = [(query.text, each.text) for each in candidates]
        encoded = self._tokenizer.encode_batch(pairs)
        scores = np.empty(len(pairs), np.float64)
        by_length = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            scores[rows] = self._judged([encoded[i] for i in rows])
        return [float(each) for each in scores]

    def _judged(self, batch: Sequence["Encoding"]) -> Array:
        width = max(len(each.ids) for each in batch)
        arrays = {
            "input_ids": _padded([each.ids for each in batch], width),
            "attention_mask": _padded([each.attention_mask for each in batch], width),
            SEGMENTS: _padded([each.type_ids for each in batch], width),
        }
        given = {name: array for name, array in arrays.items() if name in self._inputs}
        return self._logits(np.asarray(self._session.run(None, given)[0]), len(batch))

    def _logits(self, output: Array, count: int) -> Array:
        if output.shape in ((count,), (count, 1)):
            return output.reshape(count)
        if output.shape == (count, 2):
            return np.asarray(output[:, 1] - output[:, 0])
        raise UnusableCrossEncoder(
            f"For {count} pairs, {self._folder} returned an array of the shape {output.shape}."
        )


def _tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise UnusableCrossEncoder(f"There is no {path}.")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more specific
        raise UnusableCrossEncoder(f"{path} is no tokenizer: {error}.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def _session(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise UnusableCrossEncoder(f"There is no {path}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common type of their own
        raise UnusableCrossEncoder(f"{path} is no ONNX model: {error}.") from error


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), width), np.int64)
    for row, values in enumerate(rows):
        padded[row, : len(values)] = values
    return padded
