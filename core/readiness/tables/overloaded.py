"""Columns with several meanings: values of unlike families or ranges, and what tells them apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import cited
from core.readiness.tables.closed_sets import set_of
from core.readiness.tables.forms import Family, family, figure, present, shape
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

SHARE, ROWS, FEWEST_VALUES = 0.05, 20, 5
PURE = 0.97
MOST_CODES = 20
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
NUMERIC = frozenset({Family.NUMBER, Family.MONEY, Family.PERCENT})
NAMED = frozenset({Family.DIGITS, Family.CODE})
WRITTEN = frozenset({Family.WORDS, Family.TEXT})
ALONE = frozenset({Family.EMAIL, Family.LINK, Family.DATE, Family.PHONE, Family.TIME})
FAR = 10.0
Dividers = Mapping[str, pl.Series]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of a column's meanings: what its values are, how many, and under which code, if any."""

    what: str
    rows: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divider:
    """A column that tells the meanings of another apart, right in `purity` of the rows."""

    name: str
    purity: float
    codes: dict[str, str]  # the group of each of its values


def found(profile: Profile) -> Iterator[Finding]:
    """One finding for each column of the table that has several meanings."""
    dividers = _dividers(profile)
    for name, column in profile.columns.items():
        if column.distinct >= 6:
            finding = _of_families(profile, name, dividers) or _of_ranges(profile, name, dividers)
            if finding:
                yield finding


def _dividers(profile: Profile) -> Dividers:
    """The columns that may say how another is to be read, with their values by row."""
    return {
        name: present(profile, name)
        for name, column in profile.columns.items()
        if column.kind in DIVIDERS
        and 2 <= column.distinct <= (12 if column.kind is ColumnKind.INTEGER else MOST_CODES)
        and column.counts["count"].sum() >= 0.9 * column.rows
    }


# --- families of values


