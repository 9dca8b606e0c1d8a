"""Days as people write them, and whether the day or the month comes first."""

import polars as pl

from core.readiness.tables import shapes

_SLASHED = r"^(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})\b"
_YEAR_FIRST = r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_DAY_NAMED = (
    r"(?i)^(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]*(?P<month>[a-z]{3})[a-z]*[ ,.-]*"
    r"(?P<year>\d{4}|\d{2})"
)
_NAMED_DAY = (
    r"(?i)^(?P<month>[a-z]{3})[a-z]*\.? *(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})"
)
_MONTHS = dict(
    zip(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        map(str, range(1, 13)),
        strict=True,
    )
)
_PIVOT = 50  # two digits below it are of this century


def dated(values: pl.Series) -> pl.Series:
    """The day of each text value, Date, null for what names none.

    Of 03/04/2020 the day comes first only when some other value shows it (a first part over 12)
    and none shows the opposite more often.
    """
    text = values.str.strip_chars().alias("text")
    first = is_day_first(text)
    frame = text.to_frame()
    slashed = _grouped(_SLASHED)
    day, month = ("first", "second") if first else ("second", "first")
    parts = [
        _day(_grouped(_YEAR_FIRST)),
        _made(slashed.struct["year"], slashed.struct[month], slashed.struct[day]),
        _day(_grouped(_DAY_NAMED), named=True),
        _day(_grouped(_NAMED_DAY), named=True),
        pl.when(pl.col("text").str.contains(shapes.COMPACT)).then(
            pl.col("text").str.to_date("%Y%m%d", strict=False)
        ),
    ]
    return frame.select(pl.coalesce(parts).alias(values.name)).to_series()


def is_day_first(values: pl.Series) -> bool:
    """Whether dates with the year last have their day first."""
    day_first, month_first = order_shown(values)
    return int(day_first.sum()) > int(month_first.sum())


def order_shown(values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Which values can only be day first, and which can only be month first."""
    groups = values.str.extract_groups(_SLASHED)
    first = groups.struct["first"].cast(pl.Int32)
    second = groups.struct["second"].cast(pl.Int32)
    return (first > 12) & (second <= 12), (second > 12) & (first <= 12)


def _grouped(pattern: str) -> pl.Expr:
    return pl.col("text").str.extract_groups(pattern)


def _day(groups: pl.Expr, *, named: bool = False) -> pl.Expr:
    month = groups.struct["month"]
    if named:
        month = month.str.to_lowercase().replace_strict(_MONTHS, default=None)
    return _made(groups.struct["year"], month, groups.struct["day"])


def _made(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    number = year.cast(pl.Int32)
    full = pl.when(year.str.len_chars() > 2).then(number)
    century = pl.when(number < _PIVOT).then(number + 2000).otherwise(number + 1900)
    text = pl.concat_str(
        full.otherwise(century).cast(pl.String).str.zfill(4),
        month.str.zfill(2),
        day.str.zfill(2),
        separator="-",
    )
    return text.str.to_date("%Y-%m-%d", strict=False)
