"""A classifier of pairs of texts, from a folder of one's own: a cross-encoder, or a model of inference."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Permanent

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

LONGEST = 512  # tokens of both texts together
BATCH = 8
NEEDED = {"input_ids", "attention_mask"}
SEGMENTS = "token_type_ids"

Array = NDArray[Any]
Read = Callable[[Array, int], Array]
"""Makes one number a pair of what the model returned for so many pairs."""


class PairClassifier:
    """A sequence classifier exported to ONNX, with the tokenizer it was trained with."""

    def __init__(self, folder: Path, unusable: type[Permanent]) -> None:
        """Load `model.onnx` and `tokenizer.json`; raises `unusable` where they are none."""
        self._tokenizer = _tokenizer(folder / "tokenizer.json", unusable)
        self._session = _session(folder / "model.onnx", unusable)
        self._inputs = {each.name for each in self._session.get_inputs()}
        if not self._inputs >= NEEDED or self._inputs - NEEDED - {SEGMENTS}:
            raise unusable(f"The inputs of {folder} are {sorted(self._inputs)}.")

    def scores(self, pairs: Sequence[tuple[str, str]], read: Read) -> Array:
        """What `read` makes of each pair's output: an array (len(pairs),), in order."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        found = np.empty(len(pairs), np.float64)
        by_length = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            found[rows] = read(self._output([encoded[i] for i in rows]), len(rows))
        return found

    def _output(self, batch: Sequence["Encoding"]) -> Array:
        width = max(len(each.ids) for each in batch)
        arrays = {
            "input_ids": _padded([each.ids for each in batch], width),
            "attention_mask": _padded([each.attention_mask for each in batch], width),
            SEGMENTS: _padded([each.type_ids for each in batch], width),
        }
        given = {name: array for name, array in arrays.items() if name in self._inputs}
        return np.asarray(self._session.run(None, given)[0])


def _tokenizer(path: Path, unusable: type[Permanent]) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise unusable(f"There is no {path}.")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more specific
        raise unusable(f"{path} is no tokenizer: {error}.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)  # of the longer text
    return tokenizer


def _session(path: Path, unusable: type[Permanent]) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise unusable(f"There is no {path}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common type of their own
        raise unusable(f"{path} is no ONNX model: {error}.") from error


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), width), np.int64)
    for row, values in enumerate(rows):
        padded[row, : len(values)] = values
    return padded
