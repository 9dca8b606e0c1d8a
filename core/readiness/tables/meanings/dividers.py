"""The column that says how another one is to be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.readiness.tables.forms import figure, present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

SHARE, ROWS = 0.05, 20
"""A meaning takes in at least so many of a column's rows."""
PURE = 0.97
MOST_CODES, MOST_NUMBERS = 20, 12
DIVIDERS = frozenset(
    {ColumnKind.CATEGORY, ColumnKind.BOOLEAN, ColumnKind.GENDER, ColumnKind.INTEGER}
)
TELLS = re.compile(
    r"type|kind|unit|uom|measure|metric|system|scheme|attribute|field|propert|parameter|currency"
    r"|domain|standard|qualifier|format|channel|method|source|mode|basis|class|categor|record",
    re.IGNORECASE,
)
"""Words in the names of columns that say how another column is to be read."""
MEASURES = re.compile(
    r"unit|uom|measure|metric|attribute|parameter|propert|analyte|indicator|sensor", re.IGNORECASE
)
"""Of these, the ones that say in what, or of what, a number is."""
WAYS = re.compile(r"source|channel|system|method|mode|basis|format|scheme", re.IGNORECASE)
"""And the ones that say how it was recorded."""
Dividers = Mapping[str, pl.Series]
"""Columns that may be one, and their values by row."""


@dataclass(frozen=True, slots=True)
class Divider:
    """A column that tells the meanings of another apart, right in `purity` of the rows."""

    name: str
    purity: float
    codes: dict[str, str]  # the group of each of its values


def dividers_of(profile: Profile) -> Dividers:
    """The columns that may say how another is to be read, with their values by row."""
    return {
        name: present(profile, name)
        for name, column in profile.columns.items()
        if column.kind in DIVIDERS
        and 2
        <= column.distinct
        <= (MOST_NUMBERS if column.kind is ColumnKind.INTEGER else MOST_CODES)
        and column.counts["count"].sum() >= 0.9 * column.rows
    }


def divider_of(
    profile: Profile, name: str, groups: pl.Series, dividers: Dividers
) -> Divider | None:
    """The column whose values tell the groups apart best; None when none does nearly always."""
    found = [
        divider
        for other, codes in dividers.items()
        if other != name and (divider := _divides(other, codes, groups))
    ]
    ranked = sorted(
        found,
        key=lambda each: (
            -round(each.purity, 2),
            not TELLS.search(each.name),
            len(each.codes),
            profile.table.columns.index(each.name),
        ),
    )
    return ranked[0] if ranked else None


def _divides(other: str, codes: pl.Series, groups: pl.Series) -> Divider | None:
    frame = pl.DataFrame([codes.alias("code"), groups.alias("group")]).drop_nulls()
    counted = (
        frame.group_by("code", "group")
        .len()
        .sort(["code", "len", "group"], descending=[False, True, False])
    )
    best = counted.group_by("code", maintain_order=True).first()
    total = frame.height
    most = frame["group"].value_counts()["count"].max()
    if not total or best["group"].n_unique() < 2:
        return None
    purity = figure(best["len"].sum()) / total
    unexplained = 1 - figure(most) / total
    # a code of which a few rows only are known tells nothing
    if purity < PURE or (1 - purity) > 0.2 * unexplained or total < 2 * ROWS:
        return None
    return Divider(other, purity, dict(best.select("code", "group").iter_rows()))
