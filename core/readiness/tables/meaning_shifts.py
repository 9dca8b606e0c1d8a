"""Columns as whole numbers, and the codes whose rows shift from one part of a table to another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

BINS, FEWEST = 4, 30
SHIFT, BEYOND = 0.5, 0.35
Codes = npt.NDArray[np.int64]
Sides = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.float64]
ONE_CUT: Sides = np.array([[True, False]])
"""Of two parts, the first on one side and the second on the other."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A code whose rows differ in `against` between the two sides of cut number `cut`, by `size`:
    the total variation, from 0 to 1, chance taken off."""

    enum: str
    against: str
    code: str
    size: float
    cut: int


@dataclass(frozen=True, eq=False)
class Coded:
    """A column as whole numbers from 0, -1 where absent; `names` of the numbers, for an enum."""

    name: str
    codes: Codes
    names: tuple[str, ...]
    numbers: npt.NDArray[np.float64] | None = None

    @cached_property
    def bins(self) -> Codes:
        """From 0 for absent: an enum's codes, or quartiles of the numbers."""
        if self.numbers is None:
            return self.codes + 1
        return self._quartiles((np.ones(len(self.numbers), dtype=bool),))

    def bins_by(self, sides: Sides) -> Codes:
        """The same, with quartiles of their own on either side."""
        return self.bins if self.numbers is None else self._quartiles((sides, ~sides))

    def _quartiles(self, among: Sequence[Sides]) -> Codes:
        numbers = np.empty(0) if self.numbers is None else self.numbers
        binned = np.zeros(len(numbers), dtype=np.int64)
        for side in among:
            held = side & np.isfinite(numbers)
            values = numbers[held]
            if len(values):
                edges = np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1])
                binned[held] = np.searchsorted(edges, values, side="left") + 1
        return binned


def shifts(
    enums: Sequence[Coded], others: Sequence[Coded], parts: Codes, cuts: Sides
) -> list[Shift]:
    """Every code that shifts far between the two sides of a cut, for every cut.

    `parts` numbers the part of the table each row is in; each row of `cuts` says of every part
    whether it is on the first side. The set of codes has to stay: a cut that has a code on one side
    only is passed over. Numbers have to shift as they are and by their ranks on either side:
    numbers that all rose rank as they did, and numbers that hardly differ may change their ranks
    and be the same.
    """
    return [
        shift
        for other in others
        for enum in enums
        if enum.name != other.name
        for plain in _far(enum, other.name, other.bins, parts, cuts)
        if (shift := _in_ranks(enum, other, plain, cuts[plain.cut][parts]))
    ]


def _in_ranks(enum: Coded, other: Coded, plain: Shift, side: Sides) -> Shift | None:
    """The shift as small as in the lesser of the two views; None when it does not show by rank."""
    if other.numbers is None:
        return plain
    ranked = _far(enum, other.name, other.bins_by(side), (~side).astype(np.int64), ONE_CUT)
    same = [each.size for each in ranked if each.code == plain.code]
    return replace(plain, size=min(plain.size, same[0])) if same else None


def _far(enum: Coded, against: str, bins: Codes, parts: Codes, cuts: Sides) -> list[Shift]:
    counts = _counted(enum, bins, parts, cuts.shape[1])
    here = np.tensordot(cuts.astype(np.float64), counts, axes=1)
    there = counts.sum(0)[None] - here
    fewest = np.minimum(here.sum(2), there.sum(2))
    moved = _variation(here.sum(1), there.sum(1))[:, None]
    sizes = _variation(here, there) - np.sqrt(counts.shape[2] / (2 * np.maximum(fewest, 1)))
    stays = ((here.sum(2) > 2) == (there.sum(2) > 2)).all(1)[:, None]
    far = stays & (fewest >= FEWEST) & (sizes >= SHIFT) & (sizes - moved >= BEYOND)
    return [
        Shift(enum.name, against, enum.names[code], float(sizes[cut, code]), int(cut))
        for cut, code in np.argwhere(far)
    ]


def _counted(enum: Coded, bins: Codes, parts: Codes, width: int) -> Counts:
    """How often each code goes with each bin, by part: of shape parts, codes, bins."""
    shape = width, len(enum.names), int(bins.max(initial=0)) + 1
    rows = enum.codes >= 0
    places = (parts[rows] * shape[1] + enum.codes[rows]) * shape[2] + bins[rows]
    return (
        np.bincount(places, minlength=shape[0] * shape[1] * shape[2]).reshape(shape).astype(float)
    )


def _variation(here: Counts, there: Counts) -> Counts:
    """The total variation between counts, over the last axis."""
    one, other = (each / np.maximum(each.sum(-1, keepdims=True), 1) for each in (here, there))
    distance: Counts = np.abs(one - other).sum(-1) / 2
    return distance


def foremost(all_shifts: Sequence[Shift]) -> list[Shift]:
    """One shift an enum, of the enums that explain them all: two enums that shift against each
    other are put down to the one that shifts against more columns, then by more."""
    left, chosen = list(all_shifts), []
    while left:
        totals: dict[str, tuple[int, float]] = {}
        for shift in left:
            count, most = totals.get(shift.enum, (0, 0.0))
            totals[shift.enum] = (count + 1, max(most, shift.size))
        culprit = max(sorted(totals), key=lambda name: totals[name])
        chosen.append(
            max((s for s in left if s.enum == culprit), key=lambda s: (s.size, s.against))
        )
        left = [s for s in left if culprit not in {s.enum, s.against}]
    return chosen


def typical(column: Coded, rows: Sides) -> str:
    """What the rows mostly hold: a median, or the most frequent value with its share."""
    if column.numbers is not None:
        held = column.numbers[rows & np.isfinite(column.numbers)]
        return f"a median of {np.median(held):,.6g}" if len(held) else "nothing"
    codes = column.codes[rows]
    if (codes < 0).mean() > 0.5:
        return "nothing"
    counts = np.bincount(codes[codes >= 0])
    most = int(counts.argmax())
    return f"mostly “{column.names[most]}” ({counts[most] / len(codes):.0%})"
