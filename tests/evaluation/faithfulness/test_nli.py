"""An NLI model of one's own, here one that counts what claim and premise hold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from core.evaluation.faithfulness.nli import Nli, UnusableNli, windows
from core.inference.pairs import LONGEST

Folder = Callable[..., Path]
VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "[SEP]": 2, "dull": 3, "proof": 100}
LABELS = {"0": "CONTRADICTION", "1": "NEUTRAL", "2": "ENTAILMENT"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="$A [SEP]", pair="$A [SEP] $B:1 [SEP]:1", special_tokens=[("[SEP]", 2)]
    )
    return made


def model(classes: int = 3, inputs: tuple[str, ...] = INPUTS) -> onnx.ModelProto:
    """A classifier whose last logit is a hundredth of the ids it is let to see, less one."""
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in inputs]
    weights, bias = np.zeros((1, classes), np.float32), np.zeros(classes, np.float32)
    weights[0, -1], bias[-1] = 0.05, -3.0
    nodes = [
        helper.make_node("Mul", [inputs[0], inputs[1]], ["seen"]),
        helper.make_node("Cast", ["seen"], ["real"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["real", "axis"], ["total"], keepdims=1),
        helper.make_node("MatMul", ["total", "weights"], ["raw"]),
        helper.make_node("Add", ["raw", "bias"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "nli",
        given,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", classes])],
        [
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
            helper.make_tensor("weights", TensorProto.FLOAT, [1, classes], weights.ravel()),
            helper.make_tensor("bias", TensorProto.FLOAT, [classes], bias),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def folder(labels: object = LABELS, **kwargs: Any) -> Path:
        tokenizer().save(str(tmp_path / "tokenizer.json"))
        onnx.save(model(**kwargs), str(tmp_path / "model.onnx"))
        (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}))
        return tmp_path

    return folder


def test_the_best_window_decides(folder: Folder) -> None:
    texts = ["Dull. Dull. Dull. Dull. Dull.", "dull proof"]
    low, high = Nli(folder())([texts[0]], ["dull"]), Nli(folder())(texts, ["dull"])
    assert low[0] < 0.2 < 0.7 < high[0] < 1


def test_each_claim_gets_its_own_probability(folder: Folder) -> None:
    first, second = Nli(folder())(["dull"], ["proof", "dull"])
    assert first > second


def test_a_model_of_two_labels_and_without_segments_will_do(folder: Folder) -> None:
    made = folder(labels={"0": "not_entailment", "1": "entailment"}, classes=2, inputs=INPUTS[:2])
    assert Nli(made)(["proof"], ["proof"])[0] > 0.9


def test_nothing_follows_from_nothing(folder: Folder) -> None:
    assert Nli(folder())([], ["proof"]) == [0.0]
    assert Nli(folder())(["proof"], []) == []


def test_a_long_premise_is_cut_and_the_claim_kept(folder: Folder) -> None:
    found = Nli(folder())([f"{'dull ' * 2 * LONGEST}proof"], ["dull proof"])
    assert len(found) == 1


def test_windows_overlap_and_cover_everything() -> None:
    text = " ".join(f"Sentence number {n} is here." for n in range(9))
    found = list(windows(text))
    assert all(f"number {n} is" in " ".join(found) for n in range(9))
    assert "number 2 is" in found[0]
    assert "number 2 is" in found[1]


@pytest.mark.parametrize(
    "labels", [{}, {"0": "yes", "1": "no"}, {"0": "entailment", "1": "entailed"}, ["entailment"]]
)
def test_labels_that_do_not_name_entailment_once_are_refused(
    folder: Folder, labels: object
) -> None:
    with pytest.raises(UnusableNli):
        Nli(folder(labels=labels))


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_folder_that_lacks_a_file_is_refused(folder: Folder, missing: str) -> None:
    made = folder()
    (made / missing).unlink()
    with pytest.raises(UnusableNli, match=missing):
        Nli(made)


def test_a_model_with_fewer_scores_than_labels_is_refused(folder: Folder) -> None:
    with pytest.raises(UnusableNli):
        Nli(folder(classes=2))(["proof"], ["proof"])
