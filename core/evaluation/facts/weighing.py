"""How much each token of a fact tells: names and numbers much, fillers nothing."""

from collections.abc import Sequence

from core.evaluation.facts.alikeness import root
from core.evaluation.facts.tokens import Token, tokens

ASKED = 0.2  # what a token counts that the question has
TITLE = 0.1  # an honorific, an initial
GIVEN = 0.5  # the first of several names
MIDDLE = 0.2  # those between the first and the last
BESIDE = 0.4  # a word beside a number or a name; what stands behind a comma
_FILLING = (
    "of in on at to for from by with and or as is are was were be been it its this that these those "
    "their his her which who when where about into during after before between over under up out "
    "not no than then also both all any some such"
)
_TITLES = (
    "mr mrs ms miss dr prof professor sir dame lord lady st saint king queen prince princess "
    "president general captain colonel sergeant reverend rev jr sr senator congressman "
    "congresswoman emperor pope bishop justice judge ii iii iv"
)
_FILLERS, _HONORIFICS = frozenset(_FILLING.split()), frozenset(_TITLES.split())


def weights(wanted: str, asked: str) -> tuple[float, ...]:
    """What each token of `wanted` counts; all the same where none tells anything.

    Of several names the last counts most, of names beside other words the names behind them:
    `Linnaeus` in `Swedish botanist Carl Linnaeus`. Of what commas part, the first part.
    """
    want = tokens(wanted)
    spoken = frozenset(root(token.key) for token in tokens(asked))
    comma = wanted.find(",")
    names = _names(wanted, want)
    numbers = any(is_number(token) for token in want)
    found = []
    for at, token in enumerate(want):
        weight = _weight(token, spoken)
        if not is_number(token) and (
            numbers or (names and at not in names) or 0 < comma < token.start
        ):
            weight *= BESIDE
        elif at in names[:-1] and at + 1 in names:
            weight *= GIVEN if at == names[0] else MIDDLE
        found.append(weight)
    return tuple(found) if any(found) else (1.0,) * len(want)


def is_number(token: Token) -> bool:
    """Whether it is an amount, a day, a time of day or an ordinal."""
    return not token.is_word or token.key.startswith("at ") or token.key[:1].isdigit()


def is_telling(token: Token) -> bool:
    """Whether it is no filler, title or initial."""
    return token.key not in _FILLERS | _HONORIFICS and len(token.key) > 1


def _names(wanted: str, want: Sequence[Token]) -> list[int]:
    """The capital words; where other words part them, those behind the last of these."""
    names: list[int] = []
    parted = False
    for at, token in enumerate(want):
        if is_number(token) or token.key in _FILLERS:
            continue
        if not wanted[token.start].isupper():
            parted = True
        else:
            names = [at] if parted else [*names, at]
            parted = False
    return names


def _weight(token: Token, spoken: frozenset[str]) -> float:
    if is_number(token):
        return 1.0
    if token.key in _FILLERS:
        return 0.0
    if not is_telling(token):
        return TITLE
    return ASKED if root(token.key) in spoken else 1.0
