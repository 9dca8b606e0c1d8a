"""How much the text before a place and the text after it speak of the same thing.

By the words they share, the rare ones counting more: the idea of TextTiling (Hearst, 1997). It needs
no model, and moves a cut only between places that are as good otherwise.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log, sqrt

from core.inference.extractive.words import words
from core.ingest.chunking.atoms import WHOLE, Atom

_REACH = 30  # content words looked at on either side
_PRICE = 1.0  # what it costs to cut where a text is most of a piece, in chunks

Bag = Mapping[str, float]


def cohesive(text: str, found: Sequence[Atom]) -> list[Atom]:
    """`found` with cuts the dearer, the more of the text's other places hold together less.

    Places with a price of their own, 0 before a section and much for what must not be parted, keep it.
    """
    alike = similarities([words(text[atom.start : atom.end]) for atom in found])
    ranked = sorted(alike)
    return [
        replace(atom, cut=atom.cut + _PRICE * bisect_left(ranked, value) / len(ranked))
        if 0 < atom.cut < WHOLE
        else atom
        for atom, value in zip(found, alike, strict=True)
    ]


def similarities(parts: Sequence[Sequence[str]]) -> list[float]:
    """For each part the cosine, from 0 to 1, of the words before it and its own with what follows."""
    stands = Counter(word for part in parts for word in set(part))
    idf = {word: log(1 + len(parts) / count) for word, count in stands.items()}
    return [
        _cosine(
            _weighed(reversed(parts[max(0, at - _REACH) : at]), idf),
            _weighed(parts[at : at + _REACH], idf),
        )
        for at in range(len(parts))
    ]


def _weighed(parts: Iterable[Sequence[str]], idf: Mapping[str, float]) -> Bag:
    """The weights of the words of the first parts, until there are enough."""
    bag: Counter[str] = Counter()
    for part in parts:
        if bag.total() >= _REACH:
            break
        bag.update(part)
    return {word: count * idf[word] for word, count in bag.items()}


def _cosine(one: Bag, other: Bag) -> float:
    product = sum(weight * other[word] for word, weight in one.items() if word in other)
    return product / (_length(one) * _length(other)) if product else 0.0


def _length(bag: Bag) -> float:
    return sqrt(sum(weight * weight for weight in bag.values()))
