"""What a passage looks like beside a question: a row of cheap numbers for each candidate."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.matching import Finder, Match, tokens

Features = NDArray[np.float64]
Rarity = Sequence[float]
"""The idf of each of the question's words, as a share of all of it."""
Pairs = Mapping[tuple[int, int], float]
"""Words that are neighbours in the question, and what share of the pairs' rarity is theirs."""

NAMES = (
    "dense",  # cosine
    "sparse",  # BM25
    "saturation",  # BM25 without its penalty for length
    "opening",  # how much of the question's rarity stands in the opening words
    "sentence",  # in the best sentence
    "window",  # in the best stretch of words
    "adjacent",  # how many of the question's neighbouring words are neighbours here
    "near",  # how near to each other they stand
    "length",  # logarithm of the number of words
)
K1 = 1.2
OPENING = 40
WINDOW = 25
REACH = 20  # words further apart than this are not near
LOOK_AHEAD = 4
REVERSED = 2  # how many words further apart words in reversed order count


def features(query: Query, candidates: Sequence[Candidate]) -> Features:
    """An array (len(candidates), len(NAMES))."""
    terms = [term for term in query.terms if term not in query.absent]
    total = sum(query.idf[term] for term in terms) or 1.0
    rarity = [query.idf[term] / total for term in terms]
    asked = tokens(query.text)
    bodies = [tokens(each.chunk.text) for each in candidates]
    finder = Finder(terms, set(asked).union(*bodies))
    pairs = _pairs(finder.matches(asked), rarity)
    rows = [
        (
            _saturation([each.matches.get(term, 0) for term in terms], rarity),
            *_places(found, rarity),
            *_neighbours(found, pairs),
            log(REACH + len(body)),
        )
        for each, body in zip(candidates, bodies, strict=True)
        for found in [finder.matches(body)]
    ]
    dense = _known([each.scores.dense for each in candidates])
    sparse = _known([each.scores.sparse for each in candidates])
    return np.column_stack([dense, sparse, np.array(rows)])


def _known(scores: Sequence[float | None]) -> list[float]:
    """Scores, the least of them in the place of those that a search did not give."""
    least = min((each for each in scores if each is not None), default=0.0)
    return [least if each is None else each for each in scores]


def _saturation(counts: Sequence[int], rarity: Rarity) -> float:
    return sum(share * count / (count + K1) for share, count in zip(rarity, counts, strict=True))


def _places(found: Sequence[Match], rarity: Rarity) -> tuple[float, float, float]:
    """The rarity that stands in the opening, in the best sentence, and in the best window."""
    sentences: dict[int, set[int]] = defaultdict(set)
    for match in found:
        sentences[match.sentence].add(match.term)
    opening = {match.term for match in found if match.at < OPENING}
    best = max((_weight(each, rarity) for each in sentences.values()), default=0.0)
    return _weight(opening, rarity), best, _window(found, rarity)


def _weight(terms: set[int], rarity: Rarity) -> float:
    return sum(rarity[term] for term in terms)


def _window(found: Sequence[Match], rarity: Rarity) -> float:
    """The most rarity that stands within `WINDOW` words."""
    best, first, held = 0.0, 0, defaultdict[int, int](int)
    for match in found:
        held[match.term] += 1
        while found[first].at < match.at - WINDOW:
            held[found[first].term] -= 1
            first += 1
        best = max(best, sum(rarity[term] for term, count in held.items() if count))
    return best


def _pairs(asked: Sequence[Match], rarity: Rarity) -> Pairs:
    pairs = {
        (a.term, b.term): rarity[a.term] + rarity[b.term]
        for a, b in pairwise(asked)
        if a.term != b.term
    }
    total = sum(pairs.values())
    return {pair: share / total for pair, share in pairs.items()}


def _neighbours(found: Sequence[Match], pairs: Pairs) -> tuple[float, float]:
    """The share of the pairs that are neighbours, and of all pairs, more for those that are near."""
    gaps: dict[tuple[int, int], int] = {}
    for number, left in enumerate(found):
        for right in found[number + 1 : number + 1 + LOOK_AHEAD]:
            gap = right.at - left.at
            if gap > REACH:
                break
            pair = (left.term, right.term)
            if pair not in pairs:
                pair, gap = (right.term, left.term), gap + REVERSED
            if pair in pairs:
                gaps[pair] = min(gap, gaps.get(pair, gap))
    adjacent = sum(pairs[pair] for pair, gap in gaps.items() if gap <= 2)
    near = sum(pairs[pair] / (1 + gap / 3) for pair, gap in gaps.items())
    return adjacent, near
