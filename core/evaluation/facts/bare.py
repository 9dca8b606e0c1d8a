"""Numbers without a unit, which may take it from what is said elsewhere: a header, the question."""

import re
from collections.abc import Sequence
from itertools import takewhile

from core.evaluation.facts.tokens import Token, singular, tokens
from core.evaluation.facts.units import Unit, alike, counted

_FOLLOWING = (
    "per for each every if in on at of to and or but by from as with unless until when where which "
    "that is are was be plus minus up more less before after then because so"
)
_LABELLING = (
    "section table form article clause page chapter rule version annex step part paragraph item no "
    "number figure level class room line phase schedule appendix"
)
_AFTER, _LABELS = frozenset(_FOLLOWING.split()), frozenset(_LABELLING.split())
_TOUCHING = re.compile(r"[\s-]*(?:(?:the|an?)\s+)?", re.IGNORECASE)
_NEAR = 3  # tokens between a number and the noun that it counts


def spoken(said: Sequence[Token]) -> frozenset[str]:
    """The words and units that tokens name."""
    units = {_key(token.amount.measure, token.amount.factor) for token in said if token.amount}
    return frozenset(units) | {token.key for token in said}


def names(around: frozenset[str], unit: Unit) -> bool:
    """Whether a unit is among what was spoken of, under any of its names."""
    return _key(unit.measure, unit.factor) in around or not around.isdisjoint(
        singular(each) for each in alike(unit)
    )


def is_bare(text: str, said: Sequence[Token], at: int) -> bool:
    """Whether the number at `at` counts nothing of its own: not `62 members`, not `section 62`."""
    amount = said[at].amount
    if amount is None or amount.measure or (at and said[at - 1].key in _LABELS):
        return False
    if at + 1 == len(said):
        return True
    following = said[at + 1]
    gap = text[said[at].end : following.start]
    return not (following.is_word and _TOUCHING.fullmatch(gap)) or following.key in _AFTER


def counts(noun: str, said: Sequence[Token], at: int) -> bool:
    """Whether the number at `at` is followed by what it counts, a noun that is no known unit."""
    amount = said[at].amount
    near = takewhile(
        lambda each: each.is_word and each.sentence == said[at].sentence,
        said[at + 1 : at + 2 + _NEAR],
    )
    wanted = {token.key for token in tokens(counted(noun)) if token.is_word}
    is_named = bool(wanted) and wanted <= {each.key for each in near}
    return is_named and amount is not None and not amount.measure


def _key(measure: str, factor: float) -> str:
    return f"{measure} x {factor:g}"
