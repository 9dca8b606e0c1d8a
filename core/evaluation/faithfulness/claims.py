"""An answer cut into claims: what can be true or not by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.evaluation.faithfulness.tokens import CITATION
from core.inference.extractive.sentences import Span, sentences, trimmed

_MARKER = re.compile(
    r"\s*(?:>\s*)*(?:#{1,6}\s+|[-*+•‣–]\s+)?"
    r"(?:\**(?:step\s+)?\(?(?:\d{1,3}|[a-zA-Z])[.):]\s+)?",
    re.IGNORECASE,
)
_RULE_LINE = re.compile(r"[\s|:=*_-]{3,}")
_CLAUSE = re.compile(r";\s+|\s+[–—]\s+")
_CLAUSE_WORDS = 4
_WRAPPED = 60  # characters of a line that may have been wrapped
_ANNOUNCES = re.compile(
    r"\W*(?:(?:sure|certainly|of course|okay|absolutely)\b[,!.]*\s*)?"
    r"(?:(?:here(?:['’]s| is| are)|below (?:is|are)|the following (?:is|are))\b[^.]*:)?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, clause or table row: `answer[start:end]`, without list marks around it."""

    text: str
    start: int
    end: int


def claims(answer: str) -> list[Claim]:
    """The claims of an answer in order; what only announces, or marks alone, makes none."""
    spans = (span for line in _lines(answer) for span in _parts(answer, *line))
    return [
        Claim(answer[start:end], start, end)
        for start, end in spans
        if not _ANNOUNCES.fullmatch(CITATION.sub("", answer[start:end]))
    ]


def _lines(answer: str) -> Iterator[Span]:
    """Lines that are not marks alone; a wrapped line is one with the line it goes on in."""
    held: Span | None = None
    for start, end in _raw_lines(answer):
        if held and _goes_on(answer[slice(*held)], answer[start:end]):
            held = held[0], end
            continue
        if held:
            yield held
        held = (start, end) if end > start and not _RULE_LINE.fullmatch(answer[start:end]) else None
    if held:
        yield held


def _raw_lines(answer: str) -> Iterator[Span]:
    at = 0
    for raw in answer.splitlines(keepends=True):
        yield trimmed(answer, at, at + len(raw))
        at += len(raw)


def _goes_on(line: str, after: str) -> bool:
    if not after or _RULE_LINE.fullmatch(after) or "|" in (line[0], after[0]):
        return False
    marked = _MARKER.match(after)
    is_full = line[-1] in ".!?:;" or (marked is not None and marked.end() > 0)
    return not is_full and (after[0].islower() or len(line) >= _WRAPPED)


def _parts(answer: str, start: int, end: int) -> Iterator[Span]:
    if answer[start] == "|":
        yield start, end
        return
    marker = _MARKER.match(answer, start, end)
    begin = marker.end() if marker else start
    for sentence in sentences(answer, begin, end):
        yield from _clauses(answer, *sentence)


def _clauses(answer: str, start: int, end: int) -> Iterator[Span]:
    """The sentence at its semicolons and dashes, as long as every part is more than a few words."""
    begin = start
    for match in _CLAUSE.finditer(answer, start, end):
        if _is_long(answer[begin : match.start()]) and _is_long(answer[match.end() : end]):
            yield trimmed(answer, begin, match.start())
            begin = match.end()
    yield trimmed(answer, begin, end)


def _is_long(text: str) -> bool:
    return len(text.split()) >= _CLAUSE_WORDS
