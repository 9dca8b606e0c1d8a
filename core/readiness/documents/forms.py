"""One form filled in for two things: texts alike, each named after something of its own."""

import re
from collections.abc import Sequence

from core.readiness.documents.naming import subject
from core.readiness.documents.reading import Text
from core.readiness.documents.shingles import alike, tokens

ALIKE = 0.5
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


def forms(texts: Sequence[Text]) -> frozenset[frozenset[str]]:
    """The pairs of sources that are one form filled in twice."""
    return frozenset(
        frozenset((texts[pair.one].source, texts[pair.other].source))
        for pair in alike(tuple(text.text for text in texts), ALIKE)
        if pair.resemblance >= ALIKE and is_form(texts[pair.one], texts[pair.other])
    )


def is_form(one: Text, other: Text) -> bool:
    """Whether each is named after something that it speaks of and the other does not."""
    mine, yours = subject(one) - subject(other), subject(other) - subject(one)
    if not (mine and yours):
        return False
    said, told = _words(one.text), _words(other.text)
    return bool(mine & (said - told) and yours & (told - said))


def _words(text: str) -> frozenset[str]:
    """The words below the headings: a title says nothing of what a text speaks of."""
    return frozenset(word.removesuffix("s") for word in tokens(_HEADING.sub("", text)))
