"""Numbers with text around them: which cells of a column break with its own way of writing them."""

import re
from collections import Counter
from dataclasses import dataclass

from core.readiness.tables.cells.coding import Coded

NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\s*)([^\d\s,][^\d]*)?")
UNGROUPED = re.compile(r"[-+]?\d{4,}")
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
UNIT_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
NUMERIC = 0.95
"""The share of cells that must be numbers with a unit for none of its spellings to be the way."""
PER_SPELLING = 20
"""Cells a spelling of the unit, on average, below which the text is no unit but says something."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One value read as a number and what follows it ("" for a plain number)."""

    number: str
    unit: str


def stray_units(column: Coded) -> dict[int, str | None]:
    """By value code, how it should be written, for numbers not written in the column's own way.

    Where most cells are plain numbers, so should all be. Where most carry one unit in one spelling,
    that is the way, and another spelling of it is stray. Where most mean one unit and no spelling of
    it prevails, only the plain number is common to all. None: how is not known.
    """
    read = {
        code: _measured(value)
        for code, value in enumerate(column.values)
        if not column.absent[code] and any(map(str.isdigit, value))
    }
    spellings: Counter[str] = Counter()
    for code, measured in read.items():
        if measured:
            spellings[measured.unit] += int(column.counts[code])
    cells = spellings.total()
    if 2 * cells <= column.present or len(spellings) * PER_SPELLING > cells:
        return {}
    way = _way(spellings, column.present)
    if way is None:
        return {}
    grouped = _is_grouped(column)
    rewritten = {
        code: _rewritten(column.values[code], measured, way, grouped=grouped)
        for code, measured in read.items()
    }
    return {code: how for code, how in rewritten.items() if how != column.values[code]}


def _is_grouped(column: Coded) -> bool:
    """Whether long numbers are as a rule written with commas between thousands."""
    commas = sum(
        int(count) if "," in value else -int(count)
        for value, count in zip(column.values, column.counts, strict=True)
        if "," in value or UNGROUPED.match(value)
    )
    return commas > 0


def _way(spellings: Counter[str], present: int) -> str | None:
    """The unit that cells should carry, "" for none; None when the column has no way of its own."""
    commonest = max(spellings, key=lambda unit: (spellings[unit], unit))
    if 2 * spellings[commonest] > present:
        return commonest
    meanings: Counter[str] = Counter()
    for unit, count in spellings.items():
        meanings[_meaning(unit)] += count
    cells = spellings.total()
    return "" if cells >= NUMERIC * present and 2 * max(meanings.values()) > cells else None


def _rewritten(value: str, measured: Measured | None, way: str, *, grouped: bool) -> str | None:
    """How the value should be written; itself where it is well, or is about something else."""
    if measured is None:
        return None if _has_several_numbers(value, way) else value
    number = measured.number if grouped else measured.number.replace(",", "")
    if measured.unit == way:
        return value if way else number
    if way and _meaning(measured.unit) != _meaning(way):
        return value
    return value.replace(measured.unit, way) if way else number


def _has_several_numbers(value: str, way: str) -> bool:
    """Whether it holds several numbers where one is meant; letters among plain numbers are codes."""
    several = len(NUMBERS.findall(value)) > 1
    return several and (bool(way) or not any(map(str.isalpha, value)))


def _measured(value: str) -> Measured | None:
    match = NUMBER.fullmatch(value.strip())
    if not match:
        return None
    number, space, unit = match.groups(default="")
    letter_code = len(unit) == 1 and unit.isalpha() and not space
    return None if letter_code else Measured(number, unit.strip())


def _meaning(unit: str) -> str:
    """The first word of a unit, in lower case: `oz.`, `OZ` and `oz. can` mean one thing."""
    match = UNIT_WORD.search(unit)
    return match.group().lower() if match else ""
