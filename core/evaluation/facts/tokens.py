"""A text as tokens that are equal however they are written: words, numbers, days, times of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from core.evaluation.facts.amounts import AMOUNT, Amount, amount, spanned
from core.evaluation.facts.dates import DATE, Day, readings
from core.evaluation.facts.numbers import ORDINAL, rank
from core.evaluation.facts.plain import Plain, plain

_ARTICLES = frozenset({"a", "an", "the"})
_TIMES = MappingProxyType({"noon": 720, "midday": 720, "midnight": 1440})
_CLOCK = (
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\s*[ap]\.?m\b\.?|"
    r"\b(?:1[0-2]|0?[1-9])\s*[ap]\.?m\b\.?|\b(?:[01]?\d|2[0-3]):[0-5]\d(?![:\d])|"
    r"\b(?:noon|midday|midnight)\b"
)
_REST = (
    rf"(?P<ordinal>\b(?:\d+(?:st|nd|rd|th)|{ORDINAL})\b)|(?P<amount>{AMOUNT})|"
    r"(?P<word>\b(?:[a-z]\.){2,}|[^\W_]+(?:'[^\W_]+)*)|(?P<stop>[.!?](?=\s|$)|\n(?=\s*(?:\n|\d+[.)]\s))|;)"
)
_TOKEN = re.compile(rf"(?P<date>{DATE})|(?P<clock>{_CLOCK})|{_REST}")
_NO_DAY = re.compile(_REST)
_TO = frozenset({"-", "–", "—", "‐", "‑", "to", "through", "up to"})
_CHANGES = frozenset(  # `raised from 50 to 62` is no range
    f"{word}{ending}"
    for word in (
        "raise",
        "increase",
        "reduce",
        "lower",
        "change",
        "drop",
        "move",
        "rise",
        "go",
        "cut",
    )
    for ending in ("", "d", "ed")
) | {"rose", "risen", "went", "gone", "fell", "fallen", "rising", "dropped", "raising"}
_KINDS = ("date", "clock", "ordinal", "amount", "word", "stop")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a day or a time of day, with its span in the text.

    `key` is the same for whatever is written differently and means the same, but for amounts and
    days, which are compared by value. Tokens of one `sentence` share its number.
    """

    key: str
    start: int
    end: int
    sentence: int
    amount: Amount | None = None
    days: tuple[Day, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it is neither a number nor a day."""
        return self.amount is None and not self.days


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in their order, without articles; `10 to 14 days` is one."""
    found: list[Token] = []
    for token in _found(text, plain(text)):
        if token.key not in _ARTICLES:
            found.append(token)
            _join_range(found, text)
    return tuple(found)


def singular(word: str) -> str:
    """The word without the ending of a plural or a possessive, and without dots and apostrophes."""
    word = word.removesuffix("'s").replace("'", "").replace(".", "")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _found(text: str, said: Plain) -> Iterator[Token]:
    sentence, position = 0, 0
    while match := _TOKEN.search(said.text, position):
        kind = _kind(match)
        days = readings(match) if kind == "date" and _is_dated(match, text, said) else ()
        if kind == "date" and not days:
            match = _NO_DAY.search(said.text, match.start()) or match
            kind = _kind(match)
        position = match.end()
        if kind == "stop":
            sentence += 1
            continue
        start, end = said.span(*match.span())
        key = _key(kind, match.group())
        size = amount(match) if kind == "amount" else None
        yield Token(key, start, end, sentence, size, days)


def _kind(match: re.Match[str]) -> str:
    parts = match.groupdict()
    return next(kind for kind in _KINDS if parts.get(kind) is not None)


def _is_dated(match: re.Match[str], text: str, said: Plain) -> bool:
    """Not what `you may 5 times` and `they march 3 miles` hold."""
    word = match["m1"] or match["m2"]
    if word not in {"may", "march"} or match["y1"] or match["y2"]:
        return True
    place = match.start("m1" if match["m1"] else "m2")
    return not text[said.at[place]].islower()


def _key(kind: str, written: str) -> str:
    if kind == "word":
        return singular(written)
    if kind == "ordinal":
        return f"{rank(written)}th"
    return f"at {_minutes(written)}" if kind == "clock" else kind


def _minutes(written: str) -> int:
    """Minutes since midnight; noon is 720."""
    if written in _TIMES:
        return _TIMES[written]
    hour, minute = (*map(int, re.findall(r"\d+", written)[:2]), 0)[:2]
    half = re.search(r"[ap](?=\.?m)", written)
    hour = hour % 12 + (12 if half.group() == "p" else 0) if half else hour
    return 60 * hour + minute


def _join_range(found: list[Token], text: str) -> None:
    """Make one token of the last ones where they are the two ends of a range."""
    before = len(found) - (2 if len(found) > 1 and found[-2].amount else 3)
    if before < 0:
        return
    one, other = found[before], found[-1]
    if one.amount is None or other.amount is None or one.sentence != other.sentence:
        return
    gap = text[one.end : other.start].strip().lower()
    leads = [each.key for each in found[max(0, before - 6) : before]]
    if gap not in _TO and not (gap == "and" and leads[-1:] == ["between"]):
        return
    both = spanned(one.amount, other.amount)
    if both and not _CHANGES.intersection(leads):
        found[before:] = [Token("amount", one.start, other.end, one.sentence, both)]
