"""Pieces of the chunking notebook's page: values in, HTML out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import chunking_plots as plots
import chunking_words as words
import marimo as mo
from chunking_corpus import MOST_BYTES, MOST_DOCUMENTS, Brought
from chunking_trial import Retrieved, Torn, changed, scene
from forms import plain
from markupsafe import Markup
from showing import PIECES, notice, page_header, problem

from core.domain.access import Principal
from core.domain.document import Piece
from core.domain.errors import HandrailError
from core.domain.release import ChunkingSettings
from core.evaluation import spans
from core.evaluation.chunk_diff import Change, ChunkDiff, Touched
from core.evaluation.chunking_bench import Result
from core.evaluation.chunking_plan import name
from core.evaluation.intervals import Mean, mean
from core.evaluation.span_questions import CorpusDocument, Placed, SpanQuestion
from core.settings.promoted import Promotion

CHANGES, TOUCHED, HISTORY = 8, 12, 5

__all__ = ["problem"]


def _piece(template: str, **values: Any) -> mo.Html:
    found = PIECES.get_template(f"pieces/chunking_{template}.html")
    return mo.Html(found.render(words=words, **values))


def header(who: Principal) -> mo.Html:
    """What this notebook is for, and whose eyes it looks through."""
    return page_header(who, words)


def nothing() -> mo.Html:
    """An empty place."""
    return mo.Html("")


@contextmanager
def watched(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar, and what to tell it: what is being done, how many are done, how many there are."""
    with mo.status.progress_bar(
        total=1, title=title, show_rate=False, show_eta=False, remove_on_exit=True
    ) as bar:

        def watch(what: str, done: int, total: int) -> None:
            bar.total, bar.current = max(total, 1), min(done, total)
            bar.update(0, title=plain(what))

        yield watch


# What is cut, and what is asked


def documents(place: mo.ui.radio, several: bool, brought: Brought) -> mo.Html:
    """Where the documents come from, how many there are, and why there are no more."""
    of = words.Documents
    count = len(brought.documents)
    total = sum(spans.length(each.text) for each in brought.documents)
    said = [(of.ONE if count == 1 else of.COUNT).format(count=count, words=f"{total:,}")]
    if brought.beyond:
        size = MOST_BYTES // 1_000_000
        said.append(of.BEYOND.format(count=brought.beyond, most=MOST_DOCUMENTS, size=size))
    if brought.hidden:
        said.append(of.HIDDEN.format(count=brought.hidden))
    return _piece("documents", place=place if several else None, said=said)


def nothing_to_cut() -> mo.Html:
    """That the reader may see no document here."""
    return notice(words.Documents.EMPTY, words.Documents.EMPTY_HINT)


def questions(
    which: mo.ui.radio, own: Sequence[mo.Html], placed: Placed | HandrailError | None
) -> mo.Html:
    """Which questions are asked, how many there are, and how to hand in others."""
    failed = placed if isinstance(placed, HandrailError) else None
    found = None if failed else placed
    return _piece(
        "questions",
        which=which,
        own=own,
        failed=problem(failed) if failed else None,
        count=len(found.questions) if found else 0,
        left_out=len(found.unplaced) if found else 0,
    )


def plans(strategies: mo.ui.dictionary, sizes: mo.ui.dictionary, depth: mo.ui.slider) -> mo.Html:
    """The ways to cut, their sizes, and how much is read."""
    return _piece("plans", strategies=strategies, sizes=sizes, depth=depth)


def no_plans() -> mo.Html:
    """That nothing is chosen."""
    return notice(words.Plans.TITLE, words.Plans.NONE)


def measure(button: mo.ui.run_button, has_questions: bool, is_stale: bool) -> mo.Html:
    """The button that asks, where there is something to ask."""
    return _piece("measure", button=button, has_questions=has_questions, is_stale=is_stale)


# The comparison


@dataclass(frozen=True, slots=True)
class Row:
    """A chunking and what is known of it: answers' means by name, sizes and what is severed."""

    name: str
    is_now: bool
    result: Result | None
    scores: tuple[Mean, ...] = ()


def figures(
    known: Mapping[ChunkingSettings, Result | None], now: ChunkingSettings, k: int, budget: int
) -> mo.Html:
    """Every chunking beside the others, in pictures once measured, and in figures."""
    rows = [Row(name(each), each == now, found, _scores(found)) for each, found in known.items()]
    return _piece(
        "figures",
        rows=rows,
        pictures=_pictures(known, budget),
        best=_best(rows),
        k=k,
        budget=budget,
        is_measured=any(each.scores for each in rows),
    )


def _scores(found: Result | None) -> tuple[Mean, ...]:
    if found is None or found.answers is None:
        return ()
    held = found.answers.at_depth
    values = (held.recall, held.precision, held.iou, found.answers.ndcg)
    return tuple(map(mean, (*values, found.answers.at_budget.recall)))


def _best(rows: Sequence[Row]) -> tuple[float, ...]:
    """The highest of each score, to three decimals as they are shown."""
    scored = [each.scores for each in rows if each.scores]
    return tuple(
        max(round(each.value, 3) for each in column) for column in zip(*scored, strict=True)
    )


