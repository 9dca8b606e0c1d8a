"""The rerankers there are, by the names `HANDRAIL_RERANK` gives them."""

from pathlib import Path

from core.retrieval.rerank import Reranker
from core.retrieval.rerankers.cross_encoder import CrossEncoder
from core.retrieval.rerankers.errors import UnknownReranker
from core.retrieval.rerankers.identity import Identity
from core.retrieval.rerankers.linear import Linear
from core.retrieval.rerankers.remote import Remote

__all__ = ["reranker"]


def reranker(setting: str) -> Reranker:
    """The reranker a setting names: `linear`, `none`, `onnx:FOLDER` or `litellm:MODEL`.

    Raises `UnknownReranker` for any other, `UnusableCrossEncoder` for a folder that holds none.
    """
    kind, _, argument = setting.partition(":")
    match kind, argument:
        case "linear", "":
            return Linear()
        case "none", "":
            return Identity()
        case "onnx", folder if folder:
            return CrossEncoder(Path(folder))
        case "litellm", model if model:
            return Remote(model)
        case _:
            raise UnknownReranker(f"Got {setting!r}.")
