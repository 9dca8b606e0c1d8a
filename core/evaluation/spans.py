"""How much of an answer is in what was retrieved, counted in words of the documents.

Recall, precision and IoU over the tokens of answer spans: Smith & Troynikov, "Evaluating Chunking
Strategies for Retrieval", 2024. A token here is a word or a mark, whatever the embedder makes of it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from core.domain.document import Piece
from core.evaluation.span_questions import AnswerSpan, CorpusDocument

_TOKEN = re.compile(r"\w+|[^\w\s]")

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scale:
    """Every token of a corpus numbered: spans become ranges of numbers."""

    starts: Mapping[str, Numbers]
    ends: Mapping[str, Numbers]
    first: Mapping[str, int]

    @classmethod
    def of(cls, documents: Iterable[CorpusDocument]) -> "Scale":
        """The scale of these documents, one after the other."""
        starts, ends, first, total = {}, {}, {}, 0
        for each in documents:
            places = [match.span() for match in _TOKEN.finditer(each.text)]
            pairs = np.array(places, np.int64).reshape(-1, 2)
            starts[each.source], ends[each.source] = pairs[:, 0], pairs[:, 1]
            first[each.source] = total
            total += len(pairs)
        return cls(starts, ends, first)

    def range(self, source: str, start: int, end: int) -> tuple[int, int]:
        """The tokens a span touches, from the first to before the second."""
        begin = int(np.searchsorted(self.ends[source], start, side="right"))
        stop = int(np.searchsorted(self.starts[source], end, side="left"))
        return self.first[source] + begin, self.first[source] + max(begin, stop)

    def tokens(self, spans: Iterable[AnswerSpan]) -> Numbers:
        """The tokens of an answer, each once, in order."""
        ranges = [self.range(each.source, each.start, each.end) for each in spans]
        return np.unique(np.concatenate([np.arange(*each) for each in ranges]))


@dataclass(frozen=True, slots=True)
class Ranges:
    """Chunks as ranges of a scale; `repeated` are the tokens of their prefixes, read in addition."""

    first: Numbers
    last: Numbers
    repeated: Numbers

    @classmethod
    def of(cls, scale: Scale, chunks: Iterable[tuple[str, Piece]]) -> "Ranges":
        """The ranges of pieces, each with its document's source."""
        rows = [
            (*scale.range(source, piece.start, piece.end), length(piece.prefix))
            for source, piece in chunks
        ]
        table = np.array(rows, np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])

    def sizes(self) -> Numbers:
        """How many tokens each chunk makes one read."""
        return self.last - self.first + self.repeated

    def gains(self, answer: Numbers) -> Numbers:
        """How many tokens of the answer each chunk holds."""
        return np.searchsorted(answer, self.last) - np.searchsorted(answer, self.first)


@dataclass(frozen=True, slots=True)
class SpanScore:
    """The share of the answer retrieved, of the retrieved that is answer, and of both in common."""

    recall: float
    precision: float
    iou: float


def read(
    ranges: Ranges, order: Sequence[int], answer: Numbers, budget: int | None = None
) -> SpanScore:
    """The score of chunks read in order, the last cut off where `budget` tokens are used up.

    Tokens that come twice count once as found, and twice as read.
    """
    found, used, sizes = set[int](), 0, ranges.sizes()
    for each in order:
        size = int(sizes[each]) if budget is None else min(int(sizes[each]), budget - used)
        if size <= 0:
            break
        first = int(ranges.first[each])
        shown = max(0, size - int(ranges.repeated[each]))
        low, high = np.searchsorted(answer, (first, min(int(ranges.last[each]), first + shown)))
        found.update(answer[low:high].tolist())
        used += size
    return score(len(found), used, len(answer))


def length(text: str) -> int:
    """How many tokens a text has."""
    return sum(1 for _ in _TOKEN.finditer(text))


def score(common: int, read: int, answer: int) -> SpanScore:
    """The score for so many tokens in common, read, and in the answer."""
    either = read + answer - common
    return SpanScore(
        common / answer if answer else 0.0,
        common / read if read else 0.0,
        common / either if either else 0.0,
    )


def precision_omega(ranges: Ranges, answer: Numbers) -> float:
    """The precision if retrieval were perfect: every chunk read that holds any of the answer."""
    holding = ranges.gains(answer) > 0
    read = int(ranges.sizes()[holding].sum())
    return len(answer) / read if read else 0.0


def ndcg(ranges: Ranges, order: Sequence[int], answer: Numbers, k: int) -> float:
    """Discounted gain of the first `k` chunks over the best order's, a chunk's gain its answer tokens."""
    gains = ranges.gains(answer)
    best = _discounted(np.sort(gains)[::-1][:k])
    return _discounted(gains[list(order[:k])]) / best if best else 0.0


def _discounted(gains: Numbers) -> float:
    return sum(float(gain) / log2(rank + 1) for rank, gain in enumerate(gains, 1))
