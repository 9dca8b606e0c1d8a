"""A text taken apart for chunking: blocks, sections, sentences, and what leans on what."""

import re
from dataclasses import dataclass, field

from core.ingest.chunking.clauses import with_clause_headings
from core.ingest.chunking.cues import modifies_what_precedes
from core.ingest.chunking.items import with_items
from core.ingest.chunking.markdown import Block, Kind, blocks, lines
from core.ingest.chunking.outline import Place, outline
from core.ingest.chunking.sentences import Span, sentences
from core.ingest.chunking.tables import is_ruled, with_bare_tables
from core.ingest.chunking.wiki import with_wiki_headings

HELD = (Kind.TABLE, Kind.CODE)
_LEADS_IN = re.compile(r"[:—–][*_\"”’)]*\s*$")
_ANNOUNCES = re.compile(r"\b(?:following|as follows|below)\b", re.IGNORECASE)
_CLOSED = re.compile(r"[.!?;,][*_\"”’)]*$")
_SHORT = 100
_BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_\n]+(?:\*\*|__):?")
_CAPTION = re.compile(
    r"[*_]*(?:table|exhibit|figure|schedule|chart|list)\s+[\w.\-]+\s*[*_]*[.:–—-]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Parallel lists, one entry a block.

    `parts` are its sentences; for a table the header (with its separator line) and then the
    rows; for code its lines. `parents` is the index of the block that introduces this one: the
    lead-in of a list, the item a nested item is in, the caption above a table; None without one.
    `rules` has, by its offset, for each sentence that is a condition or exception what it is one on.
    """

    text: str
    blocks: list[Block]
    places: list[Place]
    parts: list[list[Span]]
    parents: list[int | None]
    rules: dict[int, Span] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """The text of `span`."""
        return self.text[span.start : span.end]

    def follows_in_section(self, index: int) -> bool:
        """Whether there is text before this block under the same heading."""
        return index > 0 and not (self.places[index].opens or self.places[index - 1].opens)

    def introduction(self, index: int) -> Span | None:
        """The words of its parent that the block at `index` cannot do without."""
        parent = self.parents[index]
        if parent is None:
            return None
        first, last = self.parts[parent][0], self.parts[parent][-1]
        if _CAPTION.match(self.words(first)):
            return Span(first.start, last.end)
        tabular = self.blocks[index].kind in HELD
        top = self.blocks[parent].level == 0
        return last if tabular or top or _LEADS_IN.search(self.words(last)) else first

    def is_title_line(self, index: int) -> bool:
        """Whether a block is one short line that announces the text after it, heading or not."""
        block, parts = self.blocks[index], self.parts[index]
        if block.kind is not Kind.PARAGRAPH or len(parts) > 1 or block.end - block.start > _SHORT:
            return False
        words = self.words(parts[0])
        return leads_in(words) or not _CLOSED.search(words)

    def caption_below(self, index: int) -> int | None:
        """The caption under the table at `index`, for a table that has none above."""
        below = index + 1
        if self.parents[index] is not None or below >= len(self.blocks):
            return None
        above_next = below + 1 < len(self.blocks) and self.blocks[below + 1].kind is Kind.TABLE
        is_caption = self.blocks[below].kind is Kind.PARAGRAPH and _CAPTION.match(
            self.words(self.parts[below][0])
        )
        return below if is_caption and not above_next else None

    def leans(self, part: Span) -> bool:
        """Whether this sentence is a condition or exception on what the section said before."""
        return part.start in self.rules

    def rule(self, part: Span) -> Span | None:
        """What a sentence that leans is a condition or exception on."""
        return self.rules.get(part.start)


def layout(text: str) -> Layout:
    """Take `text` apart."""
    found = list(with_wiki_headings(text, blocks(text)))
    if not any(block.kind is Kind.HEADING for block in found):
        found = with_clause_headings(text, found)
    found = list(with_items(text, list(with_bare_tables(text, found))))
    places = outline(text, found)
    parts = [_parts(text, block) for block in found]
    result = Layout(text, found, places, parts, [None] * len(found))
    _adopt(result)
    _find_rules(result)
    return result


def _parts(text: str, block: Block) -> list[Span]:
    if block.kind is Kind.HEADING:
        return [Span(block.start, block.end)]
    if block.kind not in (Kind.TABLE, Kind.CODE):
        return sentences(text, block.start, block.end)
    rows = list(lines(text, block))
    if block.kind is Kind.TABLE and len(rows) > 1 and is_ruled(text, rows[1]):
        return [Span(rows[0].start, rows[1].end), *rows[2:]]
    return rows


def _adopt(plan: Layout) -> None:
    """Fill in the parents, in one walk with the blocks that are open at each point."""
    open_: list[int] = []
    for index, block in enumerate(plan.blocks):
        if not plan.follows_in_section(index):
            open_ = []
        if block.kind in HELD:
            plan.parents[index] = _held_by(plan, index)
            continue
        while open_ and plan.blocks[open_[-1]].level >= block.level:
            open_.pop()
        if open_ and _introduces(plan, open_[-1], index):
            plan.parents[index] = open_[-1]
        if block.kind is not Kind.HEADING:
            open_.append(index)


def _held_by(plan: Layout, index: int) -> int | None:
    """The caption or lead-in directly above a table or code."""
    above = index - 1
    if not plan.follows_in_section(index) or plan.blocks[above].kind in (*HELD, Kind.HEADING):
        return None
    parts = plan.parts[above]
    announced = leads_in(plan.words(parts[-1])) or _CAPTION.match(plan.words(parts[0]))
    return above if announced else None


def _introduces(plan: Layout, parent: int, index: int) -> bool:
    if plan.blocks[parent].level > 0 or leads_in(plan.words(plan.parts[parent][-1])):
        return True
    listed = plan.blocks[index].kind is Kind.ITEM and plan.text[plan.blocks[index].start] != "("
    return listed and parent == index - 1


def _find_rules(plan: Layout) -> None:
    """Fill in the rules: the nearest sentence before in the section that is no exception itself.

    Sentences of deeper items do not count: what follows a list modifies its lead-in.
    """
    rules: list[tuple[int, Span]] = []
    nearest: Span | None = None
    for index, block in enumerate(plan.blocks):
        if not plan.follows_in_section(index):
            rules, nearest = [], None
        if block.kind is Kind.HEADING or block.kind is Kind.CODE:
            continue
        named = plan.introduction(index) or plan.parts[index][0]
        for part in [named] if block.kind is Kind.TABLE else plan.parts[index]:
            rule = next((span for level, span in reversed(rules) if level <= block.level), nearest)
            if block.kind is Kind.TABLE or not modifies_what_precedes(plan.words(part)):
                rules = [entry for entry in rules if entry[0] < block.level]
                rules.append((block.level, part))
            elif rule:
                plan.rules[part.start] = rule
            nearest = part


def leads_in(sentence: str) -> bool:
    """Whether `sentence` announces what comes after it, as a lead-in or a caption does."""
    return bool(
        _LEADS_IN.search(sentence)
        or _ANNOUNCES.search(sentence)
        or _BOLD_LINE.fullmatch(sentence)
        or _CAPTION.match(sentence)
    )
