"""Text without its dress: one case, one kind of dash, quote and space, no Markdown, no accents."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_CITED = re.compile(r"\[\^?\d+(?:\s*,\s*\d+)*\^?\]")
_MARKUP = re.compile(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)")
_LINE = re.compile(r"^[ \t]*(?:(?:#{1,6}|>+|[-+*•])(?=\s)|\|)", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3}[ \t:|-]*$", re.MULTILINE)
_GAP = re.compile(r"[ \t]+")
_ALIKE = MappingProxyType(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
    | {"⁄": "/", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text's plain form; `at` has, for every character of `text`, its place in the original."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain text's `start` to `end`, not empty, stands in the original."""
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=4096)
def plain(text: str) -> Plain:
    """The plain form of `text`: lower case, NFKC, no accents, no Markdown, no citation marks."""
    hidden = _markup(text)
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        if hidden.get(place) == "":
            continue
        shown = hidden.get(place) or _letter(letter)
        letters += shown
        at += [place] * len(shown)
    return _spaced("".join(letters), at)


@lru_cache(maxsize=8192)
def _letter(letter: str) -> str:
    if letter in "½⅓¼¾⅔":
        return f" {unicodedata.normalize('NFKC', letter).replace('⁄', '/')}"
    folded = _ALIKE.get(letter)
    if folded is None:
        apart = unicodedata.normalize("NFKD", letter)
        folded = "".join(each for each in apart if not unicodedata.combining(each)).casefold()
        folded = "".join(_ALIKE.get(each, each) for each in folded)
    return " " if folded != "\n" and folded.isspace() else folded


def _markup(text: str) -> dict[int, str]:
    """The places that are markup, with what is to stand there instead: a space or nothing."""
    hidden: dict[int, str] = {}
    for found in _LINK.finditer(text):
        label = range(*found.span(1))
        hidden |= {place: "" for place in range(*found.span()) if place not in label}
    for form in (_CITED, _RULE):
        for found in form.finditer(text):
            hidden |= dict.fromkeys(range(*found.span()), " ")
    for found in _MARKUP.finditer(text):
        hidden |= dict.fromkeys(range(*found.span()), "")
    # a line break parts sentences only where a block begins: an empty line
    return hidden | {found.end() - 1: "\n" for found in _LINE.finditer(text)}


def _spaced(text: str, at: list[int]) -> Plain:
    """White space runs made one space."""
    out: list[str] = []
    places: list[int] = []
    position = 0
    for gap in _GAP.finditer(text):
        out += [text[position : gap.start()], " "]
        places += [*at[position : gap.start()], at[gap.start()]]
        position = gap.end()
    return Plain("".join([*out, text[position:]]), tuple(places + at[position:]))
