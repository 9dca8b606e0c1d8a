"""Values of one kind written in several ways: dates, times, numbers, telephone numbers, codes."""

from collections.abc import Iterator

from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.tables import shapes
from core.readiness.tables.code_formats import of_codes
from core.readiness.tables.dates import order_shown
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.numbers import written
from core.readiness.tables.phrases import quoted
from core.readiness.tables.phrases import rows as in_words
from core.readiness.tables.profile import Column, Profile
from core.readiness.tables.units import unit_of
from core.readiness.tables.ways import Ways, kept, several
from core.readiness.tables.whole import with_values

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
    return several(thing, column, patterns) if thing else of_codes(column)


def _of_days(column: Column) -> Ways | None:
    """Days of several formats, or of day and month in both orders, which is worse."""
    shown = column.counts["value"].str.strip_chars()
    day_first, month_first = (each.fill_null(value=False) for each in order_shown(shown))
    orders = {
        "day first": column.counts.filter(day_first),
        "month first": column.counts.filter(month_first),
    }
    both = kept(column, orders)
    if len(both) > 1:
        return Ways("dates, day or month first", both, Severity.HIGH)
    days = {"short year": _SHORT, **shapes.DATES, "yearmonthday": shapes.COMPACT}
    return several("dates", column, days)


def _of_numbers(column: Column) -> Ways | None:
    """Decimal commas beside points, thousands apart in some, one unit spelt in several ways."""
    points_and_commas = {
        "a decimal point": r"^\D*(\d{1,3}(,\d{3})+|\d+)\.\d+\D*$",
        "a decimal comma": r"^\D*(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,}))\D*$",
    }
    ways = several("decimals", column, points_and_commas, Severity.HIGH)
    apart = {
        "12.500,00": r"\d\.\d{3},",
        "12,500": r"\d,\d{3}(\D|$)",
        "12500": r"(^|\D)\d{4,}",
    }
    return ways or several("thousands", column, apart) or _of_units(column)


def _of_units(column: Column) -> Ways | None:
    units = written(column.counts["value"])["unit"]
    spellings = sorted(unit for unit in units.drop_nulls().unique() if unit_of(unit))
    if len({unit_of(unit) for unit in spellings}) != 1 or len(spellings) < 2:
        return None
    values = {unit: column.counts.filter(units == unit) for unit in spellings}
    often = kept(column, values)
    return Ways("the unit", often, Severity.LOW) if len(often) > 1 else None


def _finding(profile: Profile, column: Column, ways: Ways) -> Finding:
    table, name = profile.table, column.name
    usual, *others = ways.written.values()
    odd = [value for values in others for value in values]
    seen = with_values(table, name, odd)
    shown = quoted([values[0] for values in ways.written.values()], 4)
    return Finding(
        kind=Kind.MIXED_FORMATS,
        where=Where(table.name, (name,), seen.rows),
        what=f"“{name}” is written in {len(ways.written)} ways ({ways.thing}): {shown}. "
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
