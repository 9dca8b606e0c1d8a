"""What kind of answer a question asks for, and whether a sentence holds one."""

import re
from enum import StrEnum

_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|ninety|hundred|thousand|million|half|quarter|third|once|twice|daily|weekly|"
    r"monthly|quarterly|yearly|annual\w*|no limit|unlimited|free|none|nothing|every|each|all"
)
_MONTHS = r"january|february|march|april|may|june|july|august|september|october|november|december"


class Expected(StrEnum):
    """Kinds of answers that can be told by their looks."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"


_ASKS = {
    Expected.TIME: re.compile(
        r"\bwhen\b|\bhow (?:long|soon|late|early|often|frequently|old|quickly)\b|"
        r"\b(?:what|which|by what|how many) (?:date|day|days|time|year|years|month|months|week|weeks|"
        r"hours?|century|deadline|period)\b|\bdeadline\b",
        re.IGNORECASE,
    ),
    Expected.NUMBER: re.compile(
        r"\bhow (?:much|many|far|high|large|big|fast|wide|tall|heavy)\b|"
        r"\b(?:what|which)(?:'s| is| are| was| were)? (?:the |our |my )?(?:\w+ ){0,3}"
        r"(?:amount|limit|rate|maximum|minimum|fee|cost|price|number|percentage|threshold|"
        r"allowance|temperature|ceiling|cap|salary|total)\b",
        re.IGNORECASE,
    ),
    Expected.PERSON: re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE),
}
_HOLDS = {
    Expected.NUMBER: re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    Expected.TIME: re.compile(
        rf"\d|\b(?:{_NUMBER_WORDS}|{_MONTHS}|before|after|until|immediately|at once|same day|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|century|days?|weeks?|months?|years?|hours?)\b",
        re.IGNORECASE,
    ),
    Expected.PERSON: re.compile(
        r"(?<=[a-z,|] )[A-Z][\w'’-]+|^[\s|*_-]*[A-Z][\w'’-]+ (?:[A-Z]|and\b)|"
        r"\b(?:manager|director|officer|head|team|board|committee|supervisor|lead|chief|owner|office|"
        r"department|secretary|president|person|nurse|doctor|employee|staff|desk|treasurer|auditor)s?\b"
    ),
}


def expected(question: str) -> Expected | None:
    """The kind of answer asked for, if it is one that can be told by its looks."""
    return next((kind for kind, asks in _ASKS.items() if asks.search(question)), None)


def holds(kind: Expected | None, text: str) -> bool:
    """Whether `text` has something of that kind; anything will do where none is asked for."""
    return kind is None or bool(_HOLDS[kind].search(text))
