"""A local model of natural language inference, from a folder of one's own."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Permanent
from core.evaluation.faithfulness.claims import claims

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

LONGEST = 512  # tokens of premise and claim together
BATCH = 8
WINDOW = 4  # sentences of a premise
STEP = 2  # sentences from one premise to the next
NEEDED = {"input_ids", "attention_mask"}
SEGMENTS = "token_type_ids"
ENTAILMENT = "entail"

Array = NDArray[Any]


class UnusableNli(Permanent):
    """The NLI model cannot be used. Its folder must hold tokenizer.json, config.json with an
    `id2label` that names one label `entailment`, and model.onnx, a sequence classifier with the
    inputs `input_ids` and `attention_mask` (and `token_type_ids`, if it has segments) and one score
    for each label."""


class Nli:
    """How far claims follow from texts: for each the most entailment over windows of sentences."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx`, `tokenizer.json` and `config.json`; raises `UnusableNli`."""
        self._folder = folder
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._session = _session(folder / "model.onnx")
        self._entailment = _entailment(folder / "config.json")
        self._inputs = {each.name for each in self._session.get_inputs()}
        if not self._inputs >= NEEDED or self._inputs - NEEDED - {SEGMENTS}:
            raise UnusableNli(f"The inputs of {folder} are {sorted(self._inputs)}.")

    def __call__(self, texts: Sequence[str], stated: Sequence[str]) -> list[float]:
        """The probability of entailment for each of `stated`; 0 where there are no texts."""
        premises = [window for text in texts for window in windows(text)]
        if not premises or not stated:
            return [0.0 for _ in stated]
        pairs = [(premise, claim) for claim in stated for premise in premises]
        found = self._probabilities(pairs).reshape(len(stated), len(premises))
        return [float(each) for each in found.max(axis=1)]

    def _probabilities(self, pairs: Sequence[tuple[str, str]]) -> Array:
        encoded = self._tokenizer.encode_batch(list(pairs))
        found = np.empty(len(pairs), np.float64)
        by_length = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            found[rows] = self._judged([encoded[i] for i in rows])
        return found

    def _judged(self, batch: Sequence["Encoding"]) -> Array:
        width = max(len(each.ids) for each in batch)
        arrays = {
            "input_ids": _padded([each.ids for each in batch], width),
            "attention_mask": _padded([each.attention_mask for each in batch], width),
            SEGMENTS: _padded([each.type_ids for each in batch], width),
        }
        given = {name: array for name, array in arrays.items() if name in self._inputs}
        scores = np.asarray(self._session.run(None, given)[0], np.float64)
        if scores.ndim != 2 or scores.shape[1] <= self._entailment:
            raise UnusableNli(f"For {len(batch)} pairs, it returned the shape {scores.shape}.")
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Array = weights[:, self._entailment] / weights.sum(axis=1)
        return shares


def windows(text: str) -> Iterator[str]:
    """The text in stretches of a few sentences, each beginning within the one before."""
    found = claims(text)
    for start in range(0, max(1, len(found) - WINDOW + STEP), STEP):
        held = found[start : start + WINDOW]
        if held:
            yield text[held[0].start : held[-1].end]


def _entailment(path: Path) -> int:
    try:
        labels = json.loads(path.read_text("utf-8"))["id2label"]
        found = [int(number) for number, name in labels.items() if _is_entailment(str(name))]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise UnusableNli(f"{path}: {error}.") from error
    if len(found) != 1:
        raise UnusableNli(f"Its labels are {sorted(map(str, labels.values()))}.")
    return found[0]


def _is_entailment(label: str) -> bool:
    return label.lower().startswith(ENTAILMENT)  # a two-way model calls the other not_entailment


def _tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise UnusableNli(f"There is no {path}.")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more specific
        raise UnusableNli(f"{path} is no tokenizer: {error}.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)  # of the longer one, which is the premise
    return tokenizer


def _session(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415  slow to import

    if not path.is_file():
        raise UnusableNli(f"There is no {path}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors have no common type of their own
        raise UnusableNli(f"{path} is no ONNX model: {error}.") from error


def _padded(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), width), np.int64)
    for row, values in enumerate(rows):
        padded[row, : len(values)] = values
    return padded
