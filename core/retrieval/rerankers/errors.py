"""What can go wrong in building a reranker."""

from core.domain.errors import Permanent


class UnknownReranker(Permanent):
    """HANDRAIL_RERANK names no reranker. Use `linear`, `none`, `onnx:FOLDER` or `litellm:MODEL`."""


class UnusableCrossEncoder(Permanent):
    """The cross-encoder cannot be used. Its folder must hold tokenizer.json and model.onnx, a
    sequence classifier with the inputs `input_ids` and `attention_mask` (and `token_type_ids`, if
    it has segments) and one output of one or two scores for each pair."""
