"""What kind of thing a column holds, as people mean it and not as a parser would cast it."""

from enum import StrEnum

import polars as pl

from core.readiness.tables import names, shapes
from core.readiness.tables.numbers import written
from core.readiness.tables.units import unit_of

_MOSTLY = 0.8
_ALMOST_ALL = 0.98
_PADDED = 0.02


class ColumnKind(StrEnum):
    """What a column holds."""

    EMPTY = "empty"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FLOAT = "float"
    PERCENT = "percent"  # numbers written with a percent sign
    MONEY = "money"  # numbers written with a currency
    QUANTITY = "quantity"  # numbers written with a unit of measure
    YEAR = "year"
    DATE = "date"  # days, with or without a time
    PERIOD = "period"  # months, quarters, school years
    TIME = "time"  # times of day
    GENDER = "gender"
    IDENTIFIER = "identifier"  # names things: keys, codes, postcodes, telephone numbers
    CATEGORY = "category"  # text of few different values
    TEXT = "text"

    @property
    def is_numeric(self) -> bool:
        """Whether its values are numbers that one may compare by size."""
        return self in _NUMERIC


_NUMERIC = frozenset(
    {
        ColumnKind.INTEGER,
        ColumnKind.FLOAT,
        ColumnKind.PERCENT,
        ColumnKind.MONEY,
        ColumnKind.QUANTITY,
        ColumnKind.YEAR,
    }
)
_TRUTH = ({"yes", "no"}, {"y", "n"}, {"true", "false"}, {"t", "f"}, {"1", "0"}, {"on", "off"})
_TRUTHS = frozenset({"yes", "no", "y", "n", "true", "false"})
_UNDECIDED = frozenset(
    {"don't know", "dont know", "do not know", "not sure", "unsure", "undecided"}
)
_SEXES = frozenset(
    {"male", "female", "m", "f", "man", "woman", "men", "women", "nonbinary", "other"}
)
_SEXED = frozenset({"male", "female", "man", "woman"})
_MOMENT = r"\d[-/.:–]\s?\d|[A-Za-z]{3}.*\d|\d[A-Za-z]{3}|^\d{8}$|[qQ][1-4]"
"""What every day, period or time of day has in it somewhere."""
_LOOKED_AT = 200
_FEW, _FEW_SHARE = 60, 0.5


def kind_of(name: str, present: pl.DataFrame) -> ColumnKind:
    """The kind of a column by its name and the `value` and `count` of its present values."""
    if present.is_empty():
        return ColumnKind.EMPTY
    plain = present.with_columns(pl.col("value").str.strip_chars())
    return (
        _truth(plain)
        or _gender(name, plain)
        or _moment(plain)
        or _number(name, plain)
        or _words(name, plain)
    )


def share(present: pl.DataFrame, holds: pl.Series) -> float:
    """The share of cells whose value `holds`, weighted by their counts."""
    total = int(present["count"].sum())
    held = int(present["count"].filter(holds.fill_null(value=False)).sum())
    return held / total if total else 0.0


def _truth(plain: pl.DataFrame) -> ColumnKind | None:
    if plain.height > 12:
        return None
    lower = set(plain["value"].str.to_lowercase()) - _UNDECIDED
    # 1 alone is as well a count; "yes" alone is an answer.
    decided = any(lower <= pair and (len(lower) == 2 or pair == {"yes", "no"}) for pair in _TRUTH)
    decided = decided or (len(lower) > 2 and lower <= _TRUTHS)
    return ColumnKind.BOOLEAN if lower and decided else None


def _gender(name: str, plain: pl.DataFrame) -> ColumnKind | None:
    if not (names.is_sex(name) or _SEXES & set(plain["value"].head(5).str.to_lowercase())):
        return None
    lower = plain["value"].str.to_lowercase()
    sexes = share(plain, lower.is_in(sorted(_SEXES)))
    if sexes >= _MOSTLY and _SEXED & set(lower):
        return ColumnKind.GENDER
    if names.is_sex(name) and (plain.height <= 4 or sexes > 0):
        return ColumnKind.GENDER
    return None


