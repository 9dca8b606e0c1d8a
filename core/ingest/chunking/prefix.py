"""What a chunk repeats from elsewhere so that it can be understood alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from core.ingest.chunking.layout import Layout
from core.ingest.chunking.markdown import Kind
from core.ingest.chunking.measure import Measure
from core.ingest.chunking.outline import unlinked
from core.ingest.chunking.sentences import Span

_JOIN = " > "
_SKIPPED = "…"
_LONGEST_WORD = 24


def heading_line(title: str, path: tuple[str, ...], measure: Measure) -> str:
    """`Title > 4 Lodging > 4.2 Exceptions`, within a quarter of the limit.

    What is nearest to the text stays longest: middle headings go first, then the title.
    """
    names = [name for name in (title.strip(), *path) if name]
    if path and title.strip().casefold() == path[0].casefold():
        names = names[1:]
    lines = (_JOIN.join(shorter) for shorter in _ever_shorter(names))
    fits = next((line for line in lines if measure.repeated(line) <= measure.heading_room), None)
    return (
        measure.shorten(names[-1], measure.heading_room) if names and fits is None else fits or ""
    )


def _ever_shorter(names: list[str]) -> Iterator[list[str]]:
    yield names
    for kept in range(2, len(names)):
        yield [names[0], _SKIPPED, *names[kept:]]
    yield [_SKIPPED, *names[-1:]]


@dataclass(slots=True)
class Repeats:
    """What chunks that begin inside one block repeat; empty when they need nothing."""

    plan: Layout
    measure: Measure
    index: int
    _known: dict[Span | bool | None, str] = field(default_factory=dict)

    def before(self, number: int) -> str:
        """For a chunk that begins with this sentence, row or line of the block."""
        if self._tabular:
            within = bool(number)
            return self._remembered(within, _table_context if within else _above)
        rule = self.plan.rule(self.plan.parts[self.index][number])
        return self._remembered(rule, partial(_above, rule=rule))

    def inside(self, number: int) -> str:
        """For a chunk that begins in the middle of it: its beginning too, or its first cell."""
        context = self.before(number)
        room = self.measure.repeat_room - self.measure.repeated(context)
        words = _glimpse(self.plan, self.plan.parts[self.index][number], self.measure)
        if self._tabular:
            words = next(iter(cells(words)), "")
        start = self.measure.shorten(words, min(room, self.measure.repeat_room // 2))
        return "\n".join(part for part in (context, start) if part)

    @property
    def _tabular(self) -> bool:
        return self.plan.blocks[self.index].kind is Kind.TABLE

    def _remembered(
        self, key: Span | bool | None, make: Callable[[Layout, Measure, int], str]
    ) -> str:
        if key not in self._known:
            self._known[key] = make(self.plan, self.measure, self.index)
        return self._known[key]


def _above(plan: Layout, measure: Measure, index: int, rule: Span | None = None) -> str:
    """The rule and the lead-ins from the nearest outwards, as far as there is room."""
    spans, room = {rule} if rule else set[Span](), measure.repeat_room
    chain = [rule] if rule else []
    at: int | None = index
    while at is not None:
        lead = plan.introduction(at)
        if lead and lead not in spans:
            chain.append(lead)
            spans.add(lead)
        at = plan.parents[at]
    shown: list[tuple[Span, str]] = []
    for span in chain:
        words = measure.shorten(unlinked(plan.words(span)), min(room, measure.repeat_room * 2 // 3))
        if not words:
            break
        shown.append((span, words))
        room -= measure.repeated(words)
    return "\n".join(words for _, words in sorted(shown))


def _glimpse(plan: Layout, span: Span, measure: Measure) -> str:
    """Its words on one line; of a very long span the two ends, more than could be repeated."""
    reach = measure.repeat_room * _LONGEST_WORD
    if span.end - span.start <= 2 * reach:
        return unlinked(plan.words(span))
    head, tail = plan.text[span.start : span.start + reach], plan.text[span.end - reach : span.end]
    return unlinked(f"{head} {_SKIPPED} {tail}")


def _table_context(plan: Layout, measure: Measure, index: int) -> str:
    below = plan.caption_below(index)
    caption = plan.introduction(index)
    if below is not None:
        caption = Span(plan.blocks[below].start, plan.blocks[below].end)
    header_room = measure.repeat_room
    name = ""
    if caption:
        name = measure.shorten(_glimpse(plan, caption, measure), measure.repeat_room // 3)
        header_room -= measure.repeated(name)
    header = _header(plan.words(plan.parts[index][0]).split("\n", 1)[0], measure, header_room)
    return "\n".join(part for part in (name, header) if part)


def _header(row: str, measure: Measure, room: int) -> str:
    """The header row and its separator; of a very wide table as much of each name as fits."""
    names = [unlinked(name) for name in cells(row)]
    if not any(names):
        return ""
    for words in (None, 4, 3, 2, 1):
        header = _row([" ".join(name.split()[:words]) for name in names])
        if measure.repeated(header) <= room:
            return header
    return measure.shorten(" | ".join(name for name in names if name), room)


def cells(row: str) -> list[str]:
    """The cells of a Markdown table row."""
    marked = row.strip().replace("\\|", "\0").strip("|")
    return [cell.strip().replace("\0", "\\|") for cell in marked.split("|")]


def _row(names: list[str]) -> str:
    return f"| {' | '.join(names)} |\n|{'-|' * len(names)}"
