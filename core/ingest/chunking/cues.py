"""Words that make a sentence depend on the one before it: conditions, exceptions, provisos.

One place for them, so that the chunker, the check of its work and any benchmark mean the same.
"""

import re

_MARKUP = r"[\s>*_+~`\"“”‘’'\[\-–—]*+"
_ENUMERATOR = r"(?:\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,3})[.)]\s+)?"
_BACK = r"(?:this|that|these|those|such|the (?:above|foregoing|preceding|previous))"
_LIMITS = (
    r"(?:exceptions?|exemptions?|exclusions?|conditions?|limitations?|limits?|restrictions?|"
    r"requirements?|prohibitions?|provisos?|provisions?|rules?|waivers?|paragraphs?|sections?)"
)

_OPENING = re.compile(
    rf"^{_MARKUP}{_ENUMERATOR}{_MARKUP}(?:"
    r"unless\b|except\b|excepting\b|excluding\b|exceptions?\b|exemptions?\b|provided,?\s+(?:that|however)\b|"
    r"providing\s+that\b|however\b|only\s+(?:if|when|where)\b|but\s+(?:only|not|if|where)\b|"
    r"notwithstanding\b|nevertheless\b|nonetheless\b|otherwise\b|even\s+(?:if|then|so|where)\b|"
    r"in\s+(?:such|these|those|that|either|any\s+such|exceptional)\s+"
    r"(?:an?\s+)?(?:cases?|events?|circumstances?|situations?|instances?)\b|"
    r"(?:as\s+an|the(?:\s+only)?|an|another|one)\s+(?:exception|exemption)s?\b|"
    r"the\s+following\s+(?:exceptions?|exemptions?|conditions?|limitations?|restrictions?)\b|"
    rf"{_BACK}\s+{_LIMITS}\b|"
    rf"{_BACK}\b[^.;]{{0,80}}\b(?:not|only)\s+(?:apply|applicable|applies)\b|"
    r"(?:where|when|if)\b[^.;]{0,160}\bexceed(?:s|ed|ing)?\b|"
    r"in\s+(?:the\s+)?(?:cases?|circumstances|situations|instances|events?)\s+(?:where|when|that|in\s+which)\b|"
    r"(?:please\s+)?note(?:s|\s+that)?\b:?|if\s+(?:so|not)\b|if\s+(?:this|that|these|those|such)\b"
    r")",
    re.IGNORECASE,
)
_BACKREFERENCE = re.compile(
    r"^.{1,80}\bhowever\b|"
    r"\bin\s+(?:such|these|those)\s+(?:cases?|circumstances?|situations?|instances?)\b|"
    r"\bexceptions?\s+to\s+(?:this|these|the\s+(?:above|foregoing))\b|"
    rf"\b{_BACK}\b[^.;]{{0,60}}\b(?:do|does|shall|will|is|are)\s+not\s+(?:apply|applicable)\b",
    re.IGNORECASE | re.DOTALL,
)
_LEANING = re.compile(
    rf"^{_MARKUP}{_ENUMERATOR}{_MARKUP}(?:if|when|where|in the event|such|this|these|those|that|"
    r"they|it|he|she|also|additionally|in addition|then|therefore|thus|for example|for instance|"
    r"instead|similarly|likewise|but|and|or|note)\b",
    re.IGNORECASE,
)
_HEAD = 240


def modifies_what_precedes(sentence: str) -> bool:
    """Whether `sentence` is a condition, exception or proviso on the text before it."""
    head = sentence[:_HEAD]
    return bool(_OPENING.match(head) or _BACKREFERENCE.search(head))


def opens_with_cue(text: str) -> bool:
    """Whether `text` starts with a condition, exception or proviso, in mid-sentence or not."""
    return bool(_OPENING.match(text[:_HEAD]))


def leans_on_what_precedes(sentence: str) -> bool:
    """Whether `sentence` starts with a condition or a pronoun and reads better after the last."""
    return bool(_LEANING.match(sentence[:_HEAD]))
