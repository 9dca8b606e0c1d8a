"""The questions within a question."""

import re

_ASKS = (
    r"how|what|which|when|who|whom|whose|where|why|until when|by when|at what|is|are|do|does|did|"
    r"can|could|may|must|should|will"
)
_BOUNDARY = re.compile(rf"\?\s+|,?\s+and\s+(?=(?:{_ASKS})\b)", re.IGNORECASE)
_BEFORE = re.compile(r"^.*[.!]\s+", re.DOTALL)


def parts(question: str) -> list[str]:
    """The questions asked in one, where there are several; what is only told is left out."""
    split = [part.strip(" ?") for part in _BOUNDARY.split(_BEFORE.sub("", question.strip()))]
    asked = [part + "?" for part in split if len(part.split()) > 1]
    return asked if len(asked) > 1 else []
