"""How much of a fact an answer states, where people would take a part of it for the whole.

Names come with and without middle names, titles and initials, days without their day or month,
words in another form or spelling. So a fact counts by its telling tokens (`weighing`), what is
found must stand together, and what is found of a name or a day must not be another's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.evaluation.facts.alikeness import COARSER, INITIAL, alike, year
from core.evaluation.facts.dates import Day
from core.evaluation.facts.negation import is_denied
from core.evaluation.facts.tokens import Token, tokens
from core.evaluation.facts.weighing import ASKED, is_number, is_telling, weights

OTHER = 0.4  # what is left of a match that is another's: another Wilson, another day of that year
LATER = 0.01  # what each sentence before it takes from a match


@dataclass(frozen=True, slots=True)
class Resembling:
    """The stretch of an answer that states most of a fact, and how much, from 0 to 1."""

    share: float
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Hit:
    """Token `want` of the fact is, to a `degree`, token `at` of the answer."""

    at: int
    want: int
    degree: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """A fact's tokens with their weights, and the answer's tokens with its text."""

    want: Sequence[Token]
    weights: Sequence[float]
    said: Sequence[Token]
    text: str
    asked: frozenset[Day]


def closest(alternatives: Iterable[str], answer: str, asked: str = "") -> Resembling:
    """The stretch of `answer` that states most of one of the alternatives.

    What it denies counts nothing, and what the question says already counts little.
    """
    said = tokens(answer)
    wanted = [each for each in alternatives if tokens(each)]
    limit = OTHER if _is_other_day(wanted, said) else 1.0
    years = frozenset(day for token in tokens(asked) for day in year(token.amount))
    pairs = [_Pair(tokens(each), weights(each, asked), said, answer, years) for each in wanted]
    return max((_closest(pair, limit) for pair in pairs), key=_share, default=Resembling(0.0))


def _share(found: Resembling) -> float:
    return found.share


def _closest(pair: _Pair, limit: float) -> Resembling:
    hits = list(_hits(pair))
    reach = 2 * len(pair.want) + 4
    stretches = (
        [each for each in hits[at:] if each.at - hits[at].at <= reach] for at in range(len(hits))
    )
    best = max((_judged(each, pair) for each in stretches), key=_share, default=Resembling(0.0))
    is_dated = any(token.days or year(token.amount) for token in pair.want)
    return Resembling(min(best.share, limit), best.start, best.end) if is_dated else best


def _hits(pair: _Pair) -> Iterator[_Hit]:
    for at, have in enumerate(pair.said):
        for number, token in enumerate(pair.want):
            if pair.weights[number] and (degree := alike(token, have)):
                is_asked = degree == COARSER and not pair.asked.isdisjoint(year(have.amount))
                yield _Hit(at, number, ASKED if is_asked else degree)


def _judged(stretch: Sequence[_Hit], pair: _Pair) -> Resembling:
    best: dict[int, _Hit] = {}
    for hit in stretch:
        if hit.want not in best or hit.degree > best[hit.want].degree:
            best[hit.want] = hit
    places = sorted(hit.at for hit in best.values())
    if is_denied(pair.text, pair.said, places[0], places[-1]):
        return Resembling(0.0)
    share = sum(pair.weights[hit.want] * hit.degree for hit in best.values()) / sum(pair.weights)
    if _is_other_name(best, pair) or _is_initial(best) or not _has_number(best, pair):
        share *= OTHER
    first, last = pair.said[places[0]], pair.said[places[-1]]
    return Resembling(share * (1 - LATER * min(5, first.sentence)), first.start, last.end)


def _is_initial(found: dict[int, _Hit]) -> bool:
    """Whether all that was found is an initial, which is no name by itself."""
    return all(hit.degree <= INITIAL for hit in found.values())


def _has_number(found: Iterable[int], pair: _Pair) -> bool:
    """Whether a number was found, if the fact has any."""
    numbers = {at for at, token in enumerate(pair.want) if is_number(token)}
    return not numbers or not numbers.isdisjoint(found)


def _is_other_name(found: dict[int, _Hit], pair: _Pair) -> bool:
    """Whether of several words only the last was found, behind a capital word that is not the fact's."""
    last = len(pair.want) - 1
    telling = [at for at in range(last) if is_telling(pair.want[at])]
    if last not in found or not telling or any(at in found for at in telling):
        return False
    at = found[last].at
    if at == 0 or not is_telling(pair.said[at - 1]):
        return False
    before, itself = pair.said[at - 1], pair.said[at]
    starts = pair.text[before.start] + pair.text[itself.start]
    gap = pair.text[before.end : itself.start]
    return (
        gap in {" ", "-"} and starts.isupper() and "." not in pair.text[before.start : before.end]
    )


def _is_other_day(wanted: Iterable[str], said: Sequence[Token]) -> bool:
    """Whether the answer gives a day of a year that the fact gives another day of."""
    right = [day for each in wanted for token in tokens(each) for day in token.days if day.year]
    years = {day.year for day in right}
    rivals = [day for token in said for day in token.days if day.year in years]
    return bool(rivals) and not any(day.meets(each) for day in rivals for each in right)
