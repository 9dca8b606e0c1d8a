"""How a column's values are spread, and where among them those of a finding stand."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from core.readiness.finding import Finding
from core.readiness.tables import moments
from core.readiness.tables.profile import Column, Profile, profiled
from core.readiness.tables.table import ROW, Table

_BINS, _VALUES, _FEW, _MOST_DISTINCT, _MOST_COLUMNS = 40, 8, 12, 200, 60
_LEAST_TIMES, _MOST_MONTHS = 3, 36
_MONTH, _YEAR = "%Y-%m", "%Y"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Bin:
    """Numbers from `low` until `high`: how many, and how many of these a finding is about."""

    low: float
    high: float
    count: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many rows hold a value, of one time if a column tells times (else `when` is empty)."""

    when: str
    value: str
    count: int
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """A column's picture: `bins` of numbers, or `shares` of values by the times in `by`."""

    source: str
    column: str
    bins: tuple[Bin, ...] = ()
    shares: tuple[Share, ...] = ()
    by: str = ""

    @property
    def marks_any(self) -> bool:
        """Whether any of it is what the finding is about."""
        return any(each.flagged for each in self.bins) or any(e.is_flagged for e in self.shares)


def spread(table: Table, finding: Finding, shown: frozenset[str]) -> Spread | None:
    """The spread of the first column a finding is about, learned from the table's sample.

    None where the column is not among those `shown`, or has too many different values to see any.
    """
    about = [each for each in finding.where.columns if each in table.columns]
    if not about or about[0] not in shown:
        return None
    profile = profiled(_narrowed(table, about[0], shown))
    column = profile.columns[about[0]]
    flagged = _flagged(table, column.name, finding)
    if column.numbers is not None and column.distinct > _FEW:
        bins = _bins(column.numbers, table.sample[column.name], flagged)
        return Spread(table.name, column.name, bins=bins)
    if not 1 < column.distinct <= _MOST_DISTINCT:
        return None
    return _shares(profile, column, flagged)


def _narrowed(table: Table, column: str, shown: frozenset[str]) -> Table:
    """The table with the column and as many others as may tell the time."""
    others = [each for each in table.columns if each in shown and each != column]
    columns = (column, *others[:_MOST_COLUMNS])
    return replace(table, columns=columns, sample=table.sample.select(ROW, *columns))


def _flagged(table: Table, column: str, finding: Finding) -> frozenset[str]:
    """The column's values in the finding's rows and evidence, and the one it is named for."""
    rows = table.sample.filter(pl.col(ROW).is_in(finding.where.rows))[column].drop_nulls()
    said = (
        value
        for each in finding.evidence
        if each.source == finding.where.source
        for name, value in each.cells
        if name == column
    )
    return frozenset(rows).union(said, [finding.key.rpartition(":")[2]])


def _bins(numbers: pl.Series, cells: pl.Series, flagged: frozenset[str]) -> tuple[Bin, ...]:
    held = pl.DataFrame({"number": numbers, "flagged": cells.is_in(sorted(flagged))}).drop_nulls()
    if held.is_empty():
        return ()
    low, high = float(held["number"].min()), float(held["number"].max())  # type: ignore[arg-type]
    width = (high - low) / _BINS or 1.0
    counted = (
        held.with_columns(
            bin=((pl.col("number") - low) / width).floor().clip(0, _BINS - 1).cast(pl.Int32)
        )
        .group_by("bin")
        .agg(pl.len().alias("count"), pl.col("flagged").sum())
        .sort("bin")
    )
    return tuple(
        Bin(low + n * width, low + (n + 1) * width, count, marked)
        for n, count, marked in counted.iter_rows()
    )


def _shares(profile: Profile, column: Column, flagged: frozenset[str]) -> Spread:
    by = moments.recorded(profile)
    often = column.counts["value"].head(_VALUES).to_list()
    named = set(often) | flagged
    cells = profile.table.sample[column.name]
    value = cells.set(~cells.is_in(sorted(named)) & cells.is_not_null(), OTHERS)
    whens = _whens(profile, by) if by and by != column.name else None
    when = whens if whens is not None else pl.Series([""]).extend_constant("", len(cells) - 1)
    counted = (
        pl.DataFrame({"when": when, "value": value})
        .drop_nulls()
        .group_by("when", "value")
        .agg(pl.len().alias("count"))
        .sort("when", "value")
    )
    shares = tuple(
        Share(when, value, count, value in flagged) for when, value, count in counted.iter_rows()
    )
    told_by = by if whens is not None and by else ""
    return Spread(profile.table.name, column.name, shares=shares, by=told_by)


def _whens(profile: Profile, by: str) -> pl.Series | None:
    """The month of each row, or its year where there are too many months; None for too few times."""
    days = moments.days(profile, by)
    first = [None if day is None else date(1970, 1, 1) + timedelta(days=day) for day in days]
    for pattern in (_MONTH, _YEAR):
        whens = pl.Series([None if day is None else day.strftime(pattern) for day in first])
        if _LEAST_TIMES <= whens.drop_nulls().n_unique() <= _MOST_MONTHS:
            return whens
    return None
