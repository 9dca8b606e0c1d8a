"""Where an answer gives a fact word for word, or number for number, in whatever form."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from core.evaluation.facts.amounts import Amount
from core.evaluation.facts.bare import counts, is_bare, names, spoken
from core.evaluation.facts.dates import Day
from core.evaluation.facts.negation import is_denied
from core.evaluation.facts.tokens import Token, tokens
from core.evaluation.facts.units import Unit, named
from core.evaluation.suites.values import AnyOf, DateFact, Fact, NumberFact, TextFact


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the answer that gives a fact; `denied` where it says that the fact is not so.

    `unsure` where it may as well mean something else, as 07/01/2027 does.
    """

    start: int
    end: int
    denied: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer as it is looked through; `around` holds the keys of all its and its question's tokens."""

    text: str
    tokens: tuple[Token, ...]
    around: frozenset[str]
    years: frozenset[int]


def places(fact: Fact, answer: str, asked: str = "") -> tuple[Place, ...]:
    """The places, each once: those stated for sure first, then those unsure, then those denied.

    Text is found modulo case, white space, Markdown, separators, articles and plurals; amounts are
    compared on the scale of what they measure, and a range holds none of its numbers. `asked`, the
    question, may name the unit of a bare number and the year of a day.
    """
    found = {(each.start, each.end): each for each in _places(fact, _said(answer, asked))}
    return tuple(sorted(found.values(), key=lambda each: (each.denied, each.unsure, each.start)))


def _said(answer: str, asked: str) -> _Said:
    both = (*tokens(answer), *tokens(asked))
    years = {day.year for token in both for day in token.days if day.year}
    bare = {int(token.amount.low) for token in both if token.amount and not token.amount.measure}
    return _Said(answer, tokens(answer), spoken(both), frozenset(years | bare))


@singledispatch
def _places(fact: Fact, said: _Said) -> Iterator[Place]:
    raise TypeError(fact)


@_places.register
def _any(fact: AnyOf, said: _Said) -> Iterator[Place]:
    for option in fact.options:
        yield from _places(option, said)


@_places.register
def _text(fact: TextFact, said: _Said) -> Iterator[Place]:
    wanted = tokens(fact.text)
    for first in range(len(said.tokens) - len(wanted) + 1):
        last = first + len(wanted) - 1
        if (
            wanted
            and said.tokens[first].sentence == said.tokens[last].sentence
            and all(_is_token(want, said, first + at) for at, want in enumerate(wanted))
        ):
            yield _place(said, first, last)


@_places.register
def _number(fact: NumberFact, said: _Said) -> Iterator[Place]:
    unit = named(fact.unit) if fact.unit else None
    for at, token in enumerate(said.tokens):
        if token.amount and not token.amount.is_range and _is_number(fact, unit, said, at):
            yield _place(said, at, at)


@_places.register
def _date(fact: DateFact, said: _Said) -> Iterator[Place]:
    wanted = Day(fact.date.year, fact.date.month, fact.date.day)
    for at, token in enumerate(said.tokens):
        if any(_is_day(wanted, day, said.years) for day in token.days):
            yield _place(said, at, at)


def _place(said: _Said, first: int, last: int) -> Place:
    some = said.tokens[first : last + 1]
    denied = is_denied(said.text, said.tokens, first, last)
    unsure = any(len(token.days) > 1 for token in some)
    return Place(some[0].start, some[-1].end, denied, unsure)


def _is_token(want: Token, said: _Said, at: int) -> bool:
    have = said.tokens[at]
    if want.days:
        return any(day.says(each) for day in have.days for each in want.days)
    if want.amount:
        year = want.amount.low if not want.amount.measure else None
        return any(day.year == year for day in have.days) or _is_amount(want.amount, said, at)
    return have.is_word and want.key == have.key


def _is_amount(want: Amount, said: _Said, at: int) -> bool:
    """Whether they are one amount; a bare number will do where its unit is spoken of."""
    have = said.tokens[at].amount
    if have is None:
        return False
    unit = Unit(want.measure, want.factor)
    if not want.measure or (is_bare(said.text, said.tokens, at) and names(said.around, unit)):
        return (want.low, want.high) == (have.low, have.high)
    return want.equals(have)


def _is_number(fact: NumberFact, unit: Unit | None, said: _Said, at: int) -> bool:
    have = said.tokens[at].amount
    if have is None:
        return False
    if unit and have.measure == unit.measure:
        return _is_near(have.low * have.factor, fact, unit.factor)
    if not _is_near(have.low, fact, 1.0):
        return False
    if fact.unit is None or _is_working(have, fact.unit, unit):
        return True
    alone = is_bare(said.text, said.tokens, at)
    if unit:
        return alone and names(said.around, unit)
    return counts(fact.unit, said.tokens, at) or (
        alone and all(token.key in said.around for token in tokens(fact.unit))
    )


def _is_near(value: float, fact: NumberFact, factor: float) -> bool:
    wanted = fact.number * factor
    return abs(value - wanted) <= fact.tolerance * factor + 1e-6 * abs(wanted)


def _is_working(have: Amount, written: str, unit: Unit | None) -> bool:
    """`10 working days` will do for `10 days`, but not for `10 calendar days`, and not for two weeks."""
    return (
        unit is not None and "calendar" not in written and have.measure == f"working {unit.measure}"
    )


def _is_day(wanted: Day, said: Day, years: frozenset[int]) -> bool:
    return said.says(wanted) or (
        said.year is None and wanted.year in years and wanted.meets(said) and said.day is not None
    )
