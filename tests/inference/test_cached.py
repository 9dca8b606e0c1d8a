"""Embeddings that are computed once."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from core.inference.cached import CachedEmbedder
from core.inference.embedding import HashEmbedder, Vectors

TEXTS = ["a kettle", "a kiln", "a loom"]


class Counting(HashEmbedder):
    """Remembers what it was asked."""

    def __init__(self, model: str = "counting") -> None:
        super().__init__()
        self.model = model
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


def stored(home: Path) -> Path:
    (found,) = (home / "embeddings").glob("*.sqlite")
    return found


def test_the_vectors_are_those_of_the_model_to_the_last_bit(tmp_path: Path) -> None:
    wanted = HashEmbedder().embed(TEXTS)
    for _ in range(2):
        assert np.array_equal(CachedEmbedder(HashEmbedder(), tmp_path).embed(TEXTS), wanted)


def test_a_second_run_costs_only_what_is_new(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed(TEXTS)
    later = Counting()
    cached = CachedEmbedder(later, tmp_path)
    cached.embed([*TEXTS, "a sundial"])
    assert (later.asked, cached.computed) == (["a sundial"], 1)


def test_a_text_that_comes_twice_is_embedded_once(tmp_path: Path) -> None:
    model = Counting()
    vectors = CachedEmbedder(model, tmp_path).embed(["a kettle", "a kettle"])
    assert model.asked == ["a kettle"]
    assert np.array_equal(vectors[0], vectors[1])


def test_models_do_not_share_vectors(tmp_path: Path) -> None:
    CachedEmbedder(Counting("one"), tmp_path).embed(TEXTS)
    other = Counting("other")
    CachedEmbedder(other, tmp_path).embed(TEXTS)
    assert other.asked == TEXTS


def test_a_damaged_vector_is_computed_again(tmp_path: Path) -> None:
    CachedEmbedder(Counting(), tmp_path).embed(TEXTS)
    with sqlite3.connect(stored(tmp_path)) as db:
        db.execute("update vectors set vector = zeroblob(length(vector))")
    again = Counting()
    vectors = CachedEmbedder(again, tmp_path).embed(TEXTS)
    assert again.asked == TEXTS
    assert np.array_equal(vectors, HashEmbedder().embed(TEXTS))


@pytest.mark.parametrize("body", [b"", b"no database at all" * 500])
def test_a_ruined_file_is_begun_again(tmp_path: Path, body: bytes) -> None:
    CachedEmbedder(Counting(), tmp_path).embed(TEXTS)
    stored(tmp_path).write_bytes(body)
    CachedEmbedder(Counting(), tmp_path).embed(TEXTS)
    CachedEmbedder(Counting(), tmp_path).embed(TEXTS)
    later = Counting()
    CachedEmbedder(later, tmp_path).embed(TEXTS)
    assert later.asked == []


def test_what_is_done_is_kept_when_the_rest_fails(tmp_path: Path) -> None:
    class Failing(Counting):
        def embed(self, texts: Sequence[str]) -> Vectors:
            if "stop" in texts:
                raise ZeroDivisionError
            return super().embed(texts)

    many = [f"text {number}" for number in range(150)]
    with pytest.raises(ZeroDivisionError):
        CachedEmbedder(Failing(), tmp_path).embed([*many, "stop"])
    later = Counting()
    CachedEmbedder(later, tmp_path).embed(many)
    assert 0 < len(later.asked) < len(many)


def test_no_texts_make_no_vectors(tmp_path: Path) -> None:
    assert CachedEmbedder(HashEmbedder(), tmp_path).embed([]).shape == (0, 64)
