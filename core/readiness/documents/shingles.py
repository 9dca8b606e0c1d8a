"""How much two texts share, by the runs of words in them.

A text is sketched by the smallest hashes of its shingles (bottom-k sketch, A. Broder, "On the
resemblance and containment of documents", 1997), so that a thousand documents compare in seconds.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

WIDTH = 3  # words
SKETCH = 600
COMMON = 60  # a shingle in more documents than this is boilerplate
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts by their numbers, first below second, and what they share.

    `resemblance` is the share of all shingles that both have, `containment` the share of the
    smaller one's that the other has too.
    """

    one: int
    other: int
    resemblance: float
    containment: float


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=16)
def alike(texts: tuple[str, ...], least: float) -> tuple[Likeness, ...]:
    """Every pair of texts of which one contains at least `least` of the other, numbers left aside."""
    return tuple(_alike(texts, least))


def _alike(texts: Sequence[str], least: float) -> Iterator[Likeness]:
    sketches = [_sketch(text) for text in texts]
    holders: dict[int, list[int]] = {}
    for number, sketch in enumerate(sketches):
        for shingle in sketch:
            holders.setdefault(shingle, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if 1 < len(held) <= COMMON:
            shared.update(combinations(held, 2))
    for (one, other), count in sorted(shared.items()):
        if count >= least * 0.5 * min(len(sketches[one]), len(sketches[other]), SKETCH // 4):
            likeness = compared(texts[one], texts[other], one, other)
            if likeness.containment >= least:
                yield likeness


@lru_cache(maxsize=8192)
def shingles(text: str) -> frozenset[int]:
    """The hashes of a text's runs of words, every number standing for any."""
    words = ["#" if word[0].isdigit() else word for word in tokens(text)]
    runs = {" ".join(words[at : at + WIDTH]) for at in range(max(1, len(words) - WIDTH + 1))}
    return frozenset(
        int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs if run
    )


def _sketch(text: str) -> frozenset[int]:
    return frozenset(sorted(shingles(text))[:SKETCH])


def compared(one: str, other: str, first: int, second: int) -> Likeness:
    """What two texts share, exactly; `first` and `second` are their numbers."""
    left, right = shingles(one), shingles(other)
    both = len(left & right)
    return Likeness(
        first, second, both / len(left | right), both / max(1, min(len(left), len(right)))
    )
