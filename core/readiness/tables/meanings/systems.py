"""A column's values in groups by their exact shape: two systems of codes in one column."""

from collections.abc import Sequence

import polars as pl

from core.readiness.tables.forms import figure, shape
from core.readiness.tables.meanings.dividers import ROWS

MOST_SHAPES, LARGE, COVERED = 4, 0.1, 0.95
VARIED, LETTERS = 8, 2


def shaped(values: pl.Series) -> pl.Series | None:
    """The shape of each value, `group`; None unless two to four shapes take in nearly all."""
    shapes = shape(values).alias("group")
    counts = shapes.drop_nulls().value_counts(sort=True)
    total = figure(counts["count"].sum())
    large = counts.filter(pl.col("count") >= max(ROWS, LARGE * total))
    if not 2 <= large.height <= MOST_SHAPES or large["count"].sum() < COVERED * total:
        return None
    # a shape of one sign, or of several words, is no code
    return None if any(len(each) < 2 or " " in each for each in large["group"]) else shapes


def two_systems(values: pl.Series, shapes: pl.Series) -> bool:
    """Whether some codes are digits alone and the others have letters and another number of digits:
    a telephone extension and a room, not one number with and without its prefix."""
    counts = shapes.drop_nulls().value_counts(sort=True)
    large = counts.filter(pl.col("count") >= max(ROWS, LARGE * figure(counts["count"].sum())))
    if large.height != 2:
        return False
    digits, letters = sorted(large["group"], key=_letters)
    varied = all(values.filter(shapes == each).n_unique() >= VARIED for each in (digits, letters))
    unlike = set(digits) == {"9"} and digits.count("9") != letters.count("9")
    return varied and unlike and _letters(letters) >= LETTERS


def _letters(shape: Sequence[str]) -> int:
    return sum(sign in "Aa" for sign in shape)
