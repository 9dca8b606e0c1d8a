"""What the other columns say a cell should say: groups of rows alike in one column, voting.

Every column that nearly determines another gives each cell of it a vote: what the other rows of
the cell's group say. A vote weighs what it was right in, over all cells and in its group.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.readiness.tables.cells.coding import Bools, Coded, Floats, Ints
from core.readiness.tables.cells.pairs import Pair, paired

FRACTION = re.compile(r"[-+]?\d+\.\d*[1-9]\d*")
FUNCTIONAL = 0.8
"""From this score on, one column counts as determining another, errors apart."""
NEARLY_ALWAYS = 0.95
"""So often right, it does so too where hardly anything but one value is there to foretell."""
LEANING = 0.4
"""From this score on, a large and united group has a vote if the column names a thing."""
BREADTH = 3
"""A column that foretells so many others, and half of all, names a thing they tell of."""
ERRORS = 0.05
"""One certain error takes at most this share of a group."""
ENOUGH = 5
"""A leaning vote is that of at least so many rows."""
KEY = 0.9
"""A column with more distinct values than this share of its rows groups nothing."""
CHANCE = 0.01
MOST_CELLS = 5e7
"""Rows times pairs of columns that are counted at most: twenty columns of 100,000 rows, and some."""
FEWEST_ROWS = 5_000
"""A pair costs as much as this many rows, however few there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Where the groups of column `by` contradict column `of`: rows, values voted for, weights.

    `determines` says whether `by` determines `of`, errors apart, or only leans on it.
    """

    by: int
    of: int
    determines: bool
    rows: Ints
    values: Ints
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Ballot:
    """The votes on all cells: the contradictions, and by voting column the weight in favour a row."""

    edges: list[Edges]
    support: dict[int, Floats]

    def favour(self, row: int, column: int) -> float:
        """The weight of the votes for what a cell says; 0 for a column nobody votes on."""
        return float(self.support[column][row]) if column in self.support else 0.0


def ballot(columns: Sequence[Coded]) -> Ballot:
    """The votes of every column on every other, as far as `MOST_CELLS` go."""
    voting = _voters(columns)
    edges: list[Edges] = []
    support = {at: np.zeros(columns[at].rows) for at in voting}
    for by in voting:
        if _is_measure(columns[by]):
            continue
        pairs = [(of, paired(columns[by], columns[of])) for of in voting if of != by]
        told = sum(pair.score >= LEANING for _, pair in pairs)
        names_a_thing = told >= BREADTH and 2 * told >= len(pairs) and _is_lettered(columns[by])
        for of, pair in pairs:
            weights = pair.accuracy * pair.best_count / np.maximum(pair.others, 1)
            support[of] += np.where(_supports(pair), weights, 0.0)
            against = np.flatnonzero(_contradicts(pair, names_a_thing=names_a_thing))
            edges.append(
                Edges(by, of, _determines(pair), against, pair.best[against], weights[against])
            )
    return Ballot(edges, support)


def _voters(columns: Sequence[Coded]) -> list[int]:
    """The columns that group rows, the first ones when there are too many to pair them all."""
    grouping = [at for at, column in enumerate(columns) if 1 < len(column.values) <= _most(column)]
    rows = columns[0].rows if columns else 1
    return grouping[: int((MOST_CELLS / max(rows, FEWEST_ROWS)) ** 0.5)]


def _most(column: Coded) -> float:
    return KEY * column.rows


def _is_measure(column: Coded) -> bool:
    """Whether most values are fractions: things measured alike are no one thing."""
    fractions = sum(FRACTION.fullmatch(value) is not None for value in column.values)
    return 2 * fractions > len(column.values)


def _is_lettered(column: Coded) -> bool:
    """Whether most values hold a letter, as names do and measures don't."""
    lettered = sum(any(map(str.isalpha, value)) for value in column.values)
    return 2 * lettered > len(column.values)


def _determines(pair: Pair) -> bool:
    return pair.score >= FUNCTIONAL or pair.accuracy >= NEARLY_ALWAYS


def _supports(pair: Pair) -> Bools:
    return pair.agrees if pair.score >= FUNCTIONAL else pair.agrees & _telling(pair)


def _telling(pair: Pair) -> Bools:
    """Where so many of a group would hardly say the same by chance (Chernoff's bound)."""
    share = np.clip(pair.of.counts[pair.of.codes] / pair.of.rows, 1e-9, 1 - 1e-9)
    seen = np.clip(pair.best_count / np.maximum(pair.others, 1), 1e-9, 1 - 1e-9)
    apart = seen * np.log(seen / share) + (1 - seen) * np.log((1 - seen) / (1 - share))
    chance = np.exp(-pair.others * apart) * len(pair.by.values)
    return (seen > share) & (pair.best_count >= 2) & (chance < CHANCE)


def _contradicts(pair: Pair, *, names_a_thing: bool) -> Bools:
    says = pair.grouped & (pair.best != pair.of.codes) & (2 * pair.best_count > pair.others)
    # absence that is the way of the column or the group contradicts nothing
    ordinary = 2 * pair.of.present < pair.of.rows
    says &= pair.heard | ((pair.best_count > pair.silent) & (not ordinary))
    votes = np.zeros(pair.of.rows, dtype=np.bool_)
    if pair.score >= FUNCTIONAL:
        united = says & (pair.best_count > 3 * pair.agreeing)
        several = (pair.best_count >= 2) | (~pair.heard & (pair.others == pair.best_count))
        votes |= united & several & (_seldom(pair) | _at_home_elsewhere(pair))
    if pair.score >= LEANING and names_a_thing:
        votes |= says & (pair.best_count > 4 * pair.agreeing) & (pair.best_count >= ENOUGH)
    return votes


def _seldom(pair: Pair) -> Bools:
    """Where a value comes so seldom in its group as an error does, and not as an alternative."""
    seldom: Bools = pair.agreeing <= np.maximum(1, ERRORS * pair.best_count)
    return seldom


def _at_home_elsewhere(pair: Pair) -> Bools:
    """Where a value is what most say in some other group, so that it may have strayed from there."""
    homes = np.zeros(len(pair.of.values), dtype=np.bool_)
    homes[pair.of.codes[pair.agrees]] = True
    return homes[pair.of.codes]
