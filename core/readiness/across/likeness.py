"""What speaks for two columns holding the same thing: their values first, their names second."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from core.readiness.across import wording
from core.readiness.across.sight import Aligned, Sight
from core.readiness.tables.forms import figure

FEW, WORDY = 20, 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two columns are, each figure from 0 to 1.

    `overlap` is the probability mass their values have in common, `shared` the part of distinct
    values (of the column with fewer) that both hold; `written` is the mass in common of how the
    values are written, `formed` the same without regard to case. `wordy` values are not met
    elsewhere by chance; of names `within` each other one is the other with words added.

    `agreement` is how far rows with the same key hold the same value, beyond chance, over `rows`
    rows; `mapped` how far one column's value tells the other's in those rows; `ordered` the rank
    correlation of two numeric columns there, and `ratio` their median quotient. None where it
    cannot be said.
    """

    overlap: float
    shared: float
    written: float
    formed: float
    names: float
    same_kind: bool
    distinct: int
    numeric: bool
    wordy: bool = False
    within: bool = False
    rows: int = 0
    agreement: float | None = None
    mapped: float | None = None
    ordered: float | None = None
    ratio: float | None = None


def likeness(
    here: Sight, one: str, there: Sight, other: str, rows: Aligned | None = None
) -> Likeness:
    """How alike column `one` here and `other` there are, by value, by key and by name."""
    known: Likeness = here.once(
        ("likeness", one, there, other, rows),
        lambda: _likeness(here, one, there, other, rows),
    )
    return known


def _likeness(here: Sight, one: str, there: Sight, other: str, rows: Aligned | None) -> Likeness:
    mine, theirs = here.profile.columns[one], there.profile.columns[other]
    shares, others = here.shares(one), there.shares(other)
    fewer = min(shares.height, others.height)
    both = shares.join(others, on="value", how="inner", suffix="_there")
    base = Likeness(
        overlap=_mass(both),
        shared=both.height / fewer if fewer else 0.0,
        written=_mass(here.outlines(one).join(there.outlines(other), on="value", suffix="_there")),
        formed=_mass(here.caseless(one).join(there.caseless(other), on="value", suffix="_there")),
        names=wording.likeness(one, other),
        same_kind=mine.kind == theirs.kind or (mine.kind.is_numeric and theirs.kind.is_numeric),
        distinct=fewer,
        within=_is_within(one, other),
        wordy=_is_wordy(shares["value"]),
        numeric=mine.numbers is not None and theirs.numbers is not None,
    )
    return _by_key(base, here, one, there, other, rows, both) if rows else base


def _is_within(one: str, other: str) -> bool:
    """Whether one name is the other with words added: fax, fax_number."""
    short, long = sorted((set(wording.words(one)), set(wording.words(other))), key=len)
    return short <= long


def _is_wordy(values: pl.Series) -> bool:
    """Whether the values are too long to be met elsewhere by chance."""
    return figure(values.str.len_chars().mean()) >= WORDY and values.str.contains(r"\p{L}").all()


def _by_key(
    base: Likeness,
    here: Sight,
    one: str,
    there: Sight,
    other: str,
    rows: Aligned,
    both: pl.DataFrame,
) -> Likeness:
    ours = here.plain(one).gather(rows.here.tolist()).alias("a")
    theirs = there.plain(other).gather(rows.there.tolist()).alias("b")
    pairs = pl.DataFrame([ours, theirs]).drop_nulls()
    if pairs.height < FEW:
        return base
    equal = float((pairs["a"] == pairs["b"]).sum()) / pairs.height
    chance = float((both["share"] * both["share_there"]).sum())
    agreement = (equal - chance) / (1 - chance) if chance < 0.98 else None
    ordered, ratio = _ordered(here, one, there, other, rows) if base.numeric else (None, None)
    return replace(
        base,
        rows=pairs.height,
        agreement=agreement,
        mapped=_mapped(pairs),
        ordered=ordered,
        ratio=ratio,
    )


def _mass(both: pl.DataFrame) -> float:
    return float(both.select(pl.min_horizontal("share", "share_there").sum()).item())


def _mapped(pairs: pl.DataFrame) -> float | None:
    """How far each value goes with one value of the other column, in both directions.

    None when there are too many values, or one only, so that it would say nothing.
    """
    kinds = (pairs["a"].n_unique(), pairs["b"].n_unique())
    if min(kinds) < 2 or max(kinds) > 50 or max(kinds) * 5 > pairs.height:
        return None
    counted = pairs.group_by("a", "b").len()
    forth, back = (counted.group_by(by).agg(pl.col("len").max())["len"].sum() for by in "ab")
    top = max(int(pairs.group_by(by).len()["len"].to_numpy().max()) for by in "ab")
    if top == pairs.height:
        return None
    return (figure(min(forth, back)) - top) / (pairs.height - top)


def _ordered(
    here: Sight, one: str, there: Sight, other: str, rows: Aligned
) -> tuple[float | None, float | None]:
    mine, theirs = here.profile.columns[one].numbers, there.profile.columns[other].numbers
    if mine is None or theirs is None:
        return None, None
    a, b = mine.to_numpy()[rows.here], theirs.to_numpy()[rows.there]
    held = np.isfinite(a) & np.isfinite(b)
    a, b = a[held], b[held]
    if len(a) < FEW or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None, None
    ranks = [pl.Series(values).rank("average").to_numpy() for values in (a, b)]
    positive = (a > 0) & (b > 0)
    ratio = float(np.median(b[positive] / a[positive])) if positive.any() else None
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1]), ratio
