"""A column's numbers in ranges that keep apart."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.tables.meanings.dividers import MEASURES, ROWS, SHARE, WAYS, Dividers

FAR = 10.0
FEWEST_VALUES, RICH, MOST_RANGES = 5, 20, 6
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranged:
    """A column, and its values in groups by the range their numbers are in, from low to high."""

    divider: str
    groups: list[list[str]]


@dataclass(frozen=True, slots=True)
class Spread:
    """How ranges are told apart: from which quantile they count, and how many times one is above
    the other at least."""

    tail: float
    gap: float


def ranged(name: str, numbers: pl.Series, dividers: Dividers) -> Ranged | None:
    """The column that says best in which range a number of column `name` is; None when none does.

    One that speaks of units or measures is believed at once, another one only when it tells two
    ranges apart that are far from each other.
    """
    ranked = []
    for other, codes in dividers.items():
        measures = bool(MEASURES.search(other))
        spread = Spread(0.05, 1.0) if measures else Spread(0.02, 3.0 if WAYS.search(other) else FAR)
        groups = _ranges(codes, numbers, spread) if other != name else None
        if groups and (measures or len(groups) == 2):
            ranked.append((not measures, len(groups), other, groups))
    if not ranked:
        return None
    _, _, other, groups = min(ranked, key=lambda each: each[:3])
    return Ranged(other, groups)


def two_crowds(numbers: pl.Series) -> float | None:
    """The top of the lower of two crowds of numbers with nothing between them and one ten times
    above the other; None when there are no two."""
    held = np.sort(numbers.drop_nulls().to_numpy())
    held = held[held > 0]
    if len(held) < 10 * ROWS:
        return None
    gaps = np.log(held[1:] / held[:-1])
    cut = int(np.argmax(gaps)) + 1
    both = held[:cut], held[cut:]
    crowds = all(_is_crowd(each, len(held)) for each in both)
    return float(held[cut - 1]) if crowds and gaps[cut - 1] >= np.log(FAR) else None


def _is_crowd(values: Values, total: int) -> bool:
    """Many different numbers, close to each other."""
    if len(values) < 0.1 * total or len(np.unique(values)) < RICH:
        return False
    return bool(np.quantile(values, 0.9) <= FAR * np.quantile(values, 0.1))


def _ranges(codes: pl.Series, numbers: pl.Series, spread: Spread) -> list[list[str]] | None:
    """Codes grouped by ranges, from low to high, each apart from the one below; or None."""
    frame = pl.DataFrame([codes.alias("code"), numbers.alias("number")]).drop_nulls()
    spans = (
        frame.group_by("code")
        .agg(
            pl.col("number").quantile(spread.tail).alias("low"),
            pl.col("number").quantile(1 - spread.tail).alias("high"),
            pl.col("number").n_unique().alias("distinct"),
            pl.len().alias("rows"),
        )
        .sort("low", "code")
    )
    if spans.filter(pl.col("rows") >= ROWS)["rows"].sum() < 0.95 * frame.height:
        return None
    spans = spans.filter(pl.col("rows") >= ROWS)
    groups: list[list[str]] = []
    top = -np.inf
    for code, low, high, distinct, _ in spans.iter_rows():
        if distinct < FEWEST_VALUES:
            return None
        if not groups or (top > 0 and low > top * spread.gap):
            groups.append([code])
        else:
            groups[-1].append(code)
        top = max(top, high)
    rows = dict(spans.select("code", "rows").iter_rows())
    enough = all(sum(rows[c] for c in group) >= SHARE * frame.height for group in groups)
    return groups if 2 <= len(groups) <= MOST_RANGES and enough else None
