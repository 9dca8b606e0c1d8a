"""What Handrail asks of an embedding model, and the fake that stands in for one in tests."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors, and knows how much of a text it reads."""

    @property
    def model(self) -> str:
        """The model's name, as recorded with every index it fills."""
        ...

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        ...

    @property
    def window(self) -> int:
        """How many word pieces of a text it reads; what comes after is silently lost."""
        ...

    def count(self, text: str) -> int:
        """How many word pieces a text has, by the model's own tokenizer."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """An array (len(texts), dimension) of float32 vectors of length one, in the texts' order."""
        ...


class HashEmbedder:
    """A fake: each word points somewhere at random but always the same way, a text to their sum."""

    model = "hash"
    window = 256

    def __init__(self, dimension: int = 64) -> None:
        """Vectors will have `dimension` components."""
        self.dimension = dimension

    def count(self, text: str) -> int:
        """One for each word."""
        return len(text.split())

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; texts that share words are near each other."""
        return unit(np.stack([self._sum(text) for text in texts]))

    def _sum(self, text: str) -> Vectors:
        words = text.lower().split() or [""]
        total: Vectors = np.stack([self._direction(word) for word in words]).sum(axis=0)
        return total

    def _direction(self, word: str) -> Vectors:
        seed = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
        return np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)


def unit(vectors: Vectors) -> Vectors:
    """The vectors scaled to length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled
