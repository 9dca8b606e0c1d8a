"""Numbers and days so far from all the others that they are most likely wrong.

A value is reported when it lies apart (see `points.apart`), is rare, and is far off by the median
and the median absolute deviation, on a logarithmic scale as well where all others are above zero,
so that the long tail of prices or populations is left alone.
"""

from collections.abc import Iterator
from math import log

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables.dates import dated
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.names import words
from core.readiness.tables.numbers import parsed
from core.readiness.tables.phrases import figure, quoted, rows
from core.readiness.tables.points import apart, middle_and_spread, points
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.stand_ins import day_of, sentinels
from core.readiness.tables.whole import with_values

_FEWEST = 20
_RARE = 0.01
_FAR, _FAR_IN_LOGS, _BEYOND = 7.0, 6.0, 1.6
_YEARS_APART = 5 * 365.25
_NEVER_NEGATIVE = frozenset(
    {
        "age",
        "price",
        "quantity",
        "qty",
        "count",
        "weight",
        "height",
        "distance",
        "length",
        "duration",
        "salary",
        "population",
        "area",
    }
)
_OLDEST = 125


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column with values far from all others."""
    for column in profile.columns.values():
        if column.kind == ColumnKind.IDENTIFIER:
            continue
        far = outliers(column)
        if far:
            yield _finding(profile, column, far)


def outliers(column: Column) -> list[float]:
    """The numbers, or days since 1970, that lie far from all others and stand for nothing."""
    placed = points(column)
    none = [value for value in sentinels(column) if not isinstance(value, str)]
    placed = placed.filter(~pl.col("number").is_in(none))
    total = int(placed["count"].sum())
    if total < _FEWEST:
        return []
    least = _YEARS_APART if column.kind == ColumnKind.DATE else 0.0
    low, high = apart(placed, least)
    core = placed.filter(~pl.col("number").is_in([*low, *high]))
    far = {value for value in [*low, *high] if _is_far(value, core)} | _impossible(column, placed)
    rare = placed.filter(pl.col("number").is_in(sorted(far)))
    few = int(rare["count"].sum()) <= max(2.0, _RARE * total)
    return rare["number"].to_list() if few else []


def _is_far(value: float, core: pl.DataFrame) -> bool:
    held = core.filter(pl.col("number") != 0)
    # Where most cells are zero, what counts is how the others lie.
    if int(held["count"].sum()) < 0.6 * int(core["count"].sum()):
        core = held
    middle, spread = middle_and_spread(core) if core.height > 3 else (0.0, 0.0)
    if not spread or abs(value - middle) < _FAR * spread:
        return False
    inner = max(abs(float(core["number"][0]) - middle), abs(float(core["number"][-1]) - middle))
    if abs(value - middle) / spread < (inner / spread) ** _BEYOND:
        return False
    if float(core["number"][0]) <= 0 or value <= middle:
        return True
    logs = core.with_columns(pl.col("number").log())
    log_middle, log_spread = middle_and_spread(logs)
    beyond = log(value) - log_middle
    reach = log(float(core["number"][-1])) - log_middle
    return beyond > _FAR_IN_LOGS * log_spread and beyond > _BEYOND * reach


def _impossible(column: Column, placed: pl.DataFrame) -> set[float]:
    """What cannot be by what the column's name says: a negative age, an age of two hundred."""
    if not column.kind.is_numeric:
        return set()
    said = set(words(column.name))
    wrong = placed["number"].is_in([])
    if said & _NEVER_NEGATIVE:
        wrong = wrong | (placed["number"] < 0)
    if "age" in said and float(str(placed["number"].median())) < 100:
        wrong = wrong | (placed["number"] > _OLDEST)
    return set(placed["number"].filter(wrong))


def _finding(profile: Profile, column: Column, far: list[float]) -> Finding:
    table, name = profile.table, column.name
    seen = with_values(table, name, _spelt(column, far))
    return Finding(
        kind=Kind.OUTLIER,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” is {quoted(_spelt(column, far))} in {rows(seen.affected)}, {_beside(column, far)}.",
        poisons=f"Averages, sums and ranges of “{name}”, which one such value can turn around.",
        remedy="Look these rows up where they come from: a slipped decimal point, another unit, or an "
        f"entry in the wrong field. Then set the range that “{name}” may have.",
        severity=Severity.MEDIUM,
        confidence=0.8,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
    )


def _spelt(column: Column, far: list[float]) -> list[str]:
    values = column.counts["value"]
    days = column.kind == ColumnKind.DATE
    numbers = dated(values).cast(pl.Int32).cast(pl.Float64) if days else parsed(values)
    return values.filter(numbers.is_in(far)).to_list()


def _beside(column: Column, far: list[float]) -> str:
    none = [value for value in sentinels(column) if not isinstance(value, str)]
    others = points(column).filter(~pl.col("number").is_in([*far, *none]))["number"]
    if column.kind == ColumnKind.DATE:
        return f"while all others lie between {day_of(others[0])} and {day_of(others[-1])}"
    return f"while all others lie between {figure(others[0])} and {figure(others[-1])}"
