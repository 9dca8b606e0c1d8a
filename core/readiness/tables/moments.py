"""Dates as numbers of days, and the column that says when a row came to be."""

import re

import polars as pl

from core.readiness.tables.forms import present
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Profile

CLOCK = r"(?i)([T ,]+\d{1,2}:\d{2}.*)$"
YEAR_FIRST = ("%Y-%m-%d", "%Y%m%d")
NAMED = ("%d-%b-%Y", "%d-%B-%Y", "%b-%d-%Y", "%B-%d-%Y", "%d-%b-%y")
DAY_FIRST, MONTH_FIRST = ("%d-%m-%Y", "%d-%m-%y"), ("%m-%d-%Y", "%m-%d-%y")
FOUR_DIGITS = r"^\d{1,2}-\d{1,2}-\d{4}$"
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
    """Dates as text to days since 1970; what is no date becomes null.

    Whether 03/04/2020 is of March or of April is decided for all values together, by those that
    can be read in one way only; when all can be read in both, the month comes first.
    """
    distinct = values.drop_nulls().unique(maintain_order=True)
    plain = distinct.str.replace(CLOCK, "").str.replace_all(r"[/. ,]+", "-").str.strip_chars("-")
    first = plain.str.extract(r"^(\d{1,2})-\d{1,2}-\d{2,4}$").cast(pl.Int32, strict=False)
    day_first = bool((first > 12).sum() > (_second(plain) > 12).sum())
    two_part = DAY_FIRST if day_first else MONTH_FIRST
    formats = (*YEAR_FIRST, two_part[0], *NAMED, two_part[1])
    parsed = [_parsed(plain, each) for each in formats]
    table = pl.DataFrame([distinct.alias("raw"), *parsed]).select(
        "raw", (pl.coalesce(*formats).cast(pl.Int32) + _clock(distinct)).alias("day")
    )
    return (
        values.alias("raw")
        .to_frame()
        .join(table, on="raw", how="left", maintain_order="left")["day"]
        .alias(values.name)
    )


def _clock(values: pl.Series) -> pl.Series:
    """The time of day as a part of a day, 0 where none is given."""
    hours, minutes = (
        values.str.extract(r"[T ,](\d{1,2}):(\d{2})", group).cast(pl.Float64, strict=False)
        for group in (1, 2)
    )
    afternoon = values.str.contains(r"(?i)\d ?p\.?m") & (hours < 12)
    hours = hours + afternoon.fill_null(value=False).cast(pl.Float64) * 12
    return ((hours + minutes / 60) / 24).fill_null(0.0)


def _second(plain: pl.Series) -> pl.Series:
    return plain.str.extract(r"^\d{1,2}-(\d{1,2})-\d{2,4}$").cast(pl.Int32, strict=False)


def _parsed(plain: pl.Series, pattern: str) -> pl.Series:
    """Two digits are no year where four are asked for, and the other way round."""
    four = plain.str.contains(r"\d{4}")
    fits = four if "%Y" in pattern else ~four
    return plain.set(~fits, None).str.to_date(pattern, strict=False).alias(pattern)


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
