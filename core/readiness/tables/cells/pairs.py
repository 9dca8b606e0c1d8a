"""Two columns counted together: what rows alike in one say in the other."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.readiness.tables.cells.coding import Bools, Coded, Ints


@dataclass(frozen=True, eq=False)
class Pair:
    """For every row, what the other rows of its group (alike in `by`) say in `of`.

    `others` counts those that say anything, `agreeing` those that say what this row says,
    `best_count` those that say `best`, the value most of them say; `silent` counts those that say
    nothing. `heard` are the rows in which neither column is absent, `grouped` those whose
    determinant is not and that have others.
    """

    by: Coded
    of: Coded
    others: Ints
    agreeing: Ints
    best: Ints
    best_count: Ints
    silent: Ints
    heard: Bools
    grouped: Bools

    @cached_property
    def agrees(self) -> Bools:
        """Rows that say what most others of their group say."""
        agrees: Bools = self.grouped & self.heard & (self.best == self.of.codes)
        return agrees & (self.best_count > 0)

    @cached_property
    def accuracy(self) -> float:
        """How often a cell that is not absent says what most others of its group say, 0 to 1."""
        rows = int((self.grouped & self.heard).sum())
        return float(self.agrees.sum() / rows) if rows else 0.0

    @cached_property
    def score(self) -> float:
        """How much better than the commonest value the groups foretell a cell, from 0 to 1.

        Each cell is foretold from the others only, so small groups don't flatter; this is the
        leave-one-out form of Goodman and Kruskal's lambda.
        """
        told = self.of.codes[self.grouped & self.heard]
        base = np.bincount(told).max() / len(told) if len(told) else 1.0
        return max(0.0, (self.accuracy - base) / (1 - base)) if base < 1 else 0.0


def paired(by: Coded, of: Coded) -> Pair:
    """The groups of one column, counted over the values of another."""
    width, mine = len(of.values), by.codes
    known = ~by.absent[mine]
    heard = known & ~of.absent[of.codes]
    joint, inverse, counts = np.unique(
        mine[heard] * width + of.codes[heard], return_inverse=True, return_counts=True
    )
    agreeing = np.zeros(by.rows, dtype=np.int64)
    agreeing[heard] = counts[inverse] - 1
    others = np.bincount(mine[heard], minlength=len(by.values))[mine] - heard
    first, second = _leaders(joint // width, joint % width, counts, len(by.values))
    is_first = heard & (first.values[mine] == of.codes)
    is_best = is_first & (agreeing >= second.counts[mine])
    return Pair(
        by,
        of,
        others=others,
        agreeing=agreeing,
        best=np.where(is_first & ~is_best, second.values[mine], first.values[mine]),
        best_count=np.where(
            is_first, np.maximum(agreeing, second.counts[mine]), first.counts[mine]
        ),
        silent=by.counts[mine] - others - 1,
        heard=heard,
        grouped=(others > 0) & known,
    )


class Leader(NamedTuple):
    """By group, a value and how often it is said; 0 times where there is none."""

    values: Ints
    counts: Ints


def _leaders(group: Ints, value: Ints, counts: Ints, groups: int) -> tuple[Leader, Leader]:
    """The most frequent value of each group and the next, ties by value."""
    order = np.lexsort((value, -counts, group))
    starts = np.searchsorted(group[order], np.arange(groups + 1))
    leaders = []
    for place in (0, 1):
        there = np.flatnonzero(starts[:-1] + place < starts[1:])
        at = order[starts[there] + place]
        values, often = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
        values[there], often[there] = value[at], counts[at]
        leaders.append(Leader(values, often))
    return leaders[0], leaders[1]
