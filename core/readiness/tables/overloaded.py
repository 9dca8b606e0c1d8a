"""Columns with several meanings: values of unlike families or ranges, and what tells them apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import cited, phrases
from core.readiness.tables.forms import figure, present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.meanings.dividers import (
    ROWS,
    SHARE,
    TELLS,
    Divider,
    Dividers,
    divider_of,
    dividers_of,
)
from core.readiness.tables.meanings.families import grouped, unlike
from core.readiness.tables.meanings.ranges import ranged, two_crowds
from core.readiness.tables.meanings.systems import shaped, two_systems
from core.readiness.tables.profile import Profile
from core.readiness.tables.widths import narrowed

FEWEST_VALUES = 6
POSTAL = re.compile("zip|post_?code|postal", re.IGNORECASE)
"""Codes of several countries stand in one column by right."""
CODED = frozenset({ColumnKind.CATEGORY, ColumnKind.TEXT, ColumnKind.IDENTIFIER})


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of a column's meanings: what its values are, how many, and under which code, if any."""

    what: str
    rows: int
    codes: tuple[str, ...] = ()


def found(profile: Profile) -> Iterator[Finding]:
    """One finding for each column of the table that has several meanings."""
    profile = narrowed(profile)
    dividers = dividers_of(profile)
    for name, column in profile.columns.items():
        if column.distinct >= FEWEST_VALUES:
            for look in (_by_family, _by_range, _by_shape):
                if finding := look(profile, name, dividers):
                    yield finding
                    break


def _by_family(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    """Values of unlike families, told apart by another column or too unlike for one."""
    values = present(profile, name)
    groups = grouped(values)
    if groups is None:
        return None
    divider = divider_of(profile, name, groups, dividers)
    if divider is None and not unlike(values, groups):
        return None
    return _finding(profile, name, _meanings(values, groups, divider), divider, groups, "family")


def _by_shape(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    """Codes of fixed shapes, told apart by a column of kinds or too unlike for one system."""
    column = profile.columns[name]
    if column.kind not in CODED and not _is_partly_numbers(profile, name):
        return None
    values = present(profile, name)
    shapes = shaped(values)
    if shapes is None:
        return None
    telling = {other: codes for other, codes in dividers.items() if TELLS.search(other)}
    divider = divider_of(profile, name, shapes, telling)
    if divider is None and (POSTAL.search(name) or not two_systems(values, shapes)):
        return None
    return _finding(profile, name, _meanings(values, shapes, divider), divider, shapes, "shape")


def _is_partly_numbers(profile: Profile, name: str) -> bool:
    column = profile.columns[name]
    if column.numbers is None:
        return False
    return column.numbers.null_count() - column.empty >= SHARE * column.rows


def _by_range(profile: Profile, name: str, dividers: Dividers) -> Finding | None:
    """Numbers in ranges that another column tells apart, or with a wide gap between them."""
    column = profile.columns[name]
    numbers = column.numbers
    if numbers is None or not column.kind.is_numeric or column.kind is ColumnKind.YEAR:
        return None
    if by := ranged(name, numbers, dividers):
        group_of = {code: str(place) for place, codes in enumerate(by.groups) for code in codes}
        told = dividers[by.divider].replace_strict(group_of, default=None, return_dtype=pl.String)
        divider = Divider(by.divider, 1.0, group_of)
    elif (top := two_crowds(numbers)) is not None:
        told = (numbers > top).cast(pl.String)
        divider = None
    else:
        return None
    meanings = [
        _range(numbers.filter((told == group).fill_null(value=False)), _codes(divider, group))
        for group in sorted(told.drop_nulls().unique())
    ]
    return _finding(profile, name, meanings, divider, told, "range")


def _range(numbers: pl.Series, codes: tuple[str, ...]) -> Meaning:
    held = numbers.drop_nulls()
    low, high = held.quantile(0.02), held.quantile(0.98)
    return Meaning(f"numbers from about {low:,.6g} to {high:,.6g}", len(held), codes)


def _meanings(values: pl.Series, groups: pl.Series, divider: Divider | None) -> list[Meaning]:
    counts = (
        groups.drop_nulls()
        .value_counts(sort=True)
        .sort(["count", "group"], descending=[True, False])
    )
    large = counts.filter(pl.col("count") >= max(ROWS, SHARE * figure(counts["count"].sum())))
    meanings = []
    for group, rows in large.iter_rows():
        held = values.filter((groups == group).fill_null(value=False))
        examples = sorted(held.unique().sort().head(2))
        what = f"{group} like {' and '.join(examples)}"
        meanings.append(Meaning(what, rows, _codes(divider, group)))
    return meanings


def _codes(divider: Divider | None, group: str) -> tuple[str, ...]:
    """The divider's values that stand for a group."""
    return tuple(code for code, told in (divider.codes if divider else {}).items() if told == group)


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
        what=f"“{name}” means several things{when}: {said}.",
        poisons=f"Whoever filters, sums or quotes “{name}” mixes things that have nothing in common.",
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
        f" where {divider.name} is {phrases.quoted(meaning.codes, 3)}"
        if divider and meaning.codes
        else ""
    )
    return f"{meaning.what} in {phrases.rows(meaning.rows)}{where}"


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
