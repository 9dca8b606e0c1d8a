"""Dates of birth: a date that something says somebody was born on."""

import re
from collections.abc import Iterator

from core.classification.values import Column, Matched, Span
from core.classification.words import names_one

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|août|ene|"
    r"abr|ago|dic)[a-zé]*\.?"
)
_DATE = (
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)\d\d"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)"
)
_SAID = re.compile(
    rf"(?:\bdate of birth|\bbirth ?date|\bbirthday|\bD\.?O\.?B\.?|\bborn(?:\s+on)?|\bgeboren(?:\s+am)?"
    rf"|\bgeburtsdatum|\bné(?:e)?\s+le|\bdate de naissance|\bfecha de nacimiento|\bgeboortedatum)"
    rf"[\s:*|(=is]{{0,8}}(?P<date>{_DATE})",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\s*{_DATE}(?:[T ]\d\d:\d\d.*)?\s*$|\s*(?:19|20)\d{{6}}\s*$", re.IGNORECASE)
_HEADERS = (
    "dob",
    "birth",
    "birthdate",
    "birthday",
    "born",
    "geburtsdatum",
    "geburtstag",
    "naissance",
    "nacimiento",
    "geboortedatum",
)
_OTHER = ("place", "city", "country", "weight", "rate", "rates", "order", "count", "ort", "lieu")
_LEAST_SHARE = 0.5


def in_text(text: str) -> Iterator[Span]:
    """Dates that the words before them make dates of birth."""
    for match in _SAID.finditer(text):
        yield Span(match.start("date"), match.end("date"), "date")


def in_column(column: Column) -> Matched | None:
    """A column called so, of which at least half the values are whole dates."""
    if not names_one(column.name, _HEADERS) or names_one(column.name, _OTHER):
        return None
    matching = tuple(value for value in column.values if _WHOLE.match(value))
    if len(matching) < max(1, _LEAST_SHARE * len(column.values)):
        return None
    return Matched("date", matching, len(column.values))
