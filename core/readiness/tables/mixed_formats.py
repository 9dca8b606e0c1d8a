"""Values of one kind written in several ways: dates, times, numbers, telephone numbers, codes."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import shapes
from core.readiness.tables.dates import order_shown
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import written
from core.readiness.tables.phrases import quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.units import unit_of
from core.readiness.tables.whole import with_values

_SHARE, _LEAST = 0.004, 2
_CODED = 0.9
_CLOCKS = {
    "24 hours": r"^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?$",
    "12 hours": r"(?i)^\d{1,2}:\d{2}(:\d{2})?\s?[ap]\.?m\.?$",
}
_TRUTHS = {"yes/no": r"(?i)^(yes|no)$", "y/n": r"(?i)^[yn]$", "true/false": r"(?i)^(true|false)$"}
_PERIODS = {
    "year and number": r"^\d{4}[-/–]\d{2}$",
    "years": r"^\d{4}\s?[-/–]\s?\d{4}$",
    **{way: shape for way, shape in shapes.PERIODS.items() if way not in ("year-month", "years")},
}
_PATTERNS: dict[ColumnKind, tuple[str, dict[str, str]]] = {
    ColumnKind.TIME: ("times of day", _CLOCKS),
    ColumnKind.PERIOD: ("months or years", _PERIODS),
    ColumnKind.BOOLEAN: ("yes and no", _TRUTHS),
}
_SHORT = r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$"


class Ways(NamedTuple):
    """What is written in several ways, the values by way (the usual one first), and how grave."""

    thing: str
    values: dict[str, list[str]]
    severity: Severity = Severity.MEDIUM
    confidence: float = 0.9


def found(profile: Profile) -> Iterator[Finding]:
    """A finding for each column whose values are written in several ways."""
    for column in profile.columns.values():
        ways = _ways(column)
        if ways:
            yield _finding(profile, column, ways)


def _ways(column: Column) -> Ways | None:
    if column.counts.height < 2:
        return None
    if column.kind == ColumnKind.DATE:
        return _of_days(column)
    if column.kind.is_numeric:
        return _of_numbers(column)
    thing, patterns = _PATTERNS.get(column.kind, ("", {}))
    return _several(thing, column, patterns) if thing else _of_codes(column)


def _of_days(column: Column) -> Ways | None:
    """Days of several formats, or of day and month in both orders, which is worse."""
    shown = column.counts["value"].str.strip_chars()
    day_first, month_first = (each.fill_null(value=False) for each in order_shown(shown))
    orders = {
        "day first": column.counts.filter(day_first),
        "month first": column.counts.filter(month_first),
    }
    both = _kept(column, orders)
    if len(both) > 1:
        return Ways("dates, day or month first", both, Severity.HIGH)
    days = {"short year": _SHORT, **shapes.DATES, "yearmonthday": shapes.COMPACT}
    return _several("dates", column, days)


def _of_numbers(column: Column) -> Ways | None:
    """Decimal commas beside points, thousands apart in some, one unit spelt in several ways."""
    points_and_commas = {
        "a decimal point": r"^\D*(\d{1,3}(,\d{3})+|\d+)\.\d+\D*$",
        "a decimal comma": r"^\D*(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,}))\D*$",
    }
    ways = _several("decimals", column, points_and_commas, Severity.HIGH)
    apart = {
        "12.500,00": r"\d\.\d{3},",
        "12,500": r"\d,\d{3}(\D|$)",
        "12500": r"(^|\D)\d{4,}",
    }
    return ways or _several("thousands", column, apart) or _of_units(column)


def _of_units(column: Column) -> Ways | None:
    units = written(column.counts["value"])["unit"]
    spellings = sorted(unit for unit in units.drop_nulls().unique() if unit_of(unit))
    if len({unit_of(unit) for unit in spellings}) != 1 or len(spellings) < 2:
        return None
    values = {unit: column.counts.filter(units == unit) for unit in spellings}
    kept = _kept(column, values)
    return Ways("the unit", kept, Severity.LOW) if len(kept) > 1 else None


def _of_codes(column: Column) -> Ways | None:
    """Telephone numbers, identifiers: the same letters and digits, parted by other signs."""
    values = column.counts["value"].str.strip_chars()
    ways = _of_phones(column, values) or _of_zeros(column, values)
    if ways:
        return ways
    plain = values.str.replace_all(r"\p{L}", "A").str.replace_all(r"\d", "9")
    bare = plain.str.replace_all(r"[^A9]", "")
    coded = values.str.contains(shapes.PHONE) | (
        values.str.contains(shapes.CODE) & values.str.contains(r"\d")
    )
    total = int(column.counts["count"].sum())
    if int(column.counts["count"].filter(coded).sum()) < _CODED * total:
        return None
    usual = _most_frequent(bare, column.counts["count"])
    alike = column.counts.with_columns(way=plain, bare=bare).filter(
        (pl.col("bare") == usual) & (pl.col("bare").str.len_chars() >= 4)
    )
    shown = {way: alike.filter(pl.col("way") == way) for way in sorted(alike["way"].unique())}
    kept = _kept(column, shown) if len(shown) < 50 else {}
    return Ways("the signs between", kept, confidence=0.85) if len(kept) > 1 else None


def _of_phones(column: Column, values: pl.Series) -> Ways | None:
    """Telephone numbers by how they begin and what stands between their digits."""
    phones = values.str.contains(shapes.PHONE)
    parted = values.str.contains(r"\d[ ()./-]+\d")
    total = int(column.counts["count"].sum())
    if not parted.any() or int(column.counts["count"].filter(phones).sum()) < _CODED * total:
        return None
    begins = values.str.extract(r"^(\+|\()", 1).fill_null("")
    signs = (
        values.str.replace_all(r"[\d+()]", "").str.split("").list.unique().list.sort().list.join("")
    )
    style = begins + signs
    ways = {way: column.counts.filter((style == way) & phones) for way in sorted(style.unique())}
    kept = _kept(column, ways)
    return Ways("telephone numbers and the like", kept) if len(kept) > 1 else None


def _of_zeros(column: Column, values: pl.Series) -> Ways | None:
    """Numbers of one length of which some begin with zeros, and shorter ones that lost theirs."""
    counts = column.counts.with_columns(length=values.str.len_chars(), value_=values)
    digits = counts.filter(pl.col("value_").str.contains(r"^\d+$"))
    total = int(counts["count"].sum())
    if int(digits["count"].sum()) < _CODED * total:
        return None
    usual = int(_most_frequent(digits["length"].cast(pl.String), digits["count"]))
    padded = digits.filter((pl.col("length") == usual) & pl.col("value_").str.starts_with("0"))
    full = digits.filter(pl.col("length") == usual)
    short = digits.filter((pl.col("length") < usual) & ~pl.col("value_").str.starts_with("0"))
    fits = int(full["count"].sum()) + int(short["count"].sum()) >= _CODED * total
    if usual < 3 or padded.is_empty() or not fits:
        return None
    kept = _kept(column, {"with zeros": full, "without": short})
    return Ways("zeros in front lost", kept, Severity.HIGH) if len(kept) > 1 else None


def _most_frequent(values: pl.Series, counts: pl.Series) -> str:
    frame = pl.DataFrame({"value": values, "count": counts})
    summed = frame.group_by("value").agg(pl.col("count").sum())
    return str(summed.sort(["count", "value"], descending=[True, False])["value"][0])


def _several(
    thing: str, column: Column, patterns: Mapping[str, str], severity: Severity = Severity.MEDIUM
) -> Ways | None:
    shown = column.counts["value"].str.strip_chars()
    left = pl.repeat(value=True, n=len(shown), eager=True)
    each: dict[str, pl.DataFrame] = {}
    for way, pattern in patterns.items():
        holds = shown.str.contains(pattern) & left
        each[way], left = column.counts.filter(holds), left & ~holds
    kept = _kept(column, each)
    return Ways(thing, kept, severity) if len(kept) > 1 else None


def _kept(column: Column, ways: Mapping[str, pl.DataFrame]) -> dict[str, list[str]]:
    """The ways that are more than a slip, by how often they come."""
    least = max(_LEAST, _SHARE * int(column.counts["count"].sum()))
    often = {way: int(values["count"].sum()) for way, values in ways.items()}
    named = sorted((way for way in ways if often[way] >= least), key=lambda way: (-often[way], way))
    return {way: ways[way]["value"].to_list() for way in named}


def _finding(profile: Profile, column: Column, ways: Ways) -> Finding:
    table, name = profile.table, column.name
    usual, *others = ways.values.values()
    odd = [value for values in others for value in values]
    seen = with_values(table, name, odd)
    shown = quoted([values[0] for values in ways.values.values()], 4)
    return Finding(
        kind=Kind.MIXED_FORMATS,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” is written in {len(ways.values)} ways ({ways.thing}): {shown}. "
        f"{in_words(seen.affected)} differ from the usual one (“{usual[0][:40]}”).",
        poisons=f"Sorting, ranges and joins on “{name}”: the same thing written in two ways is taken for "
        "two, or one is read wrongly.",
        remedy=f"Write all of “{name}” in one way where the data is entered or loaded, and reject others.",
        severity=ways.severity,
        confidence=ways.confidence,
        affected=seen.affected,
        out_of=seen.out_of,
        evidence=seen.evidence,
    )
