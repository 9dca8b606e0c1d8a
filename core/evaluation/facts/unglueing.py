"""Words that copying from a page has glued together, taken apart."""

import re

_FOOTNOTE = re.compile(
    r"(?<=[^\W\d])\d{1,3}(?=[\s.,;:!?)\"'”]|$)|(?<=\b[12]\d{3})\d{1,2}(?=[.,;]?(?:\s|$))"
)
_BEFORE = re.compile(
    r"\b(?:the|an?|is|are|was|were|in|on|at|of|by|to|and|from|as|since|until)(?=[A-Z\d])"
)
_BEHIND = re.compile(r"(?<=\d)(?=(?!mile|metre|meter|hour|gram|byte)[a-z]{4,})|(?<=\d)(?=and\b)")


def unglued(text: str) -> str:
    """The text without footnote numbers at its words, and with spaces in `in2013after theActwas`."""
    text = _BEFORE.sub(lambda found: f"{found.group()} ", text)
    return _FOOTNOTE.sub("", _BEHIND.sub(" ", text))
