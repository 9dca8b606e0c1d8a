"""Numbers that name someone or an account: told by shape and checksum, and never by luck.

One in ten numbers passes a check digit. In a text, a shape that other numbers have too counts only
beside a word that names it; in a column, the share that passes must exceed chance by far.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.classification.chance import by_chance, exceeds_chance
from core.classification.values import Column, Matched, Span
from core.classification.words import any_of, names_one, stands_before

_MOSTLY, _PARTLY, _NAMED = 0.9, 0.1, 0.5
_UNLIKELY, _EVEN = 0.02, 0.5
_REACH = 50
_PROBE = 40
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Identifier:
    """One kind of number.

    `shape` is how it is written, `chance` at most how likely a number written so passes `is_valid`
    by accident, `words` what people call it. `is_distinct` says that nothing else is written so.
    """

    name: str
    shape: str
    is_valid: Callable[[str], bool]
    chance: float
    words: tuple[str, ...] = ()
    is_distinct: bool = False

    def is_shaped(self, value: str) -> bool:
        """Whether a whole value is written like one."""
        return _pattern(self.shape).fullmatch(value) is not None


def in_text(identifiers: Sequence[Identifier], text: str) -> Iterator[Span]:
    """Valid numbers, each place once, the more telling kinds first."""
    taken: list[Span] = []
    for identifier in identifiers:
        for match in _pattern(rf"(?<![\w.-])(?:{identifier.shape})(?![\w-])").finditer(text):
            span = Span(match.start(), match.end(), identifier.name)
            if _is_free(span, taken) and _is_one(identifier, match[0], text, match.start()):
                taken.append(span)
    yield from sorted(taken, key=lambda span: span.start)


def in_column(identifiers: Sequence[Identifier], column: Column) -> Matched | None:
    """The kind that a column's values are of, if any; what most values pass comes first."""
    if not any(_DIGITS.search(value) for value in column.values):
        return None
    column = replace(column, values=tuple(value.strip() for value in column.values))
    best: Matched | None = None
    for identifier in identifiers:
        found = _of_kind(identifier, column)
        if found is not None and (best is None or len(found.values) > len(best.values)):
            best = found
    return best


def _of_kind(identifier: Identifier, column: Column) -> Matched | None:
    named = bool(identifier.words) and names_one(column.name, identifier.words)
    if not named and not identifier.is_distinct and not _is_likely(identifier, column.values):
        return None
    shaped = [value for value in column.values if identifier.is_shaped(value)]
    passed = tuple(value for value in shaped if identifier.is_valid(value))
    if not passed or not _is_told(identifier, named, len(passed), len(shaped), len(column.values)):
        return None
    return Matched(identifier.name, passed, len(column.values))


def _is_likely(identifier: Identifier, values: Sequence[str]) -> bool:
    """Whether a column's values alone may give it away: a strict check that the first ones pass."""
    if identifier.chance >= _EVEN:
        return False  # numbers in a row may all pass a check that turns few away
    first = values[:_PROBE]
    passed = sum(identifier.is_shaped(value) and identifier.is_valid(value) for value in first)
    return passed >= _NAMED * len(first)


def _is_told(identifier: Identifier, named: bool, passed: int, shaped: int, of: int) -> bool:
    share = passed / of
    if named:
        return share >= _NAMED
    if identifier.is_distinct:
        # a shape of its own has no luck to be told from where it has no check digit either
        lucky = (
            identifier.chance < _EVEN and by_chance(passed, shaped, identifier.chance) > _UNLIKELY
        )
        return share >= _PARTLY and not lucky
    return share >= _MOSTLY and exceeds_chance(passed, shaped, identifier.chance)


def _is_one(identifier: Identifier, value: str, text: str, start: int) -> bool:
    told = identifier.is_distinct or (
        bool(identifier.words) and stands_before(text, start, any_of(identifier.words), _REACH)
    )
    return told and identifier.is_valid(value)


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span.end <= other.start or other.end <= span.start for other in taken)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
