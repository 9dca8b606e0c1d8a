"""Where in a text the strings are that a splitter made of it.

Splitters give strings back, stripped and with white space changed, and a string may stand in a text
many times. The words alone, in order, say which place is meant.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.domain.errors import Permanent
from core.ingest.chunking.sentences import Span


class NotOfThisText(Permanent):
    """A splitter gave back words that do not stand in the text. Choose another chunking."""


def located(text: str, parts: Sequence[str], *, overlapping: bool = False) -> list[Span]:
    """The spans of `parts`, which make up the words of `text` in order.

    If `overlapping`, each may repeat some of the one before. White space is ignored, at the ends of
    a span and within; parts without words are left out. Raises `NotOfThisText`.
    """
    places = [at for at, char in enumerate(text) if not char.isspace()]
    dense = "".join(text[at] for at in places)
    words = [part for part in ("".join(part.split()) for part in parts) if part]
    begins = _chain(dense, words) if overlapping else _one_after_another(dense, words)
    return [
        Span(places[begin], places[begin + len(word) - 1] + 1)
        for begin, word in zip(begins, words, strict=True)
    ]


def _one_after_another(dense: str, words: Sequence[str]) -> Iterator[int]:
    at = 0
    for word in words:
        if not dense.startswith(word, at):
            raise NotOfThisText(f"It is {word[:60]!r}.")
        yield at
        at += len(word)


def _chain(dense: str, words: Sequence[str]) -> list[int]:
    """Where each begins so that the first begins the text, the last ends it, and none leaves a gap.

    Every place that each could have is followed, since in a text that repeats itself a wrong one
    shows only at the end.
    """
    layers: list[list[int]] = []
    for number, word in enumerate(words):
        before = layers[-1] if layers else []
        span = len(words[number - 1])
        layer = [
            at
            for at in (_found(dense, word, before[0] + 1, before[-1] + span) if before else (0,))
            if not before or _follows(before, at, span, len(word)) is not None
        ]
        if not layer or not dense.startswith(word, layer[0]):
            raise NotOfThisText(f"It is {word[:60]!r}.")
        layers.append(layer)
    return _backwards(layers, [len(word) for word in words], len(dense))


def _found(dense: str, word: str, first: int, last: int) -> Iterator[int]:
    """Every place from `first` to `last` where `word` stands."""
    at = dense.find(word, first, last + len(word))
    while at >= 0:
        yield at
        at = dense.find(word, at + 1, last + len(word))


def _follows(before: Sequence[int], at: int, span: int, length: int) -> int | None:
    """The last place before `at` whose `span` reaches it and ends before its own `length` does."""
    found = bisect_left(before, min(at, at + length - span)) - 1
    return before[found] if found >= 0 and before[found] >= at - span else None


def _backwards(layers: Sequence[Sequence[int]], lengths: Sequence[int], end: int) -> list[int]:
    if not layers:
        return []
    last = end - lengths[-1]
    chain = [last if last in layers[-1] else layers[-1][-1]]
    for number in range(len(layers) - 1, 0, -1):
        before = _follows(layers[number - 1], chain[-1], lengths[number - 1], lengths[number])
        chain.append(layers[number - 1][0] if before is None else before)
    return chain[::-1]
