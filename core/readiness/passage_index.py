"""Passages found by their words: a small index in memory, ranked by BM25.

S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log

from core.readiness.documents.claims import content
from core.readiness.documents.passages import Passage

K1, B = 1.2, 0.5


class PassageIndex:
    """The passages of a corpus, each with the words it stands under."""

    def __init__(self, passages: Sequence[Passage], titles: Sequence[str]) -> None:
        """`titles` are those of the passages' documents, in the same order."""
        self.passages = tuple(passages)
        self._own = [content(each.words) for each in passages]
        self._said = [
            own | content(f"{' '.join(each.under)} {title}")
            for own, each, title in zip(self._own, passages, titles, strict=True)
        ]
        self._holders: dict[str, list[int]] = {}
        for number, words in enumerate(self._said):
            for word in words:
                self._holders.setdefault(word, []).append(number)
        self._mean = sum(map(len, self._said)) / max(1, len(self._said))

    def best(self, wanted: frozenset[str], count: int) -> list[int]:
        """The numbers of the `count` passages that match best, best first; ties in their order."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in sorted(wanted):
            for number in self._holders.get(word, ()):
                scores[number] += self._weight(word, number)
        ranked = sorted(scores.items(), key=lambda each: (-each[1], each[0]))
        return [number for number, _ in ranked[:count]]

    def of(self, sources: Iterable[str]) -> list[int]:
        """The numbers of the passages of some documents."""
        wanted = set(sources)
        return [n for n, passage in enumerate(self.passages) if passage.source in wanted]

    def share(self, wanted: Iterable[str], number: int) -> float:
        """How much of `wanted`, by rarity, a passage says itself or stands under; from 0 to 1."""
        weights = {word: self.rarity(word) for word in wanted}
        whole = sum(weights.values())
        said = self._said[number]
        return sum(weights[w] for w in sorted(weights) if w in said) / whole if whole else 0.0

    def rarity(self, word: str) -> float:
        """The inverse document frequency of a word; of one that is nowhere, the greatest."""
        count = len(self._holders.get(word, ()))
        return log(1 + (len(self.passages) - count + 0.5) / (count + 0.5))

    def _weight(self, word: str, number: int) -> float:
        length = len(self._said[number]) / self._mean
        own = 1.0 if word in self._own[number] else 0.6  # what stands above counts, but less
        return self.rarity(word) * own * (K1 + 1) / (own + K1 * (1 - B + B * length))
