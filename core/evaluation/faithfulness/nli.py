"""A local model of natural language inference, from a folder of one's own."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from core.domain.errors import Permanent
from core.evaluation.faithfulness.claims import claims
from core.inference.pairs import Array, PairClassifier

WINDOW = 4  # sentences of a premise
STEP = 2  # sentences from one premise to the next
ENTAILMENT = "entail"


class UnusableNli(Permanent):
    """The NLI model cannot be used. Its folder must hold tokenizer.json, config.json with an
    `id2label` that names one label `entailment`, and model.onnx, a sequence classifier with the
    inputs `input_ids` and `attention_mask` (and `token_type_ids`, if it has segments) and one score
    for each label."""


class Nli:
    """How far claims follow from texts: for each the most entailment over windows of sentences."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx`, `tokenizer.json` and `config.json`; raises `UnusableNli`."""
        self._classifier = PairClassifier(folder, UnusableNli)
        self._entailment = _entailment(folder / "config.json")

    def __call__(self, texts: Sequence[str], stated: Sequence[str]) -> list[float]:
        """The probability of entailment for each of `stated`; 0 where there are no texts."""
        premises = [window for text in texts for window in windows(text)]
        if not premises or not stated:
            return [0.0 for _ in stated]
        pairs = [(premise, claim) for claim in stated for premise in premises]
        found = self._classifier.scores(pairs, self._probabilities).reshape(
            len(stated), len(premises)
        )
        return [float(each) for each in found.max(axis=1)]

    def _probabilities(self, output: Array, count: int) -> Array:
        scores = output.astype(np.float64)
        if scores.ndim != 2 or scores.shape[1] <= self._entailment:
            raise UnusableNli(f"For {count} pairs, it returned the shape {scores.shape}.")
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
