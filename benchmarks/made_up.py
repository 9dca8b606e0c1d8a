"""Made-up documents and questions: words, text and vectors with the proportions of real ones.

The words are syllables strung together, but for the commonest, which are English function words as
in any English text; how often each comes up follows Zipf and Mandelbrot. A chunk has a topic, from
which it takes a third of its words and the neighbourhood of its vector. Vectors vary along 48
directions, as those of sentence embeddings roughly do, not along all 384, where everything would be
equally far from everything.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS = 30_000
TOPICS = 200
TOPIC_WORDS = 150
DIMENSION = 384
DIRECTIONS = 48
SYLLABLES = [c + v + e for c in "bcdfghjklmnprstvz" for v in "aeiou" for e in ("", "n", "r", "l")]
ON_TOPIC = 0.33
FUNCTION_WORDS = """
the of and to a in is that it for was on are as with be by this from at or have an not which but
they you were all we there been if their has will more no when who so what its about into than
them can only other some these may then do any my now such our over out your because how after
before being both did does down during each few having he her here him his i just me most nor
off once own same she should their through too under until up very where while why between again
against am below further had itself myself those
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, or a question, and its vector."""

    text: str
    vector: NDArray[np.float32]


class MadeUp:
    """An endless supply of passages and questions, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        """With `WORDS` words and `TOPICS` topics."""
        self._random = np.random.default_rng(seed)
        self._words = self._vocabulary()
        weights = 1.0 / (np.arange(WORDS) + 2.7) ** 1.05
        self._cumulative = np.cumsum(weights / weights.sum())
        # topics are made of what is neither everywhere nor next to nowhere
        self._topic_words = self._random.integers(100, 15_000, (TOPICS, TOPIC_WORDS))
        self._centres = self._random.standard_normal((TOPICS, DIRECTIONS))
        self._directions = self._random.standard_normal((DIRECTIONS, DIMENSION))

    def passage(self) -> Passage:
        """A passage of 60 to 180 words in sentences of about 15."""
        return self._passage(int(self._random.integers(60, 180)), spread=0.8)

    def question(self) -> Passage:
        """A question of 5 to 14 words, most of them on its topic."""
        return self._passage(int(self._random.integers(5, 14)), spread=0.6)

    def _passage(self, length: int, spread: float) -> Passage:
        topic = int(self._random.integers(TOPICS))
        general = np.searchsorted(self._cumulative, self._random.random(length))
        special = self._topic_words[topic, self._random.integers(0, TOPIC_WORDS, length)]
        chosen = np.where(self._random.random(length) < ON_TOPIC, special, general)
        words = [self._words[min(int(each), WORDS - 1)] for each in chosen]
        sentences = [" ".join(words[at : at + 15]) for at in range(0, length, 15)]
        return Passage(". ".join(sentences) + ".", self._vector(topic, spread))

    def _vector(self, topic: int, spread: float) -> NDArray[np.float32]:
        place = self._centres[topic] + spread * self._random.standard_normal(DIRECTIONS)
        vector = place @ self._directions + 0.3 * self._random.standard_normal(DIMENSION)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def _vocabulary(self) -> list[str]:
        """Distinct words of two to four syllables, the commonest the shortest."""
        words: dict[str, None] = dict.fromkeys(FUNCTION_WORDS.split())
        while len(words) < WORDS:
            syllables = 1 + (len(words) > 100) + (len(words) > 5_000) + (len(words) > 20_000)
            parts = self._random.choice(SYLLABLES, syllables + 1)
            words["".join(parts)] = None
        return list(words)
