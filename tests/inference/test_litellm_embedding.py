"""Any litellm embedding model in the place of the packaged one."""

from typing import Any

import numpy as np
import pytest

from core.inference.errors import BadEmbedding, ProviderBusy
from core.inference.gateway import litellm
from core.inference.litellm_embedding import BATCH, LitellmEmbedder
from core.requirements.configuration import Configuration, Subject
from core.requirements.rulings import Rulings


def embedder(model: str, dimension: int) -> LitellmEmbedder:
    cleared = Rulings(None, Configuration()).cleared(Subject.EMBEDDING, model)
    return LitellmEmbedder(cleared, dimension, 256)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A provider that embeds each text as (its length, 1), out of order; the batches it was sent."""
    asked: list[list[str]] = []
    module = litellm()

    class Lengths(module.CustomLLM):  # type: ignore[name-defined,misc]
        def embedding(self, model: str, input: list[str], **given: Any) -> Any:  # noqa: A002
            if model == "busy":
                raise module.exceptions.RateLimitError("slow down", "lengths", model)
            asked.append(list(input))
            response = given["model_response"]
            rows = [
                {"object": "embedding", "index": i, "embedding": [float(len(text)), 1.0]}
                for i, text in enumerate(input)
            ]
            response.data = rows[::-1]
            return response

    monkeypatch.setattr(
        module, "custom_provider_map", [{"provider": "lengths", "custom_handler": Lengths()}]
    )
    module.utils.custom_llm_setup()
    return asked


def test_vectors_are_of_length_one_and_in_the_order_of_the_texts(provider: list[list[str]]) -> None:
    vectors = embedder("lengths/two", 2).embed(["a", "aaa"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors[1][0] > vectors[0][0]
    assert provider == [["a", "aaa"]]


def test_many_texts_go_in_batches(provider: list[list[str]]) -> None:
    vectors = embedder("lengths/two", 2).embed(["a"] * (BATCH + 1))
    assert vectors.shape == (BATCH + 1, 2)
    assert [len(batch) for batch in provider] == [BATCH, 1]


@pytest.mark.usefixtures("provider")
def test_vectors_of_another_length_than_configured_are_an_error() -> None:
    with pytest.raises(BadEmbedding, match="Expected 3, got 2"):
        embedder("lengths/two", 3).embed(["a"])


@pytest.mark.usefixtures("provider")
def test_a_busy_provider_is_one_of_our_errors() -> None:
    with pytest.raises(ProviderBusy):
        embedder("lengths/busy", 2).embed(["a"])


def test_texts_are_counted_in_tokens() -> None:
    assert embedder("lengths/two", 2).count("one two three") >= 3
