"""What a claim says of the flags of data: that something is there, or that it is not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.evaluation.faithfulness.data import Flag
from core.evaluation.faithfulness.tokens import Token, tokens

_DENIALS_LIST = (
    "no not without lack lacking lacks lacked unavailable neither nor never cannot can't doesn't "
    "don't isn't aren't none absence"
)
_DENIALS = frozenset(_DENIALS_LIST.split())
_CLAUSE = re.compile(
    r";\s|:\s|\s[–—]\s|\b(?:but|however|although|though|while|whereas|yet|except|rather)\b"
    r"|(?:,|\band\b)\s+(?=(?:and\s+)?(?:it|its|they|the|a|an|is|are|has|have|does|do|offers?|with|"
    r"provides?|accepts?|features?|there|also|customers|making|allowing|which|not|no)\b)",
    re.IGNORECASE,
)
_WIDTH = 4  # words within which the words of one flag stand, or behind it its denial

Places = Mapping[str, Sequence[int]]


class Told(NamedTuple):
    """How many flags a claim tells as they are, tells wrong, and tells though they are unknown."""

    right: int = 0
    wrong: int = 0
    unknown: int = 0


def told(claim: str, flags: Sequence[Flag]) -> Told:
    """What a claim says of flags, clause by clause."""
    named = frozenset(token.form for token in tokens(claim))
    clauses = [tokens(clause) for clause in _CLAUSE.split(claim)]
    verdicts = [
        _verdict(clause, place, flag)
        for clause in clauses
        for flag, place in _mentions(clause, flags, named)
    ]
    return Told(verdicts.count("right"), verdicts.count("wrong"), verdicts.count("unknown"))


def _mentions(
    clause: Sequence[Token], flags: Sequence[Flag], named: frozenset[str]
) -> Iterator[tuple[Flag, int]]:
    places: dict[str, list[int]] = {}
    for place, token in enumerate(clause):
        places.setdefault(token.form, []).append(place)
    joined = _joined(clause)
    for flag in flags:
        spot = _place(flag, places, joined)
        if spot is not None and (flag.is_telling or named.intersection(flag.group)):
            yield flag, spot


def _joined(clause: Sequence[Token]) -> Mapping[str, int]:
    """Each word and each two in a row as one, where they stand: `take-out` is `takeout`."""
    low = [token.text.lower() for token in clause]
    words = {word: place for place, word in enumerate(low)}
    return {a + b: place for place, (a, b) in enumerate(pairwise(low))} | words


def _place(flag: Flag, places: Places, joined: Mapping[str, int]) -> int | None:
    """Where the flag is named in the clause, or None."""
    run = next((name for name in flag.squeezed if name in joined), None)
    if run is not None:
        return joined[run]
    found = [places.get(word, ()) for word in flag.words]
    if not all(found):
        return None
    first = found[0][-1]
    is_near = all(any(abs(place - first) <= _WIDTH for place in each) for each in found)
    return first if is_near else None


def _verdict(clause: Sequence[Token], place: int, flag: Flag) -> str:
    if flag.value is None:
        return "elsewhere" if flag.is_elsewhere else "unknown"
    return "right" if flag.value != _is_denied(clause, place) else "wrong"


def _is_denied(clause: Sequence[Token], place: int) -> bool:
    """Whether a denial stands before the place, or right behind it."""
    reach = clause[: place + _WIDTH + 1]
    return any(token.text.lower().replace("’", "'") in _DENIALS for token in reach)