def _moment(plain: pl.DataFrame) -> ColumnKind | None:
    values = plain["value"]
    if not values.gather_every(1 + len(values) // _LOOKED_AT).str.contains(_MOMENT).any():
        return None
    for kind, patterns in (
        (ColumnKind.DATE, "|".join(f"(?:{shape})" for shape in shapes.DATES.values())),
        (ColumnKind.PERIOD, "|".join(f"(?:{shape})" for shape in shapes.PERIODS.values())),
        (ColumnKind.TIME, shapes.CLOCK),
    ):
        if share(plain, values.str.contains(patterns)) >= _MOSTLY:
            return kind
    if plain.height > 1 and share(plain, values.str.contains(shapes.COMPACT)) >= _ALMOST_ALL:
        return ColumnKind.DATE
    return None


def _number(name: str, plain: pl.DataFrame) -> ColumnKind | None:
    read = written(plain["value"])
    units = read["unit"].drop_nulls().unique()
    known = [unit for unit in units if not unit or unit_of(unit)]
    numeric = read["number"].is_not_null() & read["unit"].is_in(known)
    if share(plain, numeric) < _MOSTLY:
        return None
    bare = read["unit"] == ""
    if share(plain, bare) >= share(plain, numeric) / 2:
        return _bare(name, plain.filter(bare), read["number"].filter(bare))
    lettered = read["unit"].str.contains(r"^[A-Za-z]$").fill_null(value=False)
    if read["number"].filter(lettered).n_unique() < 5 and share(plain, lettered) > 1 - _MOSTLY:
        return None  # 1A, 2B and 3C are names of classes
    return _measured(plain, read["unit"])


def _measured(plain: pl.DataFrame, units: pl.Series) -> ColumnKind | None:
    shares: dict[str, float] = {}
    for spelling in sorted(units.drop_nulls().unique()):
        unit = unit_of(spelling) if spelling else None
        if unit:
            shares[unit.dimension] = shares.get(unit.dimension, 0.0) + share(
                plain, units == spelling
            )
    most = max(shares, key=lambda dimension: shares[dimension])
    if shares[most] < _MOSTLY * sum(shares.values()):
        return None
    return {"share": ColumnKind.PERCENT, "money": ColumnKind.MONEY}.get(most, ColumnKind.QUANTITY)


def _bare(name: str, plain: pl.DataFrame, numbers: pl.Series) -> ColumnKind:
    if share(plain, plain["value"].str.contains(shapes.WHOLE)) < 0.995:
        return ColumnKind.FLOAT
    least = _MOSTLY if names.is_year(name) else _ALMOST_ALL
    if share(plain, numbers.is_between(1000, 2200)) >= least and _are_years(name, numbers):
        return ColumnKind.YEAR
    if names.is_month(name) and share(plain, numbers.is_between(1, 12)) >= _ALMOST_ALL:
        return ColumnKind.PERIOD
    if names.is_time(name) and plain.height > 24 and share(plain, _clocks(numbers)) >= _ALMOST_ALL:
        return ColumnKind.TIME
    if names.is_identifier(name) or share(plain, plain["value"].str.contains(r"^0\d")) > _PADDED:
        return ColumnKind.IDENTIFIER
    return ColumnKind.INTEGER


def _are_years(name: str, numbers: pl.Series) -> bool:
    """By the name, or because they are of our time and leave no year out between."""
    if names.is_year(name):
        return True
    recent = numbers.filter(numbers.is_between(1900, 2100))
    low, high = recent.quantile(0.02, "lower"), recent.quantile(0.98, "lower")
    if low is None or high is None or len(recent) < 3 or len(recent) < len(numbers) * _MOSTLY:
        return False
    return len(recent) <= 150 and len(recent) >= 0.8 * (high - low + 1)


def _clocks(numbers: pl.Series) -> pl.Series:
    return (numbers < 2400) & (numbers % 100 < 60) & (numbers >= 0)


def _words(name: str, plain: pl.DataFrame) -> ColumnKind:
    rows = int(plain["count"].sum())
    coded = share(plain, plain["value"].str.contains(shapes.CODE))
    digits = share(plain, plain["value"].str.contains(r"\d"))
    unique = plain.height / rows
    if share(plain, plain["value"].str.contains(shapes.PHONE)) >= _MOSTLY:
        return ColumnKind.IDENTIFIER
    named = names.is_identifier(name)
    many = unique >= 0.9 or (named and plain.height > _FEW)
    if coded >= _ALMOST_ALL and (digits >= _MOSTLY or named) and many:
        return ColumnKind.IDENTIFIER
    few = plain.height <= _FEW or plain.height <= rows * 0.02
    return ColumnKind.CATEGORY if few and unique <= _FEW_SHARE else ColumnKind.TEXT
