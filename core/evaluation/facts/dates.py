"""Days however they are written; a day that can be read two ways keeps both readings."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"[12]\d{3}(?!\d)"
DATE = (
    rf"(?P<iso>\b{_YEAR}-\d{{2}}-\d{{2}}\b)|"
    rf"(?P<split>\b\d{{1,2}}(?P<by>[/.-])\d{{1,2}}(?P=by){_YEAR})|"
    rf"\b(?:the\s+)?(?P<d1>{_DAY})\s+(?:day\s+)?(?:of\s+)?(?P<m1>{_MONTH})(?:(?:,?\s+|,\s*)(?P<y1>{_YEAR}))?|"
    rf"\b(?P<m2>{_MONTH})\s+(?:the\s+)?(?P<d2>{_DAY})(?:(?:,?\s+|,\s*)(?P<y2>{_YEAR}))?|"
    rf"\b(?P<m3>{_MONTH}),?\s+(?:of\s+)?(?P<y3>{_YEAR})"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written: what it leaves open is None."""

    year: int | None
    month: int | None
    day: int | None

    def meets(self, other: "Day") -> bool:
        """Whether both say the same as far as both say something."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(one is None or two is None or one == two for one, two in pairs)

    def says(self, other: "Day") -> bool:
        """Whether this says all that `other` says, and the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(wanted is None or said == wanted for said, wanted in pairs)


def readings(match: re.Match[str]) -> tuple[Day, ...]:
    """The days that a match of `DATE` can be read as, none if there is no such day.

    `1.7.2027` has the day first, as dots do wherever they are used; `07/01/2027` has two readings.
    """
    part = match.groupdict()
    if part["iso"]:
        year, month, day = map(int, part["iso"].split("-"))
        return _possible((Day(year, month, day),))
    if part["split"]:
        return _split(part["split"], part["by"])
    name = part["m1"] or part["m2"] or part["m3"]
    written = part["d1"] or part["d2"]
    day_ = int(re.sub(r"\D", "", written)) if written else None
    year_ = part["y1"] or part["y2"] or part["y3"]
    return _possible((Day(int(year_) if year_ else None, _NAMES.index(name[:3]) + 1, day_),))


def _split(written: str, by: str) -> tuple[Day, ...]:
    one, two, year = map(int, written.split(by))
    day_first, month_first = Day(year, two, one), Day(year, one, two)
    return _possible((day_first,) if by == "." or one == two else (day_first, month_first))


def _possible(days: tuple[Day, ...]) -> tuple[Day, ...]:
    kept = []
    for each in days:
        with suppress(ValueError):
            date(each.year or 2000, each.month or 1, each.day or 1)
            kept.append(each)
    return tuple(kept)