def _of_families(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    values = present(profile, name)
    groups = grouped(values)
    if groups is None:
        return None
    divider = divider_of(profile, name, groups, dividers)
    meanings = _meanings(values, groups, divider)
    if divider is None and not _unlike(values, groups):
        return None
    return _finding(profile, name, meanings, divider, groups, "family")


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


def _unlike(values: pl.Series, groups: pl.Series) -> bool:
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


# --- what tells the groups apart


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


def _meanings(values: pl.Series, groups: pl.Series, divider: Divider | None) -> list[Meaning]:
    counts = (
        groups.drop_nulls()
        .value_counts(sort=True)
        .sort(["count", "group"], descending=[True, False])
    )
    large = counts.filter(pl.col("count") >= max(ROWS, SHARE * figure(counts["count"].sum())))
    meanings = []
    for group, rows in large.iter_rows():
        codes = tuple(
            code for code, told in (divider.codes if divider else {}).items() if told == group
        )
        shown = values.filter((groups == group).fill_null(value=False)).value_counts(sort=True)
        examples = sorted(shown["value" if "value" in shown.columns else shown.columns[0]].head(2))
        meanings.append(Meaning(f"{group} like {' and '.join(examples)}", rows, codes))
    return meanings


# --- shapes and ranges that another column tells apart


def _of_ranges(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    column = profile.columns[name]
    if column.numbers is not None and column.kind.is_numeric and column.kind is not ColumnKind.YEAR:
        return _of_numbers(profile, name, column.numbers, dividers)
    if column.kind in {ColumnKind.CATEGORY, ColumnKind.TEXT, ColumnKind.IDENTIFIER}:
        return _of_shapes(profile, name, dividers)
    return None


def _of_shapes(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    """Codes of two fixed shapes with nothing in common, told apart by a column of kinds."""
    values = present(profile, name)
    shapes = shape(values)
    counts = shapes.drop_nulls().value_counts(sort=True)
    large = counts.filter(pl.col("count") >= max(ROWS, 0.1 * figure(counts["count"].sum())))
    if not 2 <= large.height <= 4 or large["count"].sum() < 0.95 * figure(counts["count"].sum()):
        return None
    if any(len(each) < 2 or " " in each for each in large[large.columns[0]]):
        return None
    telling = {other: codes for other, codes in dividers.items() if TELLS.search(other)}
    divider = divider_of(profile, name, shapes, telling)
    if divider is None and not _two_systems(values, shapes, list(large[large.columns[0]])):
        return None
    return _finding(
        profile, name, _meanings(values, shapes.alias("group"), divider), divider, shapes, "shape"
    )


def _two_systems(values: pl.Series, shapes: pl.Series, large: Sequence[str]) -> bool:
    """Whether some codes are digits alone and the others have letters and another number of digits:
    a telephone extension and a room, not one number with and without its prefix."""
    if len(large) != 2:
        return False
    digits, letters = sorted(large, key=lambda each: sum(sign in "Aa" for sign in each))
    varied = all(values.filter(shapes == each).n_unique() >= 8 for each in large)
    lettered = sum(sign in "Aa" for sign in letters) >= 2
    return varied and lettered and set(digits) == {"9"} and digits.count("9") != letters.count("9")


def _of_numbers(
    profile: Profile, name: str, numbers: pl.Series, dividers: Dividers
) -> Finding | None:
    """Numbers in ranges that keep apart, where another column says which range a row is in."""
    ranked = []
    for other, told_by in dividers.items():
        measures = bool(MEASURES.search(other))
        spread = Spread(0.05, 1.0) if measures else Spread(0.02, 3.0 if WAYS.search(other) else FAR)
        groups = _ranges(told_by, numbers, spread) if other != name else None
        if groups and (measures or len(groups) == 2):
            ranked.append((not measures, len(groups), other, groups))
    if not ranked:
        return _of_two_ranges(profile, name, numbers)
    _, _, other, groups = min(ranked, key=lambda each: each[:3])
    group_of = {code: str(place) for place, codes in enumerate(groups) for code in codes}
    told = dividers[other].replace_strict(group_of, default=None, return_dtype=pl.String)
    meanings = [
        _range(numbers.filter((told == str(n)).fill_null(value=False)), tuple(codes))
        for n, codes in enumerate(groups)
    ]
    return _finding(profile, name, meanings, Divider(other, 1.0, group_of), told, "range")


@dataclass(frozen=True, slots=True)
class Spread:
    """How ranges are told apart: from which quantile they count, and how many times one is above
    the other at least."""

    tail: float
    gap: float


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
        if distinct < 5:
            return None
        if not groups or (top > 0 and low > top * spread.gap):
            groups.append([code])
        else:
            groups[-1].append(code)
        top = max(top, high)
    rows = dict(spans.select("code", "rows").iter_rows())
    enough = all(sum(rows[c] for c in group) >= SHARE * frame.height for group in groups)
    return groups if 2 <= len(groups) <= 6 and enough else None


def _range(numbers: pl.Series, codes: tuple[str, ...] = ()) -> Meaning:
    held = numbers.drop_nulls()
    low, high = held.quantile(0.02), held.quantile(0.98)
    return Meaning(f"numbers from about {low:,.6g} to {high:,.6g}", len(held), codes)


def _of_two_ranges(profile: Profile, name: str, numbers: pl.Series) -> Finding | None:
    """Two crowds of numbers with nothing between them, one at least a hundred times the other."""
    if profile.columns[name].kind is ColumnKind.IDENTIFIER:
        return None
    held = np.sort(numbers.drop_nulls().to_numpy())
    held = held[held > 0]
    if len(held) < 10 * ROWS:
        return None
    gaps = np.log(held[1:] / held[:-1])
    cut = int(np.argmax(gaps)) + 1
    low, high = held[:cut], held[cut:]
    crowds = min(len(low), len(high)) >= 0.1 * len(held)
    rich = min(len(np.unique(low)), len(np.unique(high))) >= 20
    tight = all(np.quantile(each, 0.9) <= FAR * np.quantile(each, 0.1) for each in (low, high))
    if not (crowds and rich and tight and gaps[cut - 1] >= np.log(FAR)):
        return None
    groups = pl.Series(
        np.where(numbers.is_null(), "", np.where(numbers.fill_null(0) <= low[-1], "0", "1"))
    )
    meanings = [_range(pl.Series(low)), _range(pl.Series(high))]
    return _finding(profile, name, meanings, None, groups.set(groups == "", None), "range")


# --- saying it


def _finding(
    profile: Profile,
    name: str,
    meanings: Sequence[Meaning],
    divider: Divider | None,
    groups: pl.Series,
    how: str,
) -> Finding:
    columns = (name, divider.name) if divider else (name,)
    fewest = min(meanings, key=lambda each: each.rows)
    at = _of_each(groups)
    said = "; ".join(_said(meaning, divider) for meaning in meanings)
    when = f", depending on {divider.name}" if divider else ""
    return Finding(
        kind=Kind.OVERLOADED_COLUMN,
        where=Where(profile.table.name, columns, cited.numbered(profile.table, at)),
        what=f"{name} means several things{when}: {said}.",
        poisons=f"Whoever filters, sums or quotes {name} mixes things that have nothing in common.",
        remedy=_remedy(name, divider),
        severity=Severity.HIGH,
        confidence=0.9 if divider else 0.7,
        affected=fewest.rows,
        out_of=sum(meaning.rows for meaning in meanings),
        evidence=cited.cited(profile.table, at, columns),
        key=how,
    )


def _said(meaning: Meaning, divider: Divider | None) -> str:
    where = (
        f" where {divider.name} is {cited.listed(meaning.codes, 3)}"
        if divider and meaning.codes
        else ""
    )
    return f"{meaning.what} in {cited.rows(meaning.rows)}{where}"


def _remedy(name: str, divider: Divider | None) -> str:
    if divider:
        return f"Make a column of its own out of {name} for each group of values of {divider.name}."
    return (
        f"Ask where the values of {name} come from, and make a column of its own for each meaning."
    )


def _of_each(groups: pl.Series) -> list[int]:
    """A few places of every group, so that the evidence shows each."""
    counts = groups.drop_nulls().value_counts(sort=True)
    names = counts.sort([counts.columns[1], counts.columns[0]], descending=[True, False])[
        counts.columns[0]
    ].head(4)
    return [place for group in names for place in cited.places(groups == group)[: 10 // len(names)]]
