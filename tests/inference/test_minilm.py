"""The packaged embedding model."""

from pathlib import Path

import numpy as np
import pytest

from core.inference import minilm as packaged
from core.inference.cached import CachedEmbedder
from core.inference.errors import WeightsAltered
from core.inference.minilm import MiniLM
from tests.conftest import warmed


@pytest.fixture(scope="module")
def home(minilm: CachedEmbedder, shared: Path) -> Path:
    """Where the model is ready for use."""
    return shared


@pytest.fixture(scope="module")
def model(home: Path) -> MiniLM:
    return MiniLM(home)


def test_texts_of_like_meaning_are_near_each_other(model: MiniLM) -> None:
    hotel, lodging, leave = model.embed(
        ["What may a hotel cost?", "The limit for lodging per night", "Parental leave in weeks"]
    )
    assert hotel @ lodging > hotel @ leave + 0.2


def test_vectors_are_unit_length_and_in_the_order_of_the_texts(model: MiniLM) -> None:
    texts = ["short", "a somewhat longer text than that " * 20, "middling text"]
    together = model.embed(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([model.embed([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.98


def test_a_text_is_read_to_its_window_and_no_further(model: MiniLM) -> None:
    words = "hotel " * model.window
    assert model.count(words) == model.window
    full, longer = model.embed([words, words + "leave " * 200])
    assert full @ longer > 0.999


def test_the_quantised_model_is_kept(
    home: Path, model: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("quantised again")

    monkeypatch.setattr(packaged, "_quantise", fail)
    assert np.array_equal(MiniLM(home).embed(["hotel"]), model.embed(["hotel"]))


def test_a_damaged_copy_is_made_anew(home: Path, tmp_path: Path) -> None:
    warmed(tmp_path, home)
    (made,) = (tmp_path / "models").glob("*.onnx")
    made.write_bytes(made.read_bytes()[:-100])
    assert MiniLM(tmp_path).embed(["hotel"]).shape == (1, 384)


def test_altered_weights_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(packaged.PINNED, "model.onnx", "0" * 64)
    with pytest.raises(WeightsAltered, match=r"model\.onnx"):
        MiniLM(tmp_path)
