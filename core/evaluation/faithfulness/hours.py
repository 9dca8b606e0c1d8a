"""Opening hours and other times by day: as data have them, and as prose tells them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = {day: number for number, day in enumerate(_WEEKDAYS)}
_WEEK = {"weekdays": frozenset(range(5)), "weekends": frozenset({5, 6})}
_HELD = re.compile(r"\s*(\d{1,2}):(\d{1,2})\s*[-–]\s*(\d{1,2}):(\d{1,2})\s*")
_SPAN = re.compile(
    r"(?:\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d{2}))?\s*(?:(?P<p1>[ap])\.?\s?m\b\.?)?|(?P<w1>noon|midnight))"
    r"\s*(?:to|until|till|and|through|-|–|—)\s*"
    r"(?:(?P<h2>\d{1,2})(?:[:.](?P<m2>\d{2}))?\s*(?P<p2>[ap])\.?\s?m\b\.?"
    r"|(?P<H2>\d{1,2}):(?P<M2>\d{2})|(?P<w2>noon|midnight))"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_DAYS = re.compile(
    rf"\b(?P<first>{_DAY})\s*(?:to|through|thru|until|-|–|—)\s*(?P<last>{_DAY})|\b(?P<one>{_DAY})"
    r"|(?P<week>weekdays|weekends|daily|every\s?day|seven days|7 days|all week|throughout the week)"
)
_EXCEPT = re.compile(r"\b(?:except(?:ion of|ing)?|other than|apart from|but not)(?: for| on)? $")
_CLOSED = re.compile(r"\bclosed\b|\bnot open\b")
_LIST = re.compile(r"\s*(?:,|and|&|, and)\s*")
_NEAR = 14  # characters between a time and the days it is of, where they follow it
_NOON, _DAY_MINUTES = 12 * 60, 24 * 60

Span = tuple[int, int]
Hours = Mapping[int, Span | None]
"""Minutes of opening and closing by day, 0 is Monday; None for a day that is closed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Hours that a text gives; `span` is None where it says closed, `days` empty if it names none."""

    days: frozenset[int]
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    days: frozenset[int]


def hours(data: Mapping[str, Any]) -> Hours | None:
    """Hours by day if the mapping holds such: keys that are weekdays, values like `9:0-17:30`."""
    found: dict[int, Span | None] = {}
    for key, value in data.items():
        day = _SHORT.get(str(key).lower()[:3])
        match = _HELD.fullmatch(value) if isinstance(value, str) else None
        if day is None or (value is not None and match is None):
            return None
        found[day] = _held(match) if match else None
    return {day: found.get(day) for day in range(7)} if found else None


def _held(match: re.Match[str]) -> Span | None:
    first, first_minute, last, last_minute = map(int, match.groups())
    span = (first * 60 + first_minute, last * 60 + last_minute)
    return None if span[0] == span[1] else span  # data say closed so


def agree(said: Statement, known: Hours) -> bool:
    """Whether what is said is so on each of its days, or on any day where it names none."""
    if not said.days:
        return any(_same(said.span, held) for held in known.values())
    return all(_same(said.span, known.get(day)) for day in said.days)


def _same(span: Span | None, held: Span | None) -> bool:
    if span is None or held is None:
        return span == held
    return all(a % _DAY_MINUTES == b % _DAY_MINUTES for a, b in zip(span, held, strict=True))


def statements(text: str) -> Iterator[Statement]:
    """The hours given in prose, each with the days it is of."""
    low = text.lower()
    groups = list(_groups(low))
    before = 0
    for match in _SPAN.finditer(low):
        yield Statement(_days_of(groups, low, before, match), _minutes(match))
        before = match.end()
    for match in _CLOSED.finditer(low):
        near = next((g for g in groups if 0 <= g.start - match.end() <= _NEAR), None)
        if near:
            yield Statement(_joined(_list(groups, low, near)), None)


def _groups(low: str) -> Iterator[_Group]:
    """The days named; those excepted are taken from what stands before."""
    held: _Group | None = None
    is_out = False
    for match in _DAYS.finditer(low):
        days = _named(match)
        goes_on = held is not None and _LIST.fullmatch(low[held.end : match.start()]) is not None
        is_out = bool(_EXCEPT.search(low[: match.start()])) or (is_out and goes_on)
        if held and is_out:
            held = _Group(held.start, match.end(), held.days - days)
            continue
        if held:
            yield held
        held = _Group(match.start(), match.end(), days)
    if held:
        yield held


def _named(match: re.Match[str]) -> frozenset[int]:
    if match.group("first"):
        first, last = (_SHORT[match.group(name)[:3]] for name in ("first", "last"))
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if match.group("one"):
        return frozenset({_SHORT[match.group("one")[:3]]})
    return _WEEK.get(match.group("week"), frozenset(range(7)))


def _days_of(groups: list[_Group], low: str, before: int, span: re.Match[str]) -> frozenset[int]:
    """The days right behind the span, or else those between the span before and this one."""
    behind = next((g for g in groups if 0 <= g.start - span.end() <= _NEAR), None)
    if behind and not re.search(r"[.;,]|\band\b", low[span.end() : behind.start]):
        return _joined(_list(groups, low, behind))
    return _joined([g for g in groups if before <= g.start and g.end <= span.start()])


def _list(groups: list[_Group], low: str, first: _Group) -> list[_Group]:
    """A group and those that go on a list with it, as in `Friday and Saturday`."""
    found = [first]
    for group in groups:
        if group.start >= found[-1].end and _LIST.fullmatch(low[found[-1].end : group.start]):
            found.append(group)
    return found


def _joined(groups: list[_Group]) -> frozenset[int]:
    return frozenset(day for group in groups for day in group.days)


def _minutes(match: re.Match[str]) -> Span:
    found = match.groupdict()
    last = _minute(found, "2")
    first = _minute(found, "1")
    if found["w1"] or found["p1"] or found["H2"]:
        return first, last
    later = first + _NOON  # `5 to 9 pm` begins at 17, `9 to 5 pm` at 9
    return (later if last >= _NOON and first < last - _NOON and first < _NOON else first), last


def _minute(found: Mapping[str, str | None], which: str) -> int:
    word = found[f"w{which}"]
    if word:
        return _NOON if word == "noon" else 0
    hour = int(found[f"h{which}"] or found.get(f"H{which}") or 0)
    minute = int(found[f"m{which}"] or found.get(f"M{which}") or 0)
    half = found[f"p{which}"]
    return (hour % 12 + 12 * (half == "p") if half else hour) * 60 + minute
