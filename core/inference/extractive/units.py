"""A passage as units that can be quoted: sentences, list items and table rows, with what they need."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.inference.extractive.sentences import Span, sentences, trimmed
from core.inference.extractive.values import Passage, Sentence

_ITEM = re.compile(r"(\s*)(?:[-*+•‣–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*)")
_RULE_LINE = re.compile(r"[\s|:=*_-]{3,}")
_CAPTION = re.compile(r"(?:table|figure|exhibit)\s+\w", re.IGNORECASE)
_CAPTION_WORDS = 24
_HEADING_WORDS = 8


class Kind(StrEnum):
    """What a unit is, and so how it is set beside others."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to quote: `text[start:end]` of the passage at `rank` in the context.

    `leads` are spans of the same text without which it is not understood: a list's lead-in, a
    table's caption and header. `block` numbers the paragraph, list or table it stands in, and
    `heading` is the nearest one inside the passage.
    """

    rank: int
    passage: Passage
    start: int
    end: int
    kind: Kind
    block: int
    leads: tuple[Span, ...] = ()
    heading: str = ""

    @property
    def text(self) -> str:
        """The unit as it stands in the passage."""
        return self.passage.text[self.start : self.end]

    @property
    def surroundings(self) -> str:
        """What it stands under: title, heading, leads."""
        shown = (self.passage.text[start:end] for start, end in self.leads)
        return "\n".join(part for part in (self.passage.title, self.heading, *shown) if part)

    def quoted(self) -> tuple[Sentence, ...]:
        """Its leads and itself, as sentences."""
        spans = (*self.leads, (self.start, self.end))
        return tuple(
            Sentence(self.passage.id, self.passage.text[start:end], start) for start, end in spans
        )


def is_row(text: str) -> bool:
    """Whether `text` begins as a line of a table does."""
    return text.lstrip().startswith("|")


def is_item(text: str) -> bool:
    """Whether `text` begins as a list item does."""
    return bool(_ITEM.match(text))


def _titles(line: str) -> bool:
    """Whether a line on its own is a heading or a caption: in capitals, or short and with no stop."""
    said = line.strip(" *_")
    if _CAPTION.match(said) and len(said.split()) <= _CAPTION_WORDS and said[-1:] not in ".?!":
        return True
    if is_item(line) and not said.isupper():
        return False
    is_short = len(said.split()) <= _HEADING_WORDS and said[-1:].isalnum()
    return said.isupper() or (is_short and not any(letter.isdigit() for letter in said))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def kind(self) -> Kind | None:
        """What the line begins, or None if it may go on with the one before."""
        if is_row(self.text):
            return Kind.ROW
        return Kind.ITEM if is_item(self.text) else None


@dataclass(slots=True)
class _Reader:
    """A walk over the lines of a passage, remembering what leads into what comes next."""

    rank: int
    passage: Passage
    block: int = 0
    heading: str = ""
    caption: Span | None = None
    leads: list[tuple[int, Span]] = field(default_factory=list)

    def units(self) -> Iterator[Unit]:
        for lines in _groups(self.passage.text):
            first = lines[0]
            heading = _HEADING.fullmatch(first.text)
            if heading:
                self.heading, self.caption, self.leads = heading.group(1), None, []
            elif first.kind is Kind.ROW:
                yield from self._table(lines)
            elif len(lines) == 1 and _titles(first.text):
                self.heading, self.caption = first.text.strip(" *_"), (first.start, first.end)
            elif not _RULE_LINE.fullmatch(first.text):
                yield from self._prose(lines, first.kind or Kind.SENTENCE)

    def _table(self, lines: list[_Line]) -> Iterator[Unit]:
        self.block += 1
        headed = len(lines) > 1 and bool(_RULE_LINE.fullmatch(lines[1].text))
        leads: tuple[Span, ...] = (self.caption,) if self.caption else ()
        if headed:
            leads += ((lines[0].start, lines[1].end),)
        for line in lines[2:] if headed else lines:
            yield Unit(
                self.rank,
                self.passage,
                line.start,
                line.end,
                Kind.ROW,
                self.block,
                leads,
                self.heading,
            )

    def _prose(self, lines: list[_Line], kind: Kind) -> Iterator[Unit]:
        indent = len(lines[0].text) - len(lines[0].text.lstrip()) if kind is Kind.ITEM else -1
        self.leads = [lead for lead in self.leads if lead[0] < indent]
        if kind is Kind.SENTENCE or not self.leads:
            self.block += 1
        above = tuple(span for _, span in self.leads)
        spans = sentences(self.passage.text, lines[0].start, lines[-1].end)
        for start, end in spans:
            yield Unit(self.rank, self.passage, start, end, kind, self.block, above, self.heading)
        last = self.passage.text[slice(*spans[-1])]
        if last.endswith(":"):
            self.leads.append((indent, spans[-1]))
        self.caption = self._as_caption((spans[0][0], spans[-1][1]) if indent < 0 else None)

    def _as_caption(self, paragraph: Span | None) -> Span | None:
        said = self.passage.text[slice(*paragraph)] if paragraph else ""
        is_short = 0 < len(said.split()) <= _CAPTION_WORDS
        return paragraph if is_short and not said.endswith((".", "?", "!")) else None


def units(passages: Sequence[Passage]) -> list[Unit]:
    """Everything in `passages` (best first) that can be quoted, in order."""
    return [unit for rank, each in enumerate(passages) for unit in _Reader(rank, each).units()]


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that belong together: a paragraph, a list item, a table, a heading."""
    group: list[_Line] = []
    for line in _lines(text):
        if group and not _goes_on(group[0], line):
            yield group
            group = []
        if line.start < line.end:
            group.append(line)
    if group:
        yield group


def _goes_on(first: _Line, line: _Line) -> bool:
    if line.start == line.end or _HEADING.fullmatch(first.text) or _HEADING.fullmatch(line.text):
        return False
    if Kind.ROW in (first.kind, line.kind):
        return first.kind is line.kind
    return line.kind is None


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        start, end = trimmed(text, at, at + len(raw))
        yield _Line(start, end, raw.rstrip())
        at += len(raw)
