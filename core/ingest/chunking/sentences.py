"""Spans of sentences, and of parts of a sentence that is too long.

A rule of our own, since a chunker needs offsets and speed more than it needs rare cases: a
sentence ends at `.`, `!` or `?` with its closing quotes, before white space and something that
can open a sentence, unless the full stop belongs to an abbreviation, an initial or a number.
When in doubt two sentences stay together, which costs a chunker little.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from core.ingest.chunking.cues import opens_with_cue

_END = re.compile(r"[.!?][\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9À-Þ])")
_LENIENT_END = re.compile(r"[.!?][\"'”’)\]*_]*\s+")
_UNBROKEN = 400
_BEFORE_STOP = re.compile(r"[^\s(\[\"“'*_]+$")
_ENUMERATOR = re.compile(
    r"[\s>*_#+-]*(?:(?:table|figure|exhibit|section|article|part|chapter|step|clause|rule|item)\s+)?"
    r"\(?(?:\d[\w.]*|[ivxlc]+|[a-z])\)?[*_]*",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:e\.g|i\.e|cf|vs|viz|no|nos|sec|secs|art|arts|para|paras|subpara|subparas|p|pp|ch|"
    r"chap|pt|fig|figs|eq|ref|refs|rev|ed|eds|vol|al|approx|ca|dept|est|inc|ltd|co|corp|"
    r"llc|mr|mrs|ms|dr|prof|sr|jr|st|hon|gen|col|u\.s|u\.k|u\.n|d\.c|u\.s\.c|c\.f\.r|a\.m|"
    r"p\.m|ph\.d|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_SEPARATORS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[;:]\s+|\s+[—–]\s+|\n\s*",
        r",\s+",
        r"\s+",
        r"[-/_.&=?,|]",
    )
)


class Span(NamedTuple):
    """Offsets into a text, the end excluded."""

    start: int
    end: int


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]` in order, without the white space around them."""
    return [
        span
        for found in _split(text, start, end, _END)
        # So long a sentence is rather several, in a text without capitals.
        for span in (_split(text, *found, _LENIENT_END) if _is_unbroken(found) else (found,))
    ]


def _is_unbroken(span: Span) -> bool:
    return span.end - span.start > _UNBROKEN


def _split(text: str, start: int, end: int, ending: re.Pattern[str]) -> list[Span]:
    spans, begin = [], start
    for match in ending.finditer(text, start, end):
        if text[match.start()] != "." or _ends_sentence(text, begin, match.start()):
            spans.append(trimmed(text, begin, match.end()))
            begin = match.end()
    spans.append(trimmed(text, begin, end))
    return [span for span in spans if span.start < span.end]


def _ends_sentence(text: str, begin: int, stop: int) -> bool:
    found = _BEFORE_STOP.search(text, max(begin, stop - 24), stop)
    word = found.group() if found else ""
    if _ABBREVIATION.fullmatch(word) or (len(word) == 1 and word.isalpha()):
        return False
    return stop - begin > 40 or not _ENUMERATOR.fullmatch(text, begin, stop)


def fragments(text: str, span: Span, count: Callable[[str], int], room: int) -> list[Span]:
    """`span` cut into parts of at most `room` word pieces, at clauses where it can be.

    It is halved again and again at the best place near the middle: after `;` or `:` or a line,
    after a comma, between words, and only inside a word when the word alone is too long.
    """
    if span.end - span.start < 2 or count(text[span.start : span.end]) <= room:
        return [span]
    middle = _best_cut(text, span)
    left, right = trimmed(text, span.start, middle), trimmed(text, middle, span.end)
    return [part for half in (left, right) for part in fragments(text, half, count, room)]


def _best_cut(text: str, span: Span) -> int:
    length = span.end - span.start
    centre = span.start + length // 2
    for separator in _SEPARATORS:
        cuts = [
            match.end()
            for match in separator.finditer(text, span.start + length // 4, span.end - length // 4)
        ]
        kept = [cut for cut in cuts if not opens_with_cue(text[cut : cut + 40])]
        if kept:
            return min(kept, key=lambda cut: abs(cut - centre))
    return centre


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
