"""Whether an answer states a fact, where, and whether it denies it there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from core.evaluation.facts.places import Place, places
from core.evaluation.facts.resembling import closest
from core.evaluation.suites.values import AnyOf, DateFact, Fact, NumberFact, TextFact

ENOUGH = 0.5  # of what tells, for `Strictness.PARTS`


class Strictness(Enum):
    """How words are compared. `EXACT`: they stand there in their order, whatever their form.

    `PARTS`: half of what tells will do, as people judge answers to open questions: a name without
    its first name, a year for a day. Numbers and days that a case gives as such are always exact.
    """

    EXACT = "exact"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Found:
    """Where an answer gives a fact: first where it is stated for sure, last where it is denied.

    `share` is how much of it is stated, from 0 to 1, even where that is not enough.
    """

    places: tuple[Place, ...] = ()
    share: float = 0.0

    @property
    def is_stated(self) -> bool:
        """Whether it is said somewhere without being denied there."""
        return any(not place.denied for place in self.places)

    @property
    def is_stated_for_sure(self) -> bool:
        """Whether it is said somewhere, and can only mean that."""
        return any(not (place.denied or place.unsure) for place in self.places)


def find(
    fact: Fact, answer: str, asked: str = "", strictness: Strictness = Strictness.EXACT
) -> Found:
    """Where `answer` gives the fact, and how much of it; `asked` is the question."""
    if strictness is Strictness.EXACT:
        found = Found(places(fact, answer, asked))
        return replace(found, share=float(found.is_stated))
    return _parts(fact, answer, asked)


def _parts(fact: Fact, answer: str, asked: str) -> Found:
    options = tuple(_options(fact))
    words = closest([each.text for each in options if isinstance(each, TextFact)], answer, asked)
    exact = AnyOf(tuple(each for each in options if not isinstance(each, TextFact)))
    found = find(exact, answer, asked)
    if found.is_stated or words.share < ENOUGH:
        return replace(found, share=max(found.share, words.share))
    return Found((Place(words.start, words.end),), words.share)


def _options(fact: Fact) -> Iterator[Fact]:
    if isinstance(fact, AnyOf):
        for option in fact.options:
            yield from _options(option)
    else:
        yield fact


def told(fact: Fact) -> str:
    """The fact in words."""
    match fact:
        case TextFact(text):
            return text
        case NumberFact(number, unit, tolerance):
            about = f" ± {tolerance:g}" if tolerance else ""
            return f"{number:,.12g}{about}{f' {unit}' if unit else ''}"
        case DateFact(day):
            return day.isoformat()
        case AnyOf(options):
            return " or ".join(map(told, options))
