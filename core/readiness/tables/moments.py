"""Dates as numbers of days, and the column that says when a row came to be."""

import re

import polars as pl

from core.readiness.tables.dates import dated
from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

RECORDED = (
    "record",
    "creat",
    "report",
    "order",
    "open",
    "enter",
    "submit",
    "receiv",
    "log",
    "post",
)
OTHER_TIMES = ("birth", "born", "dob", "expir", "due", "death", "valid", "end", "clos", "until")


def days(profile: Profile, name: str) -> pl.Series:
    """Days since 1970 by row of the sample, null where there is no date to be read.

    Float64: a time of day is the part behind the point.
    """
    return read(present(profile, name))


def read(values: pl.Series) -> pl.Series:
    """Dates as text to days since 1970; what is no date becomes null."""
    distinct = values.drop_nulls().unique(maintain_order=True).alias("raw")
    day = dated(distinct).cast(pl.Int32).cast(pl.Float64) + _clock(distinct)
    table = pl.DataFrame([distinct, day.alias("day")])
    rows = values.alias("raw").to_frame()
    return rows.join(table, on="raw", how="left", maintain_order="left")["day"]


def _clock(values: pl.Series) -> pl.Series:
    """The time of day as a part of a day, 0 where none is given."""
    hours, minutes = (
        values.str.extract(r"[T ,](\d{1,2}):(\d{2})", group).cast(pl.Float64, strict=False)
        for group in (1, 2)
    )
    afternoon = values.str.contains(r"(?i)\d ?p\.?m") & (hours < 12)
    hours = hours + afternoon.fill_null(value=False).cast(pl.Float64) * 12
    return ((hours + minutes / 60) / 24).fill_null(0.0)


def dates(profile: Profile) -> list[str]:
    """The columns of dates that are mostly filled in, in the table's order."""
    return [
        name
        for name, column in profile.columns.items()
        if column.kind is ColumnKind.DATE and column.distinct >= 5
    ]


def recorded(profile: Profile) -> str | None:
    """The column of the day a row came to be; None when no column of dates is likely to say so."""
    likely = [name for name in dates(profile) if _is_filled(profile, name) and not _speaks_of(name)]
    named = [name for name in likely if any(word in name.lower() for word in RECORDED)]
    return next(iter(named or likely), None)


def _is_filled(profile: Profile, name: str) -> bool:
    column = profile.columns[name]
    return column.counts["count"].sum() >= 0.8 * column.rows


def _speaks_of(name: str) -> bool:
    """Whether the name speaks of a time that is not the row's own: of birth, of an end."""
    return bool(re.search("|".join(OTHER_TIMES), name.lower()))
