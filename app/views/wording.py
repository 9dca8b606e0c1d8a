"""How values are written for people: sizes, days, times, spans of time, labels."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app.strings import Amounts, Dates, Labels
from core.domain.access import Tier
from core.domain.document import ALWAYS, FOREVER, Effective, Standing

_LINKS = re.compile(r"(?<=http:)|(?<=https:)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_JOINER = "\u2060"  # takes no room, and keeps an address from becoming a link
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
Forms = tuple[str, str]


def plain(text: str) -> str:
    """Markdown that shows exactly these characters, on one line: no link, picture or colour of it."""
    return _MARKS.sub(r"\\\1", _LINKS.sub(_JOINER, " ".join(text.split())))


def counted(forms: Forms, count: int, **values: str) -> str:
    """The singular or the plural, with the number and whatever else belongs in it."""
    return forms[count != 1].format(count=f"{count:,}", **values)


def size(count: int) -> str:
    """A number of bytes: 640 bytes, 12 KB, 3.4 MB."""
    if count < 2**10:
        return Amounts.BYTES.format(count=count)
    if count < 2**20:
        return Amounts.KILOBYTES.format(count=f"{count / 2**10:.0f}")
    return Amounts.MEGABYTES.format(count=f"{count / 2**20:.1f}".removesuffix(".0"))


def money(dollars: float) -> str:
    """An amount in US dollars, as exact as small amounts need."""
    if dollars == 0:
        return Amounts.FREE
    if dollars < 0.0001:
        return Amounts.NEXT_TO_NOTHING
    return Amounts.DOLLARS.format(amount=f"{dollars:,.2f}" if dollars >= 1 else f"{dollars:.4f}")


def milliseconds(count: float) -> str:
    """A short time: 85 ms, 1.2 s."""
    if count < 1_000:
        return Amounts.MILLISECONDS.format(count=f"{count:.0f}")
    return Amounts.SECONDS.format(count=f"{count / 1_000:.1f}")


def zone() -> tzinfo:
    """The time zone of whoever is looking, as their browser tells it; UTC where it does not."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def now() -> datetime:
    """The present, where whoever is looking is."""
    return datetime.now(zone())


def day(given: date) -> str:
    """A day in words."""
    return Dates.DAY.format(day=given.day, month=Dates.MONTHS[given.month - 1], year=given.year)


def moment(at: datetime, now: datetime) -> str:
    """A point in time in the zone of `now`: today at 14:03, 3 May 2026 at 09:15."""
    local = at.astimezone(now.tzinfo)
    ago = (now.date() - local.date()).days
    near = {-1: Dates.TOMORROW, 0: Dates.TODAY, 1: Dates.YESTERDAY}
    return Dates.MOMENT.format(day=near.get(ago) or day(local), time=f"{local:%H:%M}")


def span(length: timedelta) -> str:
    """A length of time in its two largest units: 1 hour 5 minutes."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return Dates.MINUTE_OR_LESS
    if minutes < 60:
        return counted(Dates.MINUTES, minutes)
    if minutes < 24 * 60:
        return _with_rest(Dates.HOURS, minutes // 60, Dates.MINUTES, minutes % 60)
    hours = minutes // 60
    return _with_rest(Dates.DAYS, hours // 24, Dates.HOURS, hours % 24)


def _with_rest(forms: Forms, whole: int, smaller: Forms, rest: int) -> str:
    written = counted(forms, whole)
    return Dates.AND.format(whole=written, rest=counted(smaller, rest)) if rest else written


def applies(effective: Effective, on: date) -> str:
    """The days a document applies, both included."""
    begun = effective.on(on) is not Standing.NOT_YET_EFFECTIVE
    start, end = day(effective.start), day(effective.end - timedelta(days=1))
    match effective.start == ALWAYS, effective.end == FOREVER:
        case True, True:
            return Labels.ALWAYS
        case True, False:
            return Labels.UNTIL.format(end=end)
        case False, True:
            return (Labels.SINCE if begun else Labels.FROM).format(start=start)
        case _:
            return Labels.BETWEEN.format(start=start, end=end)


def tier(given: Tier) -> str:
    """A tier's name."""
    return Labels.TIERS[given]


def standing(given: Standing) -> str:
    """A standing's name."""
    return Labels.STANDINGS[given.value]
