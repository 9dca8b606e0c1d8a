"""Which column of one table is which of another: kept, renamed, split into several, added, removed.

Values decide: rows that share a key and agree, then distributions in common, then the way values
are written. A name alone decides only when it is the same name written otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.readiness.across import wording
from core.readiness.across.likeness import Likeness, likeness
from core.readiness.across.sight import Aligned, Sight, aligned
from core.readiness.tables.forms import figure

CERTAIN, STRONG, FAIR = 0.95, 0.85, 0.7
PART, SOUND = 0.6, 0.2


@dataclass(frozen=True, slots=True)
class Renamed:
    """A column that goes on under another name, with what says so."""

    old: str
    new: str
    confidence: float
    why: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Split:
    """A column whose text was cut into several columns; or, merged, the reverse."""

    whole: str
    parts: tuple[str, ...]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """How the columns of an earlier table go on in a later one. `kept` pairs the same names."""

    kept: tuple[tuple[str, str], ...]
    renamed: tuple[Renamed, ...]
    split: tuple[Split, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    rows: Aligned | None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every column that goes on, by its name here and there."""
        return self.kept + tuple((each.old, each.new) for each in self.renamed)


def matched(here: Sight, there: Sight) -> Matching:
    """The columns of `here`, the earlier, found again in `there`, the later."""
    rows = _sound(here, there, aligned(here, there))
    kept = _kept(here, there, rows)
    old = [name for name in here.columns if name not in {one for one, _ in kept}]
    new = [name for name in there.columns if name not in {other for _, other in kept}]
    renamed = _renamed(here, there, old, new, rows)
    kept += _same_names(old, new, renamed)
    gone = _without(old, [one for one, _ in kept], [each.old for each in renamed])
    come = _without(new, [other for _, other in kept], [each.new for each in renamed])
    split = _splits(here, there, gone, come, rows) if rows else ()
    return Matching(
        kept=tuple(kept),
        renamed=tuple(renamed),
        split=split,
        removed=tuple(gone),
        added=tuple(come),
        rows=rows,
    )


def _sound(here: Sight, there: Sight, rows: Aligned | None) -> Aligned | None:
    """The rows lined up, unless the columns that kept their names disagree: then the key numbers
    the rows of each table anew, and says nothing."""
    if rows is None:
        return None
    keys = {name for pair in rows.key for name in pair}
    same = [name for name in here.columns if name in there.columns and name not in keys]
    seen = [likeness(here, name, there, name, rows) for name in same]
    told = [max(each.agreement, each.ordered or 0.0) for each in seen if each.agreement is not None]
    return None if len(told) >= 2 and max(told) < SOUND else rows


def _without(names: Iterable[str], *taken: Iterable[str]) -> list[str]:
    gone = {name for each in taken for name in each}
    return [name for name in names if name not in gone]


def _kept(here: Sight, there: Sight, rows: Aligned | None) -> list[tuple[str, str]]:
    """Columns of the same name, unless what they hold says that the name was given away."""
    same = [(name, name) for name in here.columns if name in there.columns]
    return [pair for pair in same if not _given_away(likeness(here, pair[0], there, pair[1], rows))]


def _given_away(seen: Likeness) -> bool:
    if seen.agreement is None or seen.rows < 50:
        return seen.distinct >= 3 and seen.overlap < 0.02 and seen.written < 0.05
    changed = seen.agreement < 0.1 and seen.overlap < 0.1
    return changed and (seen.mapped or 0.0) < 0.9 and (seen.ordered or 0.0) < 0.8


def _same_names(old: list[str], new: list[str], renamed: list[Renamed]) -> list[tuple[str, str]]:
    """Names given up as strangers that found no better partner: the column, with other content."""
    taken = {each.old for each in renamed}, {each.new for each in renamed}
    return [(name, name) for name in old if name in new and not {name} & (taken[0] | taken[1])]


def _renamed(
    here: Sight, there: Sight, old: list[str], new: list[str], rows: Aligned | None
) -> list[Renamed]:
    """The best one-to-one pairs, the surest first; ties by place in the tables."""
    usual = _usual_ratio(here, there, rows)
    found = []
    for one in old:
        for other in new:
            if one != other and _comparable(here, one, there, other):
                seen = likeness(here, one, there, other, rows)
                sure, why = judged(seen, usual)
                if sure:
                    rank = (-sure, -_weight(seen), here.columns.index(one))
                    found.append((rank, there.columns.index(other), one, other, sure, why, seen))
    taken: set[tuple[str, str]] = set()
    chosen = []
    for _, _, one, other, sure, why, seen in sorted(found, key=lambda each: each[:2]):
        if ("old", one) not in taken and ("new", other) not in taken:
            taken |= {("old", one), ("new", other)}
            chosen.append(Renamed(one, other, sure, why, seen))
    return sorted(chosen, key=lambda each: here.columns.index(each.old))


def _comparable(here: Sight, one: str, there: Sight, other: str) -> bool:
    """A look that costs nothing: not a column of three values against one of three thousand."""
    fewer, more = sorted((here.distinct(one), there.distinct(other)))
    return more <= 20 * max(fewer, 1) + 20 or wording.plain(one) == wording.plain(other)


def _weight(seen: Likeness) -> float:
    return (seen.agreement or 0.0) + seen.overlap + 0.5 * seen.names + 0.25 * seen.written