def _pictures(
    known: Mapping[ChunkingSettings, Result | None], budget: int
) -> list[tuple[str, Markup]]:
    of = words.Figures
    titles = {
        "recall": of.RECALL,
        "iou": of.IOU,
        "at_budget": of.BUDGET.format(budget=f"{budget:,}"),
    }
    drawn = ((title, plots.by_size(known, figure, title)) for figure, title in titles.items())
    return [(title, _svg(picture)) for title, picture in drawn if picture]


def _svg(drawn: str) -> Markup:
    """A picture of ours: what it says of data is escaped where it is drawn."""
    return Markup(drawn)  # noqa: S704


# One question


def asked_form(question: mo.ui.dropdown, size: mo.ui.dropdown) -> mo.Html:
    """Which question to look at, and chunks of which size."""
    return _piece("asked_form", question=question, size=size)


def asked(
    chosen: SpanQuestion | None, columns: Sequence[tuple[str, Sequence[Retrieved]]]
) -> mo.Html:
    """The chunks that each chunking brings up for one question, beside each other."""
    return _piece("asked", chosen=chosen, columns=columns)


def not_asked() -> mo.Html:
    """That there are no answers yet to look at."""
    return _piece("not_asked")


# What is severed


def torn_form(plan: mo.ui.dropdown, which: mo.ui.dropdown, found: Sequence[Torn]) -> mo.Html:
    """Of which chunking to look at what."""
    return _piece("torn_form", plan=plan, which=which, count=len(found))


def torn(plan: ChunkingSettings, found: Sequence[Torn], chosen: int | None) -> mo.Html:
    """One thing that a chunking severs, in its document."""
    picked = found[chosen] if found and chosen is not None else None
    parts = scene(picked) if picked else ()
    return _piece("torn", plan_name=name(plan), picked=picked, parts=parts)


# A change


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A change, its chunks before and after as shares of its length, and their words."""

    change: Change
    title: str
    before: tuple[tuple[float, float, str], ...]
    after: tuple[tuple[float, float, str], ...]


def diff_form(
    after: mo.ui.dropdown, source: mo.ui.dropdown, now: ChunkingSettings, found: ChunkDiff
) -> mo.Html:
    """What to change to, and of which document to see the changes."""
    is_changed = bool(changed(found))
    return _piece("diff_form", after=after, source=source, now=name(now), is_changed=is_changed)


def diff(found: ChunkDiff, source: str | None, brought: Brought) -> mo.Html:
    """What a change merges, splits and moves, and the questions it touches."""
    documents = {each.source: each for each in brought.documents}
    changes, counts = changed(found, source), found.counts()
    return _piece(
        "diff",
        counts=[(said, counts[kind]) for kind, said in words.Diff.KINDS.items() if counts[kind]],
        ribbons=[_ribbon(each, documents[each.source]) for each in changes[:CHANGES]],
        more=max(0, len(changes) - CHANGES),
        is_changed=bool(changed(found)),
        touched=_told(found.touched),
        more_touched=max(0, len(found.touched) - TOUCHED),
    )


def _told(touched: Sequence[Touched]) -> list[tuple[str, str]]:
    """The questions, those first whose answer is spread most differently, and what becomes of each."""
    of = words.Diff
    ordered = sorted(touched, key=lambda each: -abs(each.after - each.before))[:TOUCHED]
    return [
        (
            each.question.text,
            of.STILL.format(count=each.after)
            if each.before == each.after
            else of.TOUCH.format(before=each.before, after=each.after),
        )
        for each in ordered
    ]


def _ribbon(change: Change, document: CorpusDocument) -> Ribbon:
    return Ribbon(
        change,
        document.title,
        _boxes(change, change.before, document.text),
        _boxes(change, change.after, document.text),
    )


def _boxes(
    change: Change, pieces: Sequence[Piece], text: str
) -> tuple[tuple[float, float, str], ...]:
    length = max(1, change.end - change.start)
    return tuple(
        (
            100 * (each.start - change.start) / length,
            100 * (each.end - each.start) / length,
            text[each.start : each.end].strip(),
        )
        for each in pieces
    )


# Promotion


def promotion(
    choice: mo.ui.dropdown, now: ChunkingSettings, panel: mo.Html, past: mo.Html, told: mo.Html
) -> mo.Html:
    """The choice, and what can be done about it."""
    return _piece("promotion", choice=choice, now=name(now), panel=panel, past=past, told=told)


def offer(
    offered: str | HandrailError | None,
    why: mo.ui.text_area,
    button: mo.ui.run_button,
    chosen: ChunkingSettings | None,
    now: ChunkingSettings,
) -> mo.Html:
    """What can be done about the choice: promote it, hand on a command, or why nothing."""
    if chosen is None:
        return _piece("said", text=words.Promoting.CHOOSE)
    if isinstance(offered, HandrailError):
        return notice(words.Promoting.RULED_OUT, str(offered), grave=True)
    if chosen == now:
        return _piece("said", text=words.Promoting.ALREADY)
    return _piece("offer", why=why, command=offered, button=button)


def history(past: Sequence[Promotion], button: mo.ui.button) -> mo.Html:
    """What was promoted before, and the way back; nothing where nothing was."""
    return _piece("history", past=past[:HISTORY], button=button) if past else nothing()


def said(what: HandrailError | str | None) -> mo.Html:
    """What came of the last thing that was done: an error, or a word that it worked."""
    return problem(what) if isinstance(what, HandrailError) else _piece("said", text=what or "")
