"""The chunking notebook's form elements."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import chunking_words as words
import marimo as mo
from chunking_corpus import Place
from chunking_trial import Measured, Torn
from marimo import AppMeta

from core.domain.release import ChunkingSettings
from core.evaluation.chunk_diff import ChunkDiff
from core.evaluation.chunking_plan import name
from core.evaluation.span_questions import Placed, SpanQuestion

SIZES = (64, 96, 128, 160, 200)  # and the embedder's window
FIRST, FIRST_SIZES = ("clause-1", "sentences", "recursive"), (96, 160)
DEPTH = 5
WATCHED = ("run", "edit")  # modes in which somebody looks on
LARGEST = 600_000  # bytes of a file: the workbench takes a megabyte, as base64
LONGEST = 110  # characters of a question in a list


def place_radio(places: Sequence[Place]) -> mo.ui.radio:
    """Where documents are taken from."""
    of = words.Documents
    return mo.ui.radio(
        {of.PLACES[each]: each for each in places}, value=of.PLACES[places[0]], label=of.WHERE
    )


def questions_radio(placed: Placed) -> mo.ui.radio:
    """Whose questions are asked."""
    of = words.Questions
    first = of.KNOWN if placed.questions else of.OWN
    return mo.ui.radio([of.KNOWN, of.OWN], value=first, label=of.WHICH)


def questions_file() -> mo.ui.file:
    """A file of one's own questions."""
    return mo.ui.file(
        filetypes=[".jsonl", ".json", ".txt"],
        kind="area",
        max_size=LARGEST,
        label=words.Questions.FILE,
    )


def questions_box() -> mo.ui.text_area:
    """One's own questions, pasted."""
    return mo.ui.text_area(
        label=words.Questions.PASTE,
        placeholder=words.Questions.PASTE_HINT,
        max_length=LARGEST,
        rows=4,
        full_width=True,
    )


def own_text(file: mo.ui.file, box: mo.ui.text_area) -> str:
    """The questions handed in, by file and by hand."""
    held = file.contents()
    return "\n".join(
        part for part in (held.decode(errors="replace") if held else "", box.value) if part
    )


def strategy_boxes() -> mo.ui.dictionary:
    """The ways to cut, each to be ticked."""
    return mo.ui.dictionary(
        {each: mo.ui.checkbox(each in FIRST, label=f"`{each}`") for each in words.Plans.HOW}
    )


def size_boxes(page: AppMeta, window: int, now: int) -> mo.ui.dictionary:
    """The sizes, each to be ticked, that in force among them and, where nobody looks on, alone."""
    sizes = sorted({*(each for each in SIZES if each < window), now, window})
    first = {*FIRST_SIZES, now} if page.mode in WATCHED else {now}
    return mo.ui.dictionary(
        {str(each): mo.ui.checkbox(each in first, label=_size(each, window)) for each in sizes}
    )


def _size(size: int, window: int) -> str:
    return words.Plans.WINDOW.format(size=size) if size == window else str(size)


def depth_slider() -> mo.ui.slider:
    """How many chunks are read for a question."""
    return mo.ui.slider(1, 10, value=DEPTH, label=words.Plans.DEPTH, show_value=True)


def plans(strategies: mo.ui.dictionary, sizes: mo.ui.dictionary) -> list[ChunkingSettings]:
    """The chunkings ticked, each strategy with each size."""
    return [
        ChunkingSettings(strategy, int(size))
        for strategy, is_strategy in strategies.value.items()
        for size, is_size in sizes.value.items()
        if is_strategy and is_size
    ]


def measure_button(measured: Measured | None) -> mo.ui.run_button:
    """Asks every question of every chunking."""
    return mo.ui.run_button(label=words.Plans.AGAIN if measured else words.Plans.MEASURE)


def is_due(page: AppMeta, button: mo.ui.run_button, measured: Measured | None) -> bool:
    """Whether to measure: when asked to, and once where nobody is there to ask."""
    return bool(button.value) or (page.mode not in WATCHED and measured is None)


def question_list(questions: Sequence[SpanQuestion]) -> mo.ui.dropdown:
    """The questions, to look at one."""
    named = {
        _short(f"{number}. {each.text}"): number - 1 for number, each in enumerate(questions, 1)
    }
    return mo.ui.dropdown(
        named,
        value=next(iter(named), None),
        label=words.Asked.QUESTION,
        full_width=True,
    )


def size_list(measured: Measured) -> mo.ui.dropdown:
    """The sizes measured, to look at one."""
    sizes = [str(size) for size in sorted({plan.limit for plan in measured.results}, reverse=True)]
    return mo.ui.dropdown(
        sizes,
        value=sizes[0],
        label=words.Asked.SIZE,
        allow_select_none=False,
        full_width=True,
    )


def plan_list(
    plans: Iterable[ChunkingSettings], label: str, first: ChunkingSettings | None = None
) -> mo.ui.dropdown:
    """Chunkings, to choose one; none is chosen unless `first` is given."""
    return mo.ui.dropdown(
        {name(each): each for each in plans},
        value=name(first) if first else None,
        label=label,
        allow_select_none=first is None,
        full_width=True,
    )


def torn_list(found: Sequence[Torn]) -> mo.ui.dropdown:
    """What is severed, to look at one."""
    named = {f"{number}. {_told(each)}": number - 1 for number, each in enumerate(found, 1)}
    return mo.ui.dropdown(
        named,
        value=next(iter(named), None),
        label=words.Torn.WHICH,
        allow_select_none=not named,
        full_width=True,
    )


def _told(found: Torn) -> str:
    title = found.cut.document.title
    return words.Torn.PLACE.format(reason=found.wrong.reason.value, source=title)


def source_list(diff: ChunkDiff) -> mo.ui.dropdown:
    """The documents, to see the changes of one."""
    every = words.Diff.EVERY
    sources = {each: each for each in dict.fromkeys(change.source for change in diff.changes)}
    return mo.ui.dropdown(
        {every: None, **sources},
        value=every,
        label=words.Diff.SOURCE,
        allow_select_none=False,
        full_width=True,
    )


def why_box(why: str) -> mo.ui.text_area:
    """On what grounds a chunking is promoted."""
    return mo.ui.text_area(
        value=why, label=words.Promoting.WHY, max_length=1000, rows=3, full_width=True
    )


def promote_button() -> mo.ui.run_button:
    """Promotes the choice."""
    return mo.ui.run_button(label=words.Promoting.PROMOTE)


def back_button(go: Callable[[], None]) -> mo.ui.button:
    """Goes back from the last promotion."""
    return mo.ui.button(label=words.Promoting.BACK, on_click=_calling(go))


def _calling(go: Callable[[], None]) -> Callable[[Any], None]:
    return lambda _: go()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