def judged(seen: Likeness, usual: float) -> tuple[float, str]:
    """How sure it is that two columns are one (0 when not), and why.

    `usual` is how far numbers of columns that kept their name moved between the two tables.
    """
    if seen.agreement is not None:
        verdict = _by_rows(seen, usual)
        if verdict[0] or (seen.rows >= 50 and not seen.numeric and seen.overlap < 0.5):
            return verdict
    return _by_values(seen)


def _by_rows(seen: Likeness, usual: float) -> tuple[float, str]:
    agreement = seen.agreement or 0.0
    if agreement >= 0.5 and (seen.distinct > 2 or agreement >= 0.8 or seen.names >= 0.5):
        return CERTAIN, f"{agreement:.0%} of the rows with the same key hold the same value"
    if agreement >= 0.25 and seen.names >= 0.5:
        return STRONG, f"{agreement:.0%} of the rows with the same key hold the same value"
    if seen.ordered is not None and seen.ratio and seen.ordered >= 0.95:
        moved = abs(float(np.log(seen.ratio)))
        if moved <= max(usual, 0.1) and (seen.names >= 0.5 or seen.ordered >= 0.99):
            return STRONG, f"their numbers rank the rows alike ({seen.ordered:.2f})"
        if seen.ordered >= 0.999 and seen.names >= 0.5:
            return STRONG, f"one is the other times {seen.ratio:.4g}"
    if (seen.mapped or 0.0) >= 0.9 and seen.names >= 0.5:
        return STRONG, "each value of one goes with one value of the other, row by row"
    return 0.0, ""


def _by_values(seen: Likeness) -> tuple[float, str]:
    if seen.names == 1.0 and (seen.same_kind or seen.overlap >= 0.3):
        return STRONG, "the same name, written otherwise"
    if not seen.same_kind and seen.overlap < 0.5:
        return 0.0, ""
    return _by_words(seen) or _by_name(seen) or (0.0, "")


def _by_words(seen: Likeness) -> tuple[float, str] | None:
    """What values say on their own, when they are words or codes that tell."""
    if seen.numeric or seen.distinct == 0:
        return None
    if seen.distinct >= 15 and (seen.overlap >= 0.5 or min(seen.shared, 2 * seen.overlap) >= 0.7):
        return STRONG, f"{seen.shared:.0%} of their values are the same"
    few = seen.distinct >= 5 or seen.wordy
    if few and seen.shared >= 0.8 and seen.overlap >= 0.9:
        return FAIR, "they hold the same few values, as often"
    return None


def _by_name(seen: Likeness) -> tuple[float, str] | None:
    """What names that are alike say, together with values that do not speak against them."""
    if seen.names < 0.5:
        return None
    if seen.distinct == 0:
        empty = seen.same_kind and seen.names >= 0.6
        return (FAIR, "both are empty, under names that are alike") if empty else None
    constant = seen.distinct < 2 and (seen.overlap < 0.8 or seen.numeric)
    if seen.overlap >= 0.5 and not constant:
        return FAIR, f"{seen.shared:.0%} of their values are the same, under names that are alike"
    if seen.written >= (0.5 if seen.within else 0.8) and (seen.within or seen.names >= 0.8):
        return FAIR, "values written in the same way, under names that are alike"
    return None


def _usual_ratio(here: Sight, there: Sight, rows: Aligned | None) -> float:
    """How far the numbers of columns that kept their name moved, as the median of |log ratio|."""
    if rows is None:
        return 0.0
    same = [name for name in here.columns if name in there.columns]
    ratios = [likeness(here, name, there, name, rows).ratio for name in same]
    moved = [abs(float(np.log(ratio))) for ratio in ratios if ratio]
    return float(np.median(moved)) * 1.5 if moved else 0.0


def _splits(
    here: Sight, there: Sight, gone: list[str], come: list[str], rows: Aligned
) -> tuple[Split, ...]:
    cut = (
        Split(whole, parts) for whole in gone if (parts := _parts(here, whole, there, come, rows))
    )
    turned = Aligned(rows.key, rows.there, rows.here, rows.covered)
    joined = (
        Split(whole, parts, merged=True)
        for whole in come
        if (parts := _parts(there, whole, here, gone, turned))
    )
    return (*cut, *joined)


def _parts(
    sight: Sight, whole: str, others: Sight, names: list[str], rows: Aligned
) -> tuple[str, ...]:
    """Columns of the other table whose values stand within those of `whole`, in the same rows."""
    inside = tuple(name for name in names if _within(sight, whole, others, name, rows))
    return inside if len(inside) >= 2 else ()


def _within(sight: Sight, whole: str, others: Sight, name: str, rows: Aligned) -> bool:
    large = sight.plain(whole).gather(rows.here.tolist()).alias("large")
    small = others.plain(name).gather(rows.there.tolist()).alias("small")
    held = pl.DataFrame([large, small]).drop_nulls()
    if held.height < 20:
        return False
    inside = held.select(pl.col("large").str.contains(pl.col("small"), literal=True).mean())
    longer = held.select((pl.col("large").str.len_chars() > pl.col("small").str.len_chars()).mean())
    return figure(inside.item()) >= PART and figure(longer.item()) >= 0.9
