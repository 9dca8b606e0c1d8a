"""Reranking by a cross-encoder of one's own, here one that counts what a pair holds."""

import re
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

from core.domain.access import Tier
from core.domain.document import Chunk, Label, Provenance
from core.domain.retrieval import Scores
from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers import reranker
from core.retrieval.rerankers.errors import UnusableCrossEncoder

Folder = Callable[..., Path]
VOCABULARY = {"[PAD]": 0, "[UNK]": 1, "[SEP]": 2, "dull": 3, "good": 100}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
QUERY = Query("dull")


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="$A [SEP]", pair="$A [SEP] $B:1 [SEP]:1", special_tokens=[("[SEP]", 2)]
    )
    return made


def model(classes: int = 1, inputs: tuple[str, ...] = INPUTS) -> onnx.ModelProto:
    """A classifier whose last logit is the sum of the ids that `attention_mask` lets through."""
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in inputs]
    weights = np.zeros((1, classes), np.float32)
    weights[0, -1] = 1.0
    nodes = [
        helper.make_node("Mul", [inputs[0], inputs[-1 if len(inputs) < 2 else 1]], ["seen"]),
        helper.make_node("Cast", ["seen"], ["real"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["real", "axis"], ["total"], keepdims=1),
        helper.make_node("MatMul", ["total", "weights"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "classifier",
        given,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", classes])],
        [
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
            helper.make_tensor("weights", TensorProto.FLOAT, [1, classes], weights.ravel()),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def folder(**kwargs: Any) -> Path:
        tokenizer().save(str(tmp_path / "tokenizer.json"))
        onnx.save(model(**kwargs), str(tmp_path / "model.onnx"))
        return tmp_path

    return folder


def candidates(*texts: str) -> list[Candidate]:
    where = Provenance("d", "v", "s", "", 0, 1, label=Label(Tier.PUBLIC))
    return [Candidate(Chunk(text, text, "", where), Scores()) for text in texts]


def test_each_pair_gets_its_logit_in_the_candidates_order(folder: Folder) -> None:
    scores = reranker(f"onnx:{folder()}").scores(QUERY, candidates("dull", "good good", "good"))
    # the question and two separators weigh 7
    assert scores == [10.0, 207.0, 107.0]


def test_scores_do_not_depend_on_which_passages_share_a_batch(folder: Folder) -> None:
    encoder = reranker(f"onnx:{folder()}")
    texts = [" ".join(["good"] * (number % 7 + 1)) for number in range(30)]
    alone = [encoder.scores(QUERY, candidates(text))[0] for text in texts]
    assert encoder.scores(QUERY, candidates(*texts)) == alone


def test_of_two_classes_the_second_is_relevant(folder: Folder) -> None:
    scores = reranker(f"onnx:{folder(classes=2)}").scores(QUERY, candidates("dull", "good"))
    assert scores[1] > scores[0]


def test_a_model_without_segments_is_given_none(folder: Folder) -> None:
    path = folder(inputs=INPUTS[:2])
    assert reranker(f"onnx:{path}").scores(QUERY, candidates("good")) == [107.0]


def test_a_pair_longer_than_the_model_reads_is_cut(folder: Folder) -> None:
    long, longer = (" ".join(["good"] * count) for count in (600, 900))
    scores = reranker(f"onnx:{folder()}").scores(QUERY, candidates(long, longer))
    assert scores[0] == scores[1]


def test_a_question_longer_than_the_model_reads_is_cut_too(folder: Folder) -> None:
    question = Query(" ".join(["dull"] * 900))
    assert len(reranker(f"onnx:{folder()}").scores(question, candidates("good"))) == 1


def test_no_candidates_give_no_scores(folder: Folder) -> None:
    assert reranker(f"onnx:{folder()}").scores(QUERY, []) == []


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Folder, missing: str) -> None:
    path = folder()
    (path / missing).unlink()
    with pytest.raises(UnusableCrossEncoder, match=re.escape(missing)):
        reranker(f"onnx:{path}")


@pytest.mark.parametrize("spoiled", ["model.onnx", "tokenizer.json"])
def test_a_file_of_another_kind_is_named(folder: Folder, spoiled: str) -> None:
    path = folder()
    (path / spoiled).write_text("nothing of the sort")
    with pytest.raises(UnusableCrossEncoder, match=re.escape(spoiled)):
        reranker(f"onnx:{path}")


def test_a_model_with_other_inputs_is_refused_when_it_is_loaded(folder: Folder) -> None:
    path = folder(inputs=("pixels",))
    with pytest.raises(UnusableCrossEncoder, match="pixels"):
        reranker(f"onnx:{path}")


def test_a_model_of_many_classes_is_refused(folder: Folder) -> None:
    encoder = reranker(f"onnx:{folder(classes=5)}")
    with pytest.raises(UnusableCrossEncoder, match=r"\(1, 5\)"):
        encoder.scores(QUERY, candidates("good"))
