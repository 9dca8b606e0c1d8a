"""Whether a passage states a fact: its amounts on one scale, its words without their endings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.readiness.documents.claims import content
from core.readiness.documents.passages import Passage
from core.readiness.documents.quantities import Quantity, quantities, same

ENOUGH = 0.6  # of a fact's words, where it has amounts too
ALL = 0.75  # where it has none

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|cannot|nothing|without|refused)\b", re.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """What an answer states: its amounts, numbers without a unit, and words."""

    text: str
    amounts: tuple[Quantity, ...]
    numbers: tuple[float, ...]
    words: frozenset[str]


def fact(text: str) -> Fact:
    """The fact that `text`, a span of an answer, states."""
    found = quantities(text)
    rest = _outside(text, found)
    return Fact(text, found, tuple(map(_value, _NUMBER.findall(rest))), content(rest))


def states(passage: Passage, wanted: Fact) -> bool:
    """Whether a passage, read under its headings, states the fact."""
    if f" {_plain(wanted.text)} " in f" {_plain(passage.words)} ":
        return True
    if not _has_amounts(passage, wanted):
        return False
    said = content(f"{passage.words} {' '.join(passage.under)}")
    share = len(wanted.words & said) / len(wanted.words) if wanted.words else 1.0
    if wanted.amounts or wanted.numbers:
        return share >= ENOUGH
    return (
        bool(wanted.words) and share >= ALL and _polarity(passage.words) == _polarity(wanted.text)
    )


def _has_amounts(passage: Passage, wanted: Fact) -> bool:
    found = quantities(passage.words)
    numbers = [_value(each) for each in _NUMBER.findall(passage.words)]
    return all(_holds(each, found, numbers, passage) for each in wanted.amounts) and all(
        each in numbers for each in wanted.numbers
    )


def _holds(
    amount: Quantity, found: Sequence[Quantity], numbers: Sequence[float], passage: Passage
) -> bool:
    if any(each.measure == amount.measure and same(each, amount) for each in found):
        return True
    # in a table the unit stands in the header or the caption, and in a list in the lead-in
    above = f"{' '.join(passage.under)} {' '.join(name for name, _ in passage.cells)}".lower()
    unit = amount.unit or amount.measure
    bare = [_value(each) for each in _NUMBER.findall(amount.written)]
    return bool(bare) and bare[0] in numbers and unit.split()[-1] in above


def _outside(text: str, found: Sequence[Quantity]) -> str:
    for each in reversed(found):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _value(written: str) -> float:
    return float(written.replace(",", ""))


def _polarity(text: str) -> bool:
    return len(_NEGATION.findall(text)) % 2 == 1


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:[.,:]\d+)*", text.lower()))
