"""Days and times as the tables write them."""

from datetime import date, datetime, timedelta
from random import Random


def day_between(random: Random, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def working_day(random: Random, first: date, last: date) -> date:
    """A day from Monday to Friday, moved on where chance hits a weekend."""
    day = day_between(random, first, last)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def parsed(day: str) -> date:
    """The day that is written as 2025-01-31."""
    return date.fromisoformat(day)


def moved(day: str, days: int) -> str:
    """The day so many days later."""
    return (parsed(day) + timedelta(days=days)).isoformat()


def stamped(moment: datetime) -> str:
    """2025-01-31 09:15."""
    return moment.strftime("%Y-%m-%d %H:%M")


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def years_later(day: str, years: int) -> str:
    """The day before the same date so many years on, when a term that starts on `day` ends."""
    start = parsed(day)
    return (date(start.year + years, start.month, start.day) - timedelta(days=1)).isoformat()
