"""Where an answer gives a fact word for word, or number for number, in whatever form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from core.evaluation.facts.amounts import Amount
from core.evaluation.facts.dates import Day
from core.evaluation.facts.negation import is_denied
from core.evaluation.facts.tokens import Token, singular, tokens
from core.evaluation.facts.units import aliases, named
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
    keys = frozenset(token.key for token in both) | _units(both)
    return _Said(answer, tokens(answer), keys, frozenset(years | bare))


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
        some = said.tokens[first : first + len(wanted)]
        if wanted and some[0].sentence == some[-1].sentence and _same(wanted, some, said):
            yield _place(said, first, first + len(wanted) - 1)


@_places.register
def _number(fact: NumberFact, said: _Said) -> Iterator[Place]:
    for at, token in enumerate(said.tokens):
        if token.amount and _is_number(fact, token.amount, said.around):
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


def _same(wanted: Sequence[Token], some: Sequence[Token], said: _Said) -> bool:
    return all(_is_token(want, have, said.around) for want, have in zip(wanted, some, strict=True))


def _is_token(want: Token, have: Token, around: frozenset[str]) -> bool:
    if want.days:
        return any(day.says(each) for day in have.days for each in want.days)
    if want.amount:
        year = want.amount.low if not want.amount.measure else None
        return any(day.year == year for day in have.days) or (
            have.amount is not None and _is_amount(want.amount, have.amount, around)
        )
    return have.is_word and want.key == have.key


def _is_amount(want: Amount, have: Amount, around: frozenset[str]) -> bool:
    """Whether they are one amount; a bare number will do where its unit is spoken of."""
    if not want.measure or (not have.measure and want.measure in around):
        return (want.low, want.high) == (have.low, have.high)
    return want.equals(have)


def _is_number(fact: NumberFact, have: Amount, around: frozenset[str]) -> bool:
    if have.is_range:
        return False
    unit = named(_first(fact.unit)) if fact.unit else None
    if unit and have.measure == unit.measure:
        off = abs(have.low * have.factor - fact.number * unit.factor)
        return off <= fact.tolerance * unit.factor + 1e-6 * abs(fact.number * unit.factor)
    if abs(have.low - fact.number) > fact.tolerance + 1e-6 * abs(fact.number):
        return False
    return not fact.unit or _is_working(have, fact.unit) or _speaks_of(fact.unit, have, around)


def _is_working(have: Amount, unit: str) -> bool:
    """`10 working days` will do for `10 days`, but not for `10 calendar days`, and not for two weeks."""
    known = named(unit) if "calendar" not in unit else None
    return known is not None and have.measure == f"working {known.measure}"


def _speaks_of(unit: str, have: Amount, around: frozenset[str]) -> bool:
    """Whether the unit of a bare number is named elsewhere."""
    if have.measure:
        return False
    known = named(_first(unit))
    if known:
        return known.measure in around or bool(around & set(map(singular, aliases(known))))
    return {token.key for token in tokens(unit) if token.is_word} <= around


def _first(unit: str) -> str:
    """What is counted: `EUR` of `EUR per night`."""
    return unit.replace("/", " per ").split(" per ")[0]


def _is_day(wanted: Day, said: Day, years: frozenset[int]) -> bool:
    return said.says(wanted) or (
        said.year is None and wanted.year in years and wanted.meets(said) and said.day is not None
    )


def _units(said: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.amount.measure for token in said if token.amount) - {""}
