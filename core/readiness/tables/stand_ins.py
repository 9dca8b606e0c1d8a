"""Which values stand for "none": told by their shape and by how they stand out, never by one alone.

A value lies apart (see `points.apart`) and comes again and again; or lies apart and is written as
people write such values (all nines, the last day of a century); or is the only negative number; or
is so written and comes ten times as often as its neighbours.
"""

from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.names import words
from core.readiness.tables.points import apart, points
from core.readiness.tables.profile import Column

_EPOCH = date(1970, 1, 1)
_YEARS_APART = 3 * 365.25
_OFTEN, _SPIKE = 3, 10
_MANY, _CLEAR = 30, 12
_LIMITS = frozenset({32767, 65535, 2147483647, 4294967295, 12345, 123456, 123456789, 1234567890})
_DAYS = frozenset({"1900-01-01", "1970-01-01", "1899-12-30", "1899-12-31", "1901-01-01"})
_PRICED = frozenset({"price", "cost", "msrp", "amount", "fee", "total", "fare"})
_MOST_ZERO = 0.15
_SAME = r"^(0{5,}|1{5,}|2{5,}|3{5,}|4{5,}|5{5,}|6{5,}|7{5,}|8{5,}|9{5,}|1234567890?)$"


@lru_cache(maxsize=64)
def sentinels(column: Column) -> tuple[float | str, ...]:
    """The values that stand for none: numbers, days since 1970, or text of one repeated digit."""
    if column.kind == ColumnKind.IDENTIFIER:
        return (*_of_identifiers(column), *_negative(points(column)))
    placed = points(column)
    if placed.is_empty():
        return ()
    if column.kind == ColumnKind.DATE:
        return tuple(_days(placed))
    return tuple(sorted({*_numbers(placed), *_negative(placed), *_spikes(column, placed)}))


def _numbers(placed: pl.DataFrame) -> list[float]:
    counts = dict(placed.iter_rows())
    low, high = apart(placed)
    return [
        value
        for value in [*low, *high, *_coded(placed)]
        if (counts[value] >= _OFTEN and _is_clear(value, placed))
        or (is_written_so(value) and value != 0)
        or _is_lone_negative(value, placed)
    ]


def _is_clear(value: float, placed: pl.DataFrame) -> bool:
    """Whether a value that lies apart is none of few codes, and no zero that may be meant."""
    if placed.height >= _MANY:
        return not _is_zero_of_counts(value, placed)
    numbers = placed["number"].filter(placed["number"] != value)
    middle = numbers[len(numbers) // 2]
    reach = max(abs(numbers[0] - middle), abs(numbers[-1] - middle))
    return bool(abs(value - middle) > _CLEAR * reach) and not _is_zero_of_counts(value, placed)


def _is_zero_of_counts(value: float, placed: pl.DataFrame) -> bool:
    """Whether a zero far below the others may well be a count or an amount of nothing."""
    if value != 0:
        return False
    others = placed.filter(pl.col("number") != 0)
    share = int(placed["count"].sum()) - int(others["count"].sum())
    sizes = others["number"].abs()
    narrow = (sizes.quantile(0.05) or 0.0) >= 0.6 * (sizes.quantile(0.95) or 0.0)
    return share > _MOST_ZERO * int(placed["count"].sum()) or not narrow


def _is_lone_negative(value: float, placed: pl.DataFrame) -> bool:
    negatives = placed.filter(pl.col("number") < 0)
    few = int(negatives["count"].sum()) <= 0.005 * int(placed["count"].sum())
    usual = placed["number"].quantile(0.95) or 0.0
    return value < 0 and few and abs(value) > 5 * usual


def _coded(placed: pl.DataFrame) -> list[float]:
    """Nines (99 among 1 to 5) in a column of few codes, farther off than the codes reach."""
    values = placed["number"].to_list()
    if not 3 <= len(values) < 8:
        return []
    last, rest = values[-1], values[:-1]
    wide = last - rest[-1] >= max(2.0, rest[-1] - rest[0])
    alone = is_written_so(last) and not any(is_written_so(value) for value in rest)
    return [last] if wide and alone and last >= 9 else []


def _negative(placed: pl.DataFrame) -> list[float]:
    """The only negative number, when it is -1 or all nines and comes more than once."""
    negatives = placed.filter(pl.col("number") < 0)
    if negatives.height != 1 or placed.height < 5:
        return []
    # Of floors and differences, -1 is the one below 0.
    if placed.height < _MANY and float(placed["number"][1]) < 1:
        return []
    value, count = negatives.row(0)
    return [value] if count > 1 and (value == -1 or is_written_so(value)) else []


def _spikes(column: Column, placed: pl.DataFrame) -> list[float]:
    """Nines that lie among the others but come ten times as often as those around them."""
    priced = column.kind == ColumnKind.MONEY or _PRICED & set(words(column.name))
    if placed.height < _MANY or priced:
        return []
    near = placed.with_columns(
        around=(pl.col("count").rolling_sum(11, center=True, min_samples=1) - pl.col("count")) / 10
    )
    often = near.filter(
        (pl.col("count") >= 5)
        & (pl.col("count") > _SPIKE * pl.col("around"))
        & (pl.col("count") > _SPIKE * pl.col("count").quantile(0.8))
    )
    return [value for value in often["number"] if is_written_so(value)]


def _days(placed: pl.DataFrame) -> list[float]:
    counts = dict(placed.iter_rows())
    low, high = apart(placed, _YEARS_APART)
    first = placed["number"][0]
    usual = max((count for value, count in counts.items() if not _is_start(value)), default=0)
    spikes = [
        value
        for value, count in counts.items()
        if _is_start(value)
        and count >= (max(_OFTEN, usual) if value == first else max(5, 3 * usual))
    ]
    far = [value for value in [*low, *high] if counts[value] >= 2 or _is_end(day_of(value))]
    return sorted({*far, *spikes})


def day_of(number: float) -> date:
    """The day that is so many days after 1970 began."""
    return _EPOCH + timedelta(days=number)


def _is_start(value: float) -> bool:
    return day_of(value).isoformat() in _DAYS


def _is_end(day: date) -> bool:
    return (day.month, day.day) in {(1, 1), (12, 31)}


def _of_identifiers(column: Column) -> list[str]:
    """Identifiers of one digit repeated that come again although the others hardly do."""
    digits = column.counts["value"].str.replace_all(r"[\s().+/-]", "")
    usual = max(3, 3 * (column.counts["count"].quantile(0.95) or 0.0))
    often = column.counts["count"] >= usual
    return column.counts["value"].filter(digits.str.contains(_SAME) & often).to_list()


def is_written_so(number: float) -> bool:
    """Whether a number is one that people and programs write for none: nines, eights, a limit."""
    text = f"{abs(number):.10g}"
    digits = text.replace(".", "")
    whole = abs(number) in _LIMITS
    nines = len(digits) >= 2 and set(digits) == {"9"}
    odd = number < 0 and (abs(number) == 1 or set(digits) <= {"9"})
    others = len(digits) >= 3 and len(set(digits)) == 1 and digits[0] in "78" and "." not in text
    return whole or nines or odd or others or text == "9" or text.startswith("1e+")
