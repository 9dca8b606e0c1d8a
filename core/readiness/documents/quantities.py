"""Amounts as a text states them, on one scale each: money, times, spans of time, shares, counts."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from core.readiness.documents.numerals import DIGITS, NUMBER, SCALE, number

Value = float | date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_CURRENCIES = MappingProxyType(
    {
        "€": "eur",
        "euro": "eur",
        "£": "gbp",
        "pound": "gbp",
        "$": "usd",
        "us$": "usd",
        "dollar": "usd",
    }
)
_CODES = "eur|usd|gbp|chf|sek|nok|dkk|pln|czk|cad|aud|nzd|jpy|cny|inr|zar|brl"
_MINUTES = MappingProxyType(
    {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0}
    | {"fortnight": 20160.0, "month": 43800.0, "quarter": 131400.0, "year": 525600.0}
)
_CLOCKS = MappingProxyType({"noon": 720.0, "midday": 720.0, "midnight": 1440.0})
_NO_NOUN = (
    "and or of to in the per for on at is are by if an a was as from with not may must will shall "
    "can has have had than more less were which that who where when while until does do but "
    "percent times point points p out do applies apply above below each every"
).replace(" ", "|")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: what it measures, how much, its span in the text and its words.

    Spans of time (`time`) are in minutes, times of day (`clock`) in minutes since midnight, money
    in units of its currency; a count is measured by its noun. `unit` is the unit as written.
    """

    measure: str
    value: Value
    start: int
    end: int
    written: str
    unit: str = ""


@lru_cache(maxsize=65536)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The amounts in `text` in their order, none overlapping another."""
    found: list[Quantity] = []
    for form, made in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            with suppress(ValueError):
                found.append(made(match))
    return tuple(sorted(found, key=lambda each: each.start))


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts of one measure are equal, but for the rounding of a unit."""
    if isinstance(one.value, float) and isinstance(other.value, float):
        return abs(one.value - other.value) <= 0.015 * max(abs(one.value), abs(other.value))
    return one.value == other.value


def _date(match: re.Match[str]) -> Quantity:
    part = match.groupdict()
    month = part["m1"] or part["m2"]
    number_ = _MONTHS.index(month[:3].lower()) + 1 if month else int(part["m3"])
    day = int(re.sub(r"\D", "", part["d1"] or part["d2"] or part["d3"]))
    year = part["y1"] or part["y2"] or part["y3"]
    value = date(int(year or 4), number_, day)
    return _quantity("date" if year else "day of year", value, match)


def _money(match: re.Match[str]) -> Quantity:
    part = match.groupdict()
    sign = (part["sign"] or part["after"]).lower().removesuffix("s")
    value = number(part["n1"] or part["n2"], part["s1"] or part["s2"])
    return _quantity(_CURRENCIES.get(sign, sign), value, match)


def _clock(match: re.Match[str]) -> Quantity:
    part = match.groupdict()
    if part["named"]:
        return _quantity("clock", _CLOCKS[part["named"].lower()], match)
    half = (part["ap1"] or part["ap2"] or "").lower()
    hour = int(part["h1"] or part["h2"])
    hour = hour % 12 + (12 if half[0] == "p" else 0) if half else hour
    return _quantity("clock", 60.0 * hour + int(part["min1"] or 0), match)


def _percent(match: re.Match[str]) -> Quantity:
    return _quantity("percent", number(match["n"]), match)


def _span(match: re.Match[str]) -> Quantity:
    unit = match["unit"].lower()
    return _quantity("time", number(match["n"]) * _MINUTES[unit], match, unit)


def _count(match: re.Match[str]) -> Quantity:
    if match["unit"].isupper():
        raise ValueError("A number before an abbreviation is part of a name.")
    noun = match["unit"].lower()
    noun = noun.removesuffix("s") if not noun.endswith("ss") else noun
    value = number(match["n"], match["s"])
    written = match.group().strip()
    # the noun is left outside of the span: it says what the sentence is about
    return Quantity(f"count of {noun}", value, match.start(), match.end("s"), written, noun)


def _quantity(measure: str, value: Value, match: re.Match[str], unit: str = "") -> Quantity:
    return Quantity(measure, value, match.start(), match.end(), match.group().strip(), unit)


_QUALIFIED = r"(?:(?:working|business|calendar|clear|full|consecutive|successive)\s+)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Quantity]], ...] = tuple(
    (re.compile(form, re.IGNORECASE), made)
    for form, made in (
        (
            rf"\b(?:(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?!\d)(?:,?\s+(?P<y1>\d{{4}}))?|"
            rf"(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?|"
            r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})\b)",
            _date,
        ),
        (
            rf"(?:(?P<sign>[€£$]|\bUS\$|\b(?:{_CODES})\b)\s*(?P<n1>{DIGITS})(?P<s1>{SCALE})|"
            rf"\b(?P<n2>{NUMBER})(?P<s2>{SCALE})\s*(?P<after>€|(?:{_CODES}|euros?|pounds?|dollars?)\b))",
            _money,
        ),
        (
            r"\b(?:(?P<h1>[01]?\d|2[0-3])[:.](?P<min1>[0-5]\d)(?:\s*(?P<ap1>[ap]\.?m\b)|(?<=:\d\d)(?![\d:]))|"
            r"(?P<h2>1[0-2]|[1-9])\s*(?P<ap2>[ap]\.?m\b)|(?P<named>noon|midday|midnight)\b)",
            _clock,
        ),
        (rf"\b(?P<n>{NUMBER})\s*(?:%|per\s?cent\b)", _percent),
        (
            rf"\b(?P<n>{NUMBER})(?:\s*\(\d+\))?[\s-]+{_QUALIFIED}"
            r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|quarter|year)s?\b",
            _span,
        ),
        (
            rf"\b(?<![\d.,-])(?P<n>{NUMBER})(?P<s>{SCALE})(?:\s*\(\d+\))?\s+"
            rf"(?P<unit>(?!(?:{_NO_NOUN})\b)[a-z]{{3,}})\b",
            _count,
        ),
    )
)
