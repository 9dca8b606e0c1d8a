"""A column's values in groups that belong to unlike families: dates, amounts, codes, weekdays."""

import polars as pl

from core.readiness.tables.closed_sets import set_of
from core.readiness.tables.forms import Family, family, figure
from core.readiness.tables.meanings.dividers import ROWS, SHARE

FEWEST_VALUES = 5
NUMERIC = frozenset({Family.NUMBER, Family.MONEY, Family.PERCENT})
NAMED = frozenset({Family.DIGITS, Family.CODE})
WRITTEN = frozenset({Family.WORDS, Family.TEXT})
ALONE = frozenset({Family.EMAIL, Family.LINK, Family.DATE, Family.PHONE, Family.TIME})
"""Families whose values no column holds beside others on purpose."""


def grouped(values: pl.Series) -> pl.Series | None:
    """The group of each value by its family; None when nearly all are of one group.

    Words and free text are one group, so are amounts however written, so are codes with and without
    letters; a group takes in at least twenty rows and a twentieth of them.
    """
    distinct = values.drop_nulls().unique(maintain_order=True)
    names = pl.DataFrame({"raw": distinct, "group": _group(distinct)})
    groups = (
        values.alias("raw")
        .to_frame()
        .join(names, on="raw", how="left", maintain_order="left")["group"]
    )
    counts = groups.drop_nulls().value_counts(sort=True)
    large = counts.filter(pl.col("count") >= max(ROWS, SHARE * figure(counts["count"].sum())))
    if large.height < 2 or large["count"].sum() < 0.9 * figure(counts["count"].sum()):
        return None
    rich = [values.filter(groups == group).n_unique() >= FEWEST_VALUES for group in large["group"]]
    return groups if sum(rich) >= 2 else None


def _group(values: pl.Series) -> pl.Series:
    seen = family(values.alias("value"))
    # numbers that all have the same number of digits name things and measure nothing
    plain = seen == Family.NUMBER.value
    lengths = values.filter(plain).str.len_chars()
    fixed = lengths.n_unique() == 1 and len(lengths) > 5 and figure(lengths.min()) >= 3
    fixed = fixed and bool(values.filter(plain).str.contains(r"^\d+$").all())
    merged = {each.value: _merged(each, fixed) for each in Family}
    known = set_of(values)
    return known.zip_with(known.is_not_null(), seen.replace_strict(merged)).alias("group")


def _merged(each: Family, fixed: bool) -> str:
    if each in WRITTEN:
        return "text"
    if each in NAMED or (fixed and each is Family.NUMBER):
        return "codes"
    return "amounts" if each in NUMERIC else each.value


def unlike(values: pl.Series, groups: pl.Series) -> bool:
    """Whether the groups are so unlike that no column would hold both on purpose.

    Without a column that tells them apart, codes beside text or amounts are no proof: house
    numbers, flat numbers and sizes are written in both ways.
    """
    counts = groups.drop_nulls().value_counts(sort=True)
    large = counts.filter(pl.col("count") >= max(ROWS, 0.1 * figure(counts["count"].sum())))
    names = list(large["group"])
    if len(names) < 2 or not all(_is_varied(values.filter(groups == name)) for name in names):
        return False
    if "text" in names and not _is_wordy(values.filter(groups == "text")):
        return False
    return bool(set(names) & {each.value for each in ALONE}) or set(names) == {"amounts", "text"}


def _is_varied(values: pl.Series) -> bool:
    """Whether there are many values and none stands for most: a word for "none" is no meaning."""
    counts = values.value_counts(sort=True)["count"]
    return len(counts) >= 8 and int(counts[0]) <= 0.5 * len(values)


def _is_wordy(texts: pl.Series) -> bool:
    return figure(texts.str.contains(r"^\p{L}[\p{L} .,'&-]{2,}$").mean()) >= 0.9
