"""Words and figures with the places they stand at, in forms that can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.inference.extractive.words import stem

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?![^\W\d_]))?|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
CITATION = re.compile(r"\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)$")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {
    **{word: float(value) for value, word in enumerate(_SMALL.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), start=3)},
    "dozen": 12.0,
    "hundred": 100.0,
    "twice": 2.0,
    "once": 1.0,
}
_STOP_LIST = (
    "a about above after again against all also although am an and any are as at be been being both "
    "but by can could did do does doing down during each either few for from further had has have "
    "having he her here hers him himself his how however i if in into is it its itself just let me "
    "might more most must my myself neither no nor not of off on only or other our out over own "
    "per same shall she should so some such than that the their theirs them themselves then there "
    "these they this those through thus to too under until up upon us very was we were what when "
    "where whether which while who whom whose why will with within without would yes yet you your "
    "may s t re ve ll d m don isn aren wasn weren doesn didn won wouldn can't cannot it's they're "
    "i'm i've that's there's don't doesn't didn't isn't aren't wasn't weren't won't wouldn't "
    "shouldn't couldn't hasn't haven't hadn't we're you're he's she's pm p"
)
STOP = frozenset(_STOP_LIST.split())


class Kind(StrEnum):
    """What a token is: a figure in digits, a number in words, a word of content or of grammar."""

    FIGURE = "figure"
    NUMBER = "number"
    CONTENT = "content"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure at `start`..`end`; `form` is its stem, or a number's value as text."""

    text: str
    form: str
    kind: Kind
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself."""
        return self.kind is not Kind.GRAMMAR


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order, citation marks such as `[1]` left out."""
    if "[" in text:
        text = CITATION.sub(lambda mark: " " * len(mark.group()), text)
    return list(_found(text))


def _found(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        form, kind = _form(match.group())
        yield Token(match.group(), form, kind, match.start(), match.end())


@lru_cache(maxsize=65536)
def _form(word: str) -> tuple[str, Kind]:
    low = word.lower().replace("’", "'")
    if low[0].isdigit():
        return figure(low), Kind.FIGURE
    if low in NUMBER_WORDS:
        return f"{NUMBER_WORDS[low]:g}", Kind.NUMBER
    if low in STOP:
        return low, Kind.GRAMMAR
    return stem(low), Kind.CONTENT


def figure(written: str) -> str:
    """The value of a figure as text: `1,000` and `1000.0` are one, `3rd` is 3, `09:30` stays a time."""
    plain = _ORDINAL.sub("", written)
    if ":" in plain:
        return ":".join(f"{int(part):02d}" for part in re.split("[:.,]", plain) if part)
    plain = (
        plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain
    )
    try:
        return f"{float(plain.replace(',', '.')):.10g}"
    except ValueError:  # a version or a section, such as 1.2.3
        return plain
