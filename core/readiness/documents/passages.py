"""The sentences, list items and table rows of a document, each with what it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.ingest.chunking.layout import Layout, layout
from core.ingest.chunking.markdown import Kind as Block
from core.ingest.chunking.outline import unlinked
from core.ingest.chunking.sentences import Span
from core.readiness.documents.reading import Text
from core.readiness.finding import Evidence

_MARKUP = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*(?:>\s*|[-+•]\s+)+|^#{1,6}\s+")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, item or row: `text[start:end]` of a document, without markup in `words`.

    `under` holds what it cannot be understood without, outermost first: headings, lead-in or
    caption. `cells` are a row's by the name in its table's header; empty for other passages.
    `block` numbers the paragraph, list item or table it stands in.
    """

    source: str
    start: int
    end: int
    words: str
    under: tuple[str, ...]
    block: int
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def evidence(self) -> Evidence:
        """The passage as a report shows it."""
        return Evidence(self.source, (("text", self.words),), span=(self.start, self.end))


def passages(text: Text) -> tuple[Passage, ...]:
    """The passages of a document in their order, headings left out."""
    return _passages(text.source, text.text)


@lru_cache(maxsize=4096)
def plan(text: str) -> Layout:
    """A text taken apart; remembered, since every detector begins with it."""
    return layout(text)


def plain(markdown: str) -> str:
    """Words on one line, without links, emphasis and list marks."""
    return unlinked(_MARKUP.sub("", unlinked(markdown))).strip()


def cells(line: str) -> tuple[str, ...]:
    """The cells of a table's line, without the white space around them."""
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(plain(cell.replace("\\|", "|")) for cell in _PIPE.split(inner))


@lru_cache(maxsize=4096)
def _passages(source: str, text: str) -> tuple[Passage, ...]:
    taken = plan(text)
    return tuple(
        passage
        for index, block in enumerate(taken.blocks)
        if block.kind not in (Block.HEADING, Block.CODE)
        for passage in _of_block(source, taken, index)
    )


def _of_block(source: str, taken: Layout, index: int) -> Iterator[Passage]:
    lead = taken.introduction(index)
    under = (*taken.places[index].path, *((plain(taken.words(lead)),) if lead else ()))
    parts = taken.parts[index]
    if taken.blocks[index].kind is not Block.TABLE:
        for before, part in zip([None, *parts], parts, strict=False):
            asked = before and _question(taken, before)
            yield _passage(source, taken, part, (*under, asked) if asked else under, index)
        return
    header = cells(taken.words(parts[0]).split("\n", 1)[0])
    for part in parts[1:]:
        values = cells(taken.words(part))
        named = tuple(zip(header, values, strict=False))
        words = "; ".join(f"{name}: {value}" if name else value for name, value in named if value)
        yield Passage(source, part.start, part.end, words, under, index, named)


def _question(taken: Layout, part: Span) -> str:
    """The words of a sentence that asks, so that its answer can stand under it."""
    words = plain(taken.words(part))
    return words if words.endswith("?") else ""


def _passage(source: str, taken: Layout, part: Span, under: tuple[str, ...], index: int) -> Passage:
    return Passage(source, part.start, part.end, plain(taken.words(part)), under, index)
