"""Sentences, roughly: what is said of one thing in one breath."""

import re
from collections.abc import Iterator

END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9*#\"'(])|\n\s*\n|\n(?=\s*(?:[-*#|]|\d+[.)]))")


def sentences(text: str, end: re.Pattern[str] = END) -> Iterator[tuple[int, str]]:
    """Each sentence, list item or table row with the offset at which it begins; `end` parts them."""
    start = 0
    for match in end.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]
