"""What a follow-up leans on, told by its words: no model is asked, and a whole question is left as it is.

A question leans on those before it when it opens like a continuation ("And in July?"), when it is
but a part of a sentence ("For trainees?"), when it names nothing of its own ("Who approves?"), or
when it points back ("Can it be extended?") to what it has not named itself. The words are English;
in other languages a question rarely leans.
"""

import re
from collections.abc import Sequence

from core.domain.answer import Turn
from core.inference.extractive.words import subject

MOST_TURNS = 10
LONGEST_QUESTION = 300  # characters; three such and a follow-up fit into an embedding's window
LONGEST_ANSWER = 600
LEANED_ON = 3
WHOLE = 3  # words of its own with which a question after "And" is one of its own
ENOUGH = 5  # words of its own with which a question is found whatever else it points to
LATIN = "\u024f"  # the last letter of the Latin script's extensions

_COURTESY = re.compile(
    r"^(?:(?:hi|hello|hey|thanks|thank you|thx|cheers|ok|okay|great|good|nice|perfect|got it|i see|"
    r"understood|right|alright|sorry|please|well|yes|yeah|no)\b"
    r"(?: (?:so|very) much| a lot| for (?:that|this|the \w+))?[\s,.!;:–-]+)+",
    re.IGNORECASE,
)
_AND = re.compile(r"^(?:(?:and|or|but|so|then|also)\b[\s,]*)+", re.IGNORECASE)
_CONTINUES = re.compile(
    r"(?:why not|(?:what|how) about|what if|(?:what|who|where|anything) else|"
    r"(?:even|only|not|same) (?:for|in|on|at|if|when|with|without|after|before|during)|"
    r"i (?:mean|meant))\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:for|in|on|at|after|before|with|without|during|from|by|to|until|per|under|over|within|if|"
    r"unless|as|of|than)\b",
    re.IGNORECASE,
)
_VERB = r"(?:is|are|was|were|am|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had)"
_ASKED = (
    rf"\b{_VERB}(?:n't)? (?:i|we|you|they|he|she|it|there|the|an?|my|our|your|their|one|all|this|"
    r"that|these|those|some\w*|any\w*|every\w*|no\w*)\b"
)
_WHOLE = re.compile(
    rf"\b(?:what|which|who|whom|whose|when|where|why|how)\b|{_ASKED}", re.IGNORECASE
)
_INVERTED = re.compile(_ASKED, re.IGNORECASE)
_IMPERSONAL = re.compile(
    r"\bit (?:\w+ )?(?:true|possible|necessary|allowed|okay|ok|legal|safe|required|worth|better|best|"
    r"important|hard|easy|takes?|costs?|matter|mean)\b[^,.?!]*\b(?:to|that|if|when|for)\b|"
    r"\bit (?:if|when|that)\b",
    re.IGNORECASE,
)
_A_TIME = (
    r"(?:year|month|week|day|morning|afternoon|evening|time|quarter|spring|summer|autumn|fall|"
    r"winter|weekend|\w+day)"
)
_BACK = re.compile(
    r"\b(?:its?|itself|they|them|theirs?|he|she|him|hers?|his|"
    rf"(?:this|these|those)(?! {_A_TIME}\b)|(?:the|an|a|which|that|this) (?:\w+ )?one|ones|"
    r"the (?:same|others?|rest|latter|former|above)|such(?! as)|if (?:so|not)|"
    r"(?:is|was|does|did|will|would|can|has|about|for|of|to|with|than|like|after|before|in|on) that|"
    r"(?:that|then)(?=\s*(?:[?.!,;]|$)))\b|^that\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.,;:?!]\s|\b(?:and|or)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|on|for|in|about|to|with|from|by|under)\s*$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:an?|the|my|our|your|any|some|no|each|every|another|two|three|\d+) ((?:\w+ )?\w+)\b",
    re.IGNORECASE,
)


def latest(earlier: Sequence[Turn]) -> tuple[Turn, ...]:
    """The last ten of `earlier`: questions without their beginning, answers without their end if long."""
    return tuple(
        Turn(turn.question.strip()[-LONGEST_QUESTION:], turn.answer.strip()[:LONGEST_ANSWER])
        for turn in earlier[-MOST_TURNS:]
    )


def understood(question: str, earlier: Sequence[Turn]) -> str:
    """What to search for: `question`, and if it leans, before it the questions it leans on.

    Those are the last of `earlier` (oldest first) that stands alone and what was asked since, at
    most three. What names nothing, such as thanks, is passed over.
    """
    leaned_on: list[str] = []
    if leans(question):
        for turn in reversed(latest(earlier)):
            if subject(turn.question):
                leaned_on.insert(0, turn.question)
            if not leans(turn.question) or len(leaned_on) == LEANED_ON:
                break
    return " ".join([*leaned_on, question])


def leans(question: str) -> bool:
    """Whether `question` cannot be understood without those before it."""
    said = _COURTESY.sub("", question.strip())
    text = _AND.sub("", said)
    own = len(subject(text))
    if own == 0:
        return not _is_foreign(text)
    goes_on = text != said and (own < WHOLE or not _INVERTED.search(text))
    if goes_on or _CONTINUES.match(text):
        return True
    return own < ENOUGH and (_is_a_part(text, own) or _points_back(text))


def _is_foreign(text: str) -> bool:
    """Whether `text` is in another script, of whose words nothing is known."""
    return any(letter.isalpha() and letter > LATIN for letter in text)


def _is_a_part(text: str, own: int) -> bool:
    if _WHOLE.search(text):
        return False
    return bool(_PART.match(text)) or (own == 1 and text.endswith("?"))


def _points_back(text: str) -> bool:
    """Whether `text` refers to something it has not named before."""
    # an "it" that stands for nothing is blanked out, the length kept
    found = _BACK.search(_IMPERSONAL.sub(lambda it: "_" * len(it[0]), text))
    return found is not None and not _names_something(text[: found.start()])


def _names_something(text: str) -> bool:
    """Whether `text`, which a pronoun follows, names what the pronoun may stand for."""
    own = subject(text)
    if _CLAUSE_END.search(text):
        return bool(own)
    if _OF.search(text):  # in "the interest on it", it is not the interest
        return len(own) > 2
    return len(own) > 1 or any(subject(noun[1]) for noun in _NAMED.finditer(text))
