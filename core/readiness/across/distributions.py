"""Whether a column holds other shares or sizes than before: by effect, not by significance alone.

The population stability index (PSI: 0.1 is a shift worth a look, 0.25 a large one, as usual in
credit scoring), the Kolmogorov-Smirnov distance for numbers and Cramér's V for categories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.across.sight import Sight
from core.readiness.across.snapshots import Pair
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind

PSI, DISTANCE, ASSOCIATION = 0.25, 0.2, 0.15
SURE = 2.5  # of the Kolmogorov statistic: p below 1e-5
ABSENCE, SURE_OF_SHARES = 0.2, 5.0
FEWEST = 50
MOST_CATEGORIES = 60
ENUMS = frozenset({ColumnKind.CATEGORY, ColumnKind.BOOLEAN, ColumnKind.GENDER})
MEASURES = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.PERCENT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
    }
)
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shift:
    """How a column moved: a sentence, how far on the scale of PSI, and figures to show."""

    how: str
    size: float
    figures: tuple[tuple[str, str], ...]


def between(pair: Pair) -> Iterator[Finding]:
    """A finding for each column that goes on and whose values moved far."""
    for old, new in pair.matching.pairs:
        shift = absence(pair.earlier, old, pair.later, new) or _moved(pair, old, new)
        if shift:
            yield _finding(pair, old, new, shift)


def absence(earlier: Sight, old: str, later: Sight, new: str) -> Shift | None:
    """Values that are missing far more often, or far less."""
    n, m = earlier.height, later.height
    if min(n, m) < FEWEST:
        return None
    before = present(earlier.profile, old).null_count() / n
    after = present(later.profile, new).null_count() / m
    pooled = (before * n + after * m) / (n + m)
    spread = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    if abs(after - before) < ABSENCE or abs(after - before) < SURE_OF_SHARES * spread:
        return None
    how = f"it is missing in {after:.0%} of the rows, where it was in {before:.0%}"
    figures = (("missing before", f"{before:.1%}"), ("missing after", f"{after:.1%}"))
    return Shift(how, stability([before, 1 - before], [after, 1 - after]), figures)


def _moved(pair: Pair, old: str, new: str) -> Shift | None:
    before, after = pair.earlier.profile.columns[old], pair.later.profile.columns[new]
    if before.kind in ENUMS and after.kind in ENUMS:
        return of_categories(pair.earlier, old, pair.later, new)
    if before.kind not in MEASURES or after.kind not in MEASURES:
        return None
    if before.numbers is None or after.numbers is None:
        return None
    return of_numbers(_finite(before.numbers), _finite(after.numbers))


def of_numbers(before: Numbers, after: Numbers) -> Shift | None:
    """How far numbers moved, None when not far. Numbers that only count rows up are passed over."""
    if min(len(before), len(after)) < FEWEST or (_counts_up(before) and _counts_up(after)):
        return None
    edges = np.unique(np.quantile(before, np.linspace(0, 1, 11)[1:-1]))
    size = stability(_binned(before, edges), _binned(after, edges))
    distance = _distance(before, after)
    sure = distance * sqrt(len(before) * len(after) / (len(before) + len(after)))
    if size < PSI or distance < DISTANCE or sure < SURE:
        return None
    low, high = float(np.median(before)), float(np.median(after))
    how = f"its median went from {low:,.6g} to {high:,.6g}"
    return Shift(how, size, (("PSI", f"{size:.2f}"), ("KS distance", f"{distance:.2f}")))


def of_categories(earlier: Sight, old: str, later: Sight, new: str) -> Shift | None:
    """How far the shares of codes on both sides moved; codes that came or went apart."""
    both = earlier.shares(old).join(later.shares(new), on="value", suffix="_later")
    if not 2 <= both.height <= MOST_CATEGORIES:
        return None
    both = both.sort("value")
    n, m = earlier.filled(old), later.filled(new)
    before, after = both["share"].to_numpy() * n, both["share_later"].to_numpy() * m
    if min(before.sum(), after.sum()) < FEWEST:
        return None
    size = stability(before / before.sum(), after / after.sum())
    association = _cramer(before, after)
    if size < PSI or association < ASSOCIATION or not _significant(before, after):
        return None
    shares = before / before.sum(), after / after.sum()
    most = int(np.argmax(np.abs(shares[1] - shares[0])))
    how = f"“{both['value'][most]}” went from {shares[0][most]:.0%} to {shares[1][most]:.0%}"
    return Shift(how, size, (("PSI", f"{size:.2f}"), ("Cramér's V", f"{association:.2f}")))


def stability(before: "npt.ArrayLike", after: "npt.ArrayLike") -> float:
    """The population stability index of two lists of shares."""
    one, other = np.maximum(before, 1e-4), np.maximum(after, 1e-4)
    return float(np.sum((other - one) * np.log(other / one)))


def _finite(numbers: pl.Series) -> Numbers:
    values = numbers.drop_nulls().to_numpy().astype(np.float64)
    finite: Numbers = values[np.isfinite(values)]
    return finite


def _counts_up(numbers: Numbers) -> bool:
    whole = bool(np.all(numbers == np.round(numbers)))
    return (
        whole
        and len(np.unique(numbers)) > 0.98 * len(numbers)
        and bool(np.all(np.diff(numbers) > 0))
    )


def _binned(numbers: Numbers, edges: Numbers) -> Numbers:
    places = np.searchsorted(edges, numbers, side="left")
    shares: Numbers = np.bincount(places, minlength=len(edges) + 1) / len(numbers)
    return shares


def _distance(before: Numbers, after: Numbers) -> float:
    """The largest distance of the two cumulative distributions (Kolmogorov-Smirnov)."""
    at = np.sort(np.concatenate([before, after]))
    low = np.searchsorted(np.sort(before), at, side="right") / len(before)
    high = np.searchsorted(np.sort(after), at, side="right") / len(after)
    return float(np.max(np.abs(low - high)))


def _square(before: Numbers, after: Numbers) -> float:
    table = np.vstack([before, after])
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / table.sum()
    return float(np.sum((table - expected) ** 2 / np.maximum(expected, 1e-9)))


def _cramer(before: Numbers, after: Numbers) -> float:
    return sqrt(_square(before, after) / float(before.sum() + after.sum()))


def _significant(before: Numbers, after: Numbers) -> bool:
    """Chi-square beyond p = 1e-6, by the approximation of Wilson and Hilferty."""
    freedom = max(1, len(before) - 1)
    cube = (_square(before, after) / freedom) ** (1 / 3)
    return bool((cube - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom)) > 4.75)


def _finding(pair: Pair, old: str, new: str, shift: Shift) -> Finding:
    return Finding(
        kind=Kind.DISTRIBUTION_DRIFT,
        where=Where(pair.later.name, (new,), also=(Where(pair.earlier.name, (old,)),)),
        what=f"“{new}” moved between {pair.earlier.name} and {pair.later.name}: {shift.how}.",
        poisons=f"Totals, averages and shares of “{new}” compare unlike things over the snapshots.",
        remedy=f"Find out whether the world changed or the way “{new}” is recorded: its unit, its "
        "scope, or a default.",
        severity=Severity.MEDIUM if shift.size < 1 else Severity.HIGH,
        confidence=round(min(0.95, 0.6 + 0.1 * log(1 + 10 * shift.size)), 2),
        affected=pair.later.filled(new),
        out_of=pair.later.height,
        evidence=(Evidence(pair.later.name, shift.figures),),
        key="distribution",
    )
