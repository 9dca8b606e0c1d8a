"""Phone numbers but for toll-free ones, by the numbering plans of the countries (phonenumbers)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.classification.values import Column, Matched, Span
from core.classification.words import any_of, lexicon, names_one, stands_before

_CANDIDATE = re.compile(
    r"(?<![\w.,/#$€£-])(?:\+\d|\(\+?\d|\d)(?:[ .()/-]{0,2}\d){6,14}(?![\w%]|[.,-]\d)"
)
_GROUPED = re.compile(r"\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}$")  # as in North America
_SEPARATED = re.compile(r"\d[ ()./-]+\d")
_BLANK = re.compile(r"(\d)(?:\D*\1){5}$")  # a number to be filled in: 555 000-0000
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d$")
_HEADERS = tuple(sorted(lexicon("phone_words")))
_BEFORE = any_of(
    (*sorted(set(_HEADERS) - {"cell"}), "call", "calls", "dial", "hotline", "helpline", "sms")
)
_REGIONS = ("US", "GB", "DE", "FR", "NL", "ES", "IT", "IE", "BE", "CH", "AT", "SE", "AU", "IN")
_REACH, _DIGIT = 30, re.compile(r"\d")
_LEAST_SHARE, _FEWEST_UNNAMED = 0.5, 5


def in_text(text: str) -> Iterator[Span]:
    """Numbers that are valid somewhere and look or are introduced like a phone number."""
    for match in _CANDIDATE.finditer(text):
        number = match[0]
        if (
            _YEARS.match(number)
            or _BLANK.search(number)
            or not _is_told(text, match.start(), number)
        ):
            continue
        yield Span(match.start(), match.end(), "number")


def in_column(column: Column) -> Matched | None:
    """A column of valid numbers: called so, or written as nothing but phone numbers is."""
    named = names_one(column.name, _HEADERS)
    matching = tuple(value for value in column.values if _is_one(value, named))
    if len(matching) < max(1, _LEAST_SHARE * len(column.values)):
        return None
    if not named and len(matching) < _FEWEST_UNNAMED:
        return None
    return Matched("number", matching, len(column.values))


def _is_told(text: str, start: int, number: str) -> bool:
    if number.lstrip("(").startswith("+"):
        return _is_valid(number, ("ZZ",))
    if _GROUPED.match(number):
        return _is_valid(number, ("US",))
    return stands_before(text, start, _BEFORE, _REACH, without=_DIGIT) and _is_valid(
        number, _REGIONS
    )


def _is_one(value: str, named: bool) -> bool:
    # a row of digits alone may be any number; only the column's name makes it a phone number
    number = value.strip()
    if len(number) > 40 or not (named or _SEPARATED.search(number)):
        return False
    if number.endswith(".0") or not (match := _CANDIDATE.match(number)):
        return False
    if named:
        return _is_valid(match[0], _REGIONS)
    return _is_told(number, 0, match[0])


@lru_cache(maxsize=65_536)
def _is_valid(number: str, regions: tuple[str, ...]) -> bool:
    import phonenumbers  # noqa: PLC0415  slow to import

    for region in regions:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            # a free number is an organisation's, and meant to be known
            return phonenumbers.number_type(parsed) != phonenumbers.PhoneNumberType.TOLL_FREE
    return False
