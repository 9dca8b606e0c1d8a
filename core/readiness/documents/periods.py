"""Statements that say themselves in which period they hold."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.document import ALWAYS, FOREVER, Effective
from core.readiness.documents.passages import Passage, passages
from core.readiness.documents.quantities import Quantity, quantities
from core.readiness.documents.reading import Text

_OPENS = r"(?:from|since|between|beginning|starting|effective|on or after|as of|after)"
_CLOSES = r"(?:through|to|until|till|and|up to|–|—|-|before|prior to)"
_BEFORE = re.compile(
    r"\b(?:before|prior to|until|up to|through|ending)\s+(?:and including\s+)?$", re.I
)
_FROM = re.compile(rf"\b{_OPENS}\s+(?:and including\s+)?$", re.I)
_BETWEEN = re.compile(rf"^[\s,(]*{_CLOSES}[\s,]*(?:and including\s+|including\s+)?$", re.I)
_EXCLUDED = frozenset(("before", "prior to", "until"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A passage, the period it says it holds in, and the amounts it states beside the dates."""

    passage: Passage
    effective: Effective
    amounts: tuple[Quantity, ...]


def statements(text: Text) -> tuple[Statement, ...]:
    """The statements of a text that have a period of their own and an amount, in their order."""
    made = (_statement(passage) for passage in passages(text))
    return tuple(each for each in made if each)


def on(found: tuple[Statement, ...], day: date) -> tuple[Statement, ...]:
    """Those that hold on `day`."""
    return tuple(each for each in found if each.effective.start <= day < each.effective.end)


def _statement(passage: Passage) -> Statement | None:
    found = quantities(passage.words)
    dates = [each for each in found if each.measure == "date"]
    amounts = tuple(each for each in found if each.measure not in ("date", "day of year"))
    period = _period(passage.words, dates) if dates and amounts else None
    return Statement(passage, period, amounts) if period else None


def _period(words: str, dates: list[Quantity]) -> Effective | None:
    first = dates[0]
    start = _day(first)
    if len(dates) > 1 and _BETWEEN.match(words[first.end : dates[1].start]):
        joined = words[first.end : dates[1].start].strip(" ,").lower()
        last = _day(dates[1]) + timedelta(days=joined not in _EXCLUDED)
        return Effective(start, last) if start < last else None
    before = _BEFORE.search(words[: first.start])
    if before:
        kept = before.group().strip().lower() in ("through", "up to", "ending")
        return Effective(ALWAYS, start + timedelta(days=kept))
    return Effective(start, FOREVER) if _FROM.search(words[: first.start]) else None


def _day(quantity: Quantity) -> date:
    if isinstance(quantity.value, date):
        return quantity.value
    raise TypeError(quantity.measure)
