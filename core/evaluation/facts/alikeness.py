"""How much one token is another: the same amount, day or word, or nearly."""

from functools import lru_cache
from math import isclose

from rapidfuzz.distance import OSA

from core.evaluation.facts.amounts import Amount
from core.evaluation.facts.dates import Day
from core.evaluation.facts.tokens import Token
from core.inference.extractive.words import stem

COARSER = 0.7  # the year, or the month, of a day
NEAR = 0.5  # within two percent, or one end of a range
BARE = 0.9  # the number without its unit
SPELT = 0.9  # a word spelt otherwise, or a longer form of it
INITIAL = 0.6


def alike(want: Token, have: Token) -> float:
    """How much `have` is `want`, from 0 to 1."""
    if want.days or have.days:
        return _days(want.days or year(want.amount), have.days or year(have.amount))
    one, two = _size(want), _size(have)
    if one or two:
        return _amounts(one, two) if one and two else 0.0
    return _words(want.key, have.key)


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """The word without its ending."""
    return stem(word)


def _days(want: tuple[Day, ...], have: tuple[Day, ...]) -> float:
    if any(said.says(wanted) for wanted in want for said in have):
        return 1.0
    is_coarser = any(wanted.says(said) and said.year for wanted in want for said in have)
    return COARSER if is_coarser else 0.0


def year(amount: Amount | None) -> tuple[Day, ...]:
    """The year that a bare number is, as a day of it, or nothing."""
    if amount is None or amount.measure or amount.is_range or not 1000 <= amount.low < 2100:
        return ()
    return (Day(int(amount.low), None, None),)


def _size(token: Token) -> Amount | None:
    rank = token.key.removesuffix("th")
    if token.amount is None and rank.isdecimal():
        return Amount("", float(rank), float(rank))
    return token.amount


def _amounts(want: Amount, have: Amount) -> float:
    if want.equals(have):
        return 1.0
    if (want.low, want.high) == (have.low, have.high):
        return BARE
    if want.measure != have.measure:
        return 0.0
    within = 0.0 if not want.measure and want.low == int(want.low) else 0.02
    return NEAR if any(_near(want, have, within)) else 0.0


def _near(want: Amount, have: Amount, within: float) -> tuple[bool, bool]:
    low = isclose(want.low * want.factor, have.low * have.factor, rel_tol=within)
    high = isclose(want.high * want.factor, have.high * have.factor, rel_tol=within)
    return low, high


@lru_cache(maxsize=262144)
def _words(want: str, have: str) -> float:
    if want == have or root(want) == root(have):
        return 1.0
    short, long = sorted((want, have), key=len)
    if len(short) == 1:
        return INITIAL if short == long[0] else 0.0
    if len(short) >= 4 and long.startswith(short) and len(short) >= 0.6 * len(long):
        return SPELT
    if len(short) < 5:
        return 0.0
    most = max(5, (3 * len(want) + 3) // 4)
    if OSA.normalized_similarity(want, have) >= 0.8 or want[:most] == have[:most]:
        return SPELT
    return 0.0
