"""Rare writings one or two slips of the keyboard away from a common one, among one set of writings.

How many such neighbours there are without any slip is estimated from neighbours that come too
often to be slips: one certain slip of a word of L letters takes no more than about one in L of the
word's slips, so it recurs far less often than the word. A distance is used when at most `FALSE` of
the neighbours found at it would be expected by nature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from core.readiness.tables.cells.coding import Bools, Ints

TIMES = 4
"""What was meant is at least this many times as common as the slip."""
COMMON = 3
"""What was meant is found at least this often."""
FALSE = 0.2
FARTHEST = 6
NEAR = 0.05
PRIOR = 10
MOST_COMMON = 400
MOST_RARE = 12_000
"""At most so many common and rare writings are compared: the work is bounded by their product."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The writing that was probably meant, and how sure that is.

    `confidence` is the share of such slips that are not expected by nature. `meant` is the value
    that the cell should hold, None where it can't be told in full.
    """

    writing: str
    confidence: float
    meant: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Writings (rows) against common writings (columns): how far, and what kind of pair each is."""

    writings: Sequence[str]
    common: Sequence[str]
    counts: Ints  # of the writings
    sizes: Ints  # of the common ones
    lengths: Ints
    distance: Ints
    slippable: Bools  # rare enough beside the common one to be its slip
    recurrent: Bools  # too often for a slip, so alike by nature


def slips(counts: Mapping[str, int], shortest: int) -> dict[str, Slip]:
    """For each writing that is probably a slip, what was meant, of at least `shortest` signs."""
    ordered = sorted(counts, key=lambda item: (-counts[item], item))[:MOST_RARE]
    common = [item for item in ordered if counts[item] >= COMMON and len(item) >= shortest]
    if not common:
        return {}
    near = _neighbours(ordered, common[:MOST_COMMON], counts)
    found: dict[str, Slip] = {}
    for distance in range(1, FARTHEST + 1):
        found = _at(distance, near) | found
    return found


def _neighbours(ordered: list[str], common: list[str], counts: Mapping[str, int]) -> Neighbours:
    sizes = np.array([counts[item] for item in ordered])[:, None]
    targets = np.array([counts[item] for item in common])
    lengths = np.array([len(item) for item in common])
    distance = cdist(ordered, common, scorer=OSA.distance, score_cutoff=FARTHEST, dtype=np.int32)
    close = (distance > 0) & (distance <= np.maximum(1, lengths // 3))
    lettered = _lettered(ordered)[:, None] | _lettered(common)
    slippable = (sizes <= 1 + targets / (2 * lengths)) & (targets >= TIMES * sizes) & lettered
    recurrent = (sizes > 1) & (targets >= sizes) & ~slippable & lettered
    return Neighbours(
        ordered,
        common,
        sizes[:, 0],
        targets,
        lengths,
        np.where(close, distance, 0),
        slippable,
        recurrent,
    )


def _lettered(items: Sequence[str]) -> Bools:
    return np.array([any(map(str.isalpha, item)) for item in items], dtype=np.bool_)


def _at(distance: int, near: Neighbours) -> dict[str, Slip]:
    """The slips at one distance, none when nature may have made more than `FALSE` of them."""
    close = near.distance == distance
    hits = close & near.slippable & _varied(near)
    observed = np.flatnonzero(hits.any(axis=1))
    if not len(observed):
        return {}
    false = _natural(distance, close, near) * int(near.slippable.sum()) / len(observed)
    if false > FALSE:
        return {}
    return {
        near.writings[at]: Slip(near.common[_commonest(hits[at], near.sizes)], 1 - false)
        for at in observed.tolist()
    }


def _varied(near: Neighbours) -> Bools:
    """Where a writing recurs no more often than its common one has slips: slips are of many kinds."""
    kinds = ((near.distance > 0) & near.slippable).sum(axis=0)
    varied: Bools = near.counts[:, None] <= 1 + kinds[None, :]
    return varied


def _natural(distance: int, close: Bools, near: Neighbours) -> float:
    """The chance that two writings are so near by nature, from what is known beforehand and seen.

    Beforehand it falls with the square of the distance's part of the length; this weighs as much as
    `PRIOR` pairs seen.
    """
    pairs = near.slippable.sum(axis=0)
    parts = np.minimum(1.0, 3 * distance / near.lengths) ** 2
    before = NEAR * float((pairs * parts).sum() / pairs.sum())
    return (int((close & near.recurrent).sum()) + PRIOR * before) / (
        int(near.recurrent.sum()) + PRIOR
    )


def _commonest(hits: Bools, sizes: Ints) -> int:
    return int(np.where(hits, sizes, 0).argmax())
