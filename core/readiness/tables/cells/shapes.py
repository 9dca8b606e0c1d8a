"""Values not written as their column's values are: codes of another shape, words of mixed case."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.readiness.tables.cells.coding import Bools, Coded, Ints

COVERED = 0.85
"""The share of cells that common shapes must cover for a rare one to mean something."""
COMMON = 0.05
RARE = 0.02
LEAST = 20
"""Fewer cells than this have no usual shape."""
CAPITALISED, CAPITALS, SMALL = "\x01", "\x02", "\x03"
RUN = "\x04"
DIGITS = re.compile("0+")
QUANTITY = re.compile("0+[^0]*")
WORDS = r"\p{L}{4,}"
FEW_WORDS = 0.2
"""With more different words a value than this, a column holds text and no codes."""
PLAIN_NUMBER = r"^[-+]?\d+(\.\d+)?$"


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """The shapes of a column: their names, each value's shape, and how many cells have each."""

    names: Sequence[str]
    index: Ints
    counts: Ints
    cells: int

    def common(self) -> Bools:
        """By shape, whether it is one of the usual ones."""
        return self.counts >= COMMON * self.cells

    def rare(self) -> Bools:
        """By shape, whether so few cells have it that it may be an accident."""
        return self.counts < max(2.0, RARE * self.cells)

    def typical(self) -> int:
        """The code of a value of the commonest shape."""
        return int(np.flatnonzero(self.index == self.counts.argmax())[0])


def misshapen(column: Coded) -> dict[int, str]:
    """By value code, a value shaped as most are, for values of a rare shape.

    In a column of codes (its usual shapes all hold a digit) the whole shape counts: at first with
    the number of digits, and if that varies, without. In a column of words only the case
    within a word and runs of one sign count, as names hold hyphens and initials.
    """
    if column.present < LEAST:
        return {}
    counted, uncounted = _grouped(column, _counted), _grouped(column, _uncounted)
    if not _is_text(column):
        if _fixed(counted) and _uniform(counted) and _are_codes(counted):
            return _found(column, counted, counted.rare()[counted.index])
        if _uniform(uncounted) and _are_codes(uncounted):
            odd = counted.rare()[counted.index] & ~uncounted.common()[uncounted.index]
            return _found(column, uncounted, odd)
    shapes = _grouped(column, _cased)
    if not _uniform(shapes):
        return {}
    mixed = np.array([_is_accident(name) for name in shapes.names], dtype=np.bool_)
    return _found(column, shapes, (shapes.rare() & mixed)[shapes.index])


def _grouped(column: Coded, shaped: Callable[[pl.Series], pl.Series]) -> Shapes:
    text = shaped(pl.Series(column.values, dtype=pl.String))
    names, index = np.unique(text.to_numpy(), return_inverse=True)
    weights = np.where(column.absent, 0, column.counts)
    counts = np.bincount(index, weights=weights, minlength=len(names)).astype(np.int64)
    return Shapes([str(name) for name in names], index, counts, column.present)


def _lettered(text: pl.Series) -> pl.Series:
    shapes = (
        text.str.replace_all(r"\p{Lu}\p{Ll}+", CAPITALISED)
        .str.replace_all(r"\p{Lu}+", CAPITALS)
        .str.replace_all(r"\p{Ll}+", SMALL)
    )
    for word in (CAPITALISED, CAPITALS, SMALL):
        shapes = shapes.str.replace_all(f"{word}( {word})+", word)
    return shapes


def _counted(text: pl.Series) -> pl.Series:
    return _lettered(text.str.replace_all(PLAIN_NUMBER, "0")).str.replace_all(r"\d", "0")


def _uncounted(text: pl.Series) -> pl.Series:
    return _lettered(text).str.replace_all(r"\d+", "0")


def _cased(text: pl.Series) -> pl.Series:
    """The kinds of words in a value, each once, and any sign that stands three times in a row."""
    words = _lettered(text.str.replace_all(r"([*#?!~_=])[*#?!~_=]{2,}", RUN))
    return words.str.replace_all(r"[^\x01\x02\x03\x04]+", " ").str.strip_chars()


def _uniform(shapes: Shapes) -> bool:
    return bool(shapes.counts[shapes.common()].sum() >= COVERED * shapes.cells)


def _is_text(column: Coded) -> bool:
    words = pl.Series(column.values, dtype=pl.String).str.extract_all(WORDS).explode()
    return words.n_unique() > max(3.0, FEW_WORDS * len(column.values))


def _fixed(shapes: Shapes) -> bool:
    """Whether usual shapes differ in more than the number of digits, which then is part of them."""
    usual = [shapes.names[at] for at in np.flatnonzero(shapes.common()).tolist()]
    if any(QUANTITY.fullmatch(shape) for shape in usual):
        return False
    return len({DIGITS.sub("0", shape) for shape in usual}) == len(usual)


def _are_codes(shapes: Shapes) -> bool:
    usual = np.flatnonzero(shapes.common()).tolist()
    return all("0" in shapes.names[at] for at in usual)


def _is_accident(shape: str) -> bool:
    """Small letters before or after capitals in one word, or a run of signs."""
    return RUN in shape or any(SMALL in word and len(word) > 1 for word in shape.split())


def _found(column: Coded, shapes: Shapes, odd: Bools) -> dict[int, str]:
    like = column.values[shapes.typical()]
    wrong = odd & ~column.absent
    return dict.fromkeys(np.flatnonzero(wrong).tolist(), like)
