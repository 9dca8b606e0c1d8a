"""Words by which a sentence depends on the one before it."""

import re

_CLAUSE = r"^[\s>*_(\"“-]*(?:\(?(?:[a-z]|[ivx]{1,4}|\d+(?:\.\d+)*)[.)]?\s+)?[*_\"“]*"
_THIS = r"(?:this|that|these|those|such|it|they|the (?:above|foregoing|same|limits?|rules?))"
_ON = r"(?:[^.;]|\.\d)"  # within the sentence: a number's point does not end it
_AMOUNT = r"(?:limit|figure|rate|amount|period|time|fee|sum|allowance|share|percentage|price|term)"
_EXCEPTION = re.compile(
    _CLAUSE + r"(?:unless|except\w*|exempt\w*|excluding|however|but|notwithstanding|nevertheless|"
    r"otherwise|despite|even (?:if|where|so)|only (?:if|when|where)|provided(?: that)?|"
    r"(?:as an|the only|an|another|one) (?:exception|exemption)s?|"
    r"in (?:such|these|those|that|exceptional) (?:an? )?(?:cases?|events?|circumstances?)|"
    rf"{_THIS}\b{_ON}{{0,80}}\b(?:not|only|never|no longer)\b|"
    r"if (?:so|not|this|that|these|those|it|they)|"
    r"beyond (?:this|that)|(?:\w+ ){0,2}(?:more|further|additional) \w+ (?:is|are|may|can)|"
    r"(?:if|when|where)\b[^.;,]{0,120}\bexceed\w*"
    r")\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"^.{1,80}\b(?:however|nevertheless|instead)\b|\bexceptions? to (?:this|these|the)\b|"
    rf"\b{_THIS}\b{_ON}{{0,60}}\b(?:do|does|shall|will|is|are) not (?:apply|applicable|count)\b|"
    r"\b(?:(?:do|does|shall|will) not apply to|are exempt)\b|"
    r"\bthis (?:becomes|rises|falls|drops|increases|decreases|is (?:raised|reduced|doubled|halved))\b|"
    rf"^(?:for|in|after|during|on|at|where|if|when)\b{_ON}{{1,120}}\bthe {_AMOUNT} (?:is|are|becomes)\b",
    re.IGNORECASE | re.DOTALL,
)
_LEANING = re.compile(
    _CLAUSE + r"(?:it|they|he|she|this|these|those|such|that|both|either|neither|"
    r"also|then|therefore|thus|instead|likewise|similarly|in addition)\b",
    re.IGNORECASE,
)
_VARIES = re.compile(
    _CLAUSE + rf"the (\w+)\b{_ON}*\b(?:where|if|when|unless|except|only|not)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"^[\s#>*_-]*(\d+(?:\.\d+)+)\b")


def excepts(sentence: str) -> bool:
    """Whether `sentence` is a condition on or an exception to what stands before it."""
    return bool(_EXCEPTION.search(sentence) or _INSIDE.search(sentence))


def varies(sentence: str, rule: str) -> bool:
    """Whether `sentence` says on what condition something else holds of what `rule` speaks of."""
    found = _VARIES.match(sentence)
    return found is not None and found.group(1).lower() in rule.lower().split()


def leans(sentence: str) -> bool:
    """Whether `sentence` cannot be understood without the one before it."""
    return bool(_LEANING.search(sentence)) or excepts(sentence)


def clause_number(sentence: str) -> str | None:
    """The number a clause begins with, such as `3.1`."""
    found = _NUMBER.match(sentence)
    return found.group(1) if found else None


def refers_to(sentence: str, number: str) -> bool:
    """Whether `sentence` names the clause `number`, and not as its own."""
    own = clause_number(sentence)
    return own != number and bool(
        re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", sentence)
    )
