"""Whether words are denied where they stand: `not EUR 62`, `no longer applies`, `rather than`."""

import re
from collections.abc import Sequence

from core.evaluation.facts.tokens import Token

_NOT = (
    "not never no cannot nor neither isnt arent wasnt werent dont doesnt didnt cant wont couldnt "
    "wouldnt shouldnt mustnt neednt hasnt havent"
)
_LIMITS = (
    "only more less later earlier fewer exceed exceeded exceeding limited just merely solely until "
    "before above over beyond"
)
_BETWEEN = (
    "be been being is are was to need needed have has required any of for at it also ever yet allow "
    "allowed permitted as do does that permit longer apply"
)
_CUES, _BUT_LIMITS, _LIGHT = (frozenset(words.split()) for words in (_NOT, _LIMITS, _BETWEEN))
_INSTEAD = frozenset({("rather", "than"), ("instead", "of")})
_AFTER = re.compile(
    r"\W{0,3}(?:(?:is|are|was|were|would be|has been)\s+)?(?:no longer\b|"
    r"(?:now\s+)?(?:wrong|incorrect|false|untrue|outdated|superseded|obsolete)\b|"
    r"not\s+(?:the\s+)?(?:correct|right|true|accurate|answer|case)\b|"
    r"(?:does|do)(?:\s+not|n['’]t)\s+apply\b)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,:;()—–]")
_FAR = 5  # tokens


def is_denied(text: str, said: Sequence[Token], first: int, last: int) -> bool:
    """Whether tokens `first` to `last` of `text` are denied right before or right behind them.

    A limit is no denial: `not more than EUR 62` states EUR 62.
    """
    return _denied_before(text, said, first) or bool(_AFTER.match(text, said[last].end))


def _denied_before(text: str, said: Sequence[Token], first: int) -> bool:
    for at in range(first - 1, max(-1, first - 1 - _FAR), -1):
        token, follower = said[at], said[at + 1]
        if token.sentence != said[first].sentence:
            return False
        if _BREAK.search(text, token.end, said[first].start):
            return False
        if token.key in _CUES:
            return follower.key not in _BUT_LIMITS
        if (said[at - 1].key, token.key) in _INSTEAD and at > 0:
            return True
        if not (token.key in _LIGHT or token.key.endswith("ly")):
            return False
    return False
