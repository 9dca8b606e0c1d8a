"""The review notebook's form elements."""

from collections.abc import Callable, Sequence
from typing import Any

import marimo as mo
import review_words as words
from forms import handing, plain
from marimo import AppMeta
from review_desk import RunFile

from core.domain.access import Principal, Role
from core.evaluation.review.items import Body, Origin
from core.evaluation.review.labels import Word
from core.evaluation.review.proposing import written
from core.evaluation.review.queue import Place, Queued
from core.evaluation.review.running import is_within
from core.evaluation.review.suggesting import noted, suggestions
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import RightRefusal

PAGE = 20
LONGEST = 2_000  # characters of a comment
FOR_OTHERS = {Place.WAITING, Place.SETTLED, Place.DISAGREEMENT}
CASE_HTML = """<div class="hr hr-form">{must_say}{refusal}{is_wrong}{comment}</div>"""
NEW_HTML = (
    """<div class="hr hr-form">{must_say}{picked}{refusal}"""
    """{as_whom}{passages}{tags}{suite}{comment}</div>"""
)


def may_label(reader: Principal) -> bool:
    """Whether the reader may say what is right."""
    return Role.EXPERT in reader.roles


def run_button(suites: Sequence[Suite]) -> mo.ui.run_button | mo.Html:
    """Runs the first suite; nothing where there is none."""
    if not suites:
        return mo.Html("")
    return mo.ui.run_button(label=plain(words.Suites.RUN.format(name=suites[0].name)))


def is_due(button: mo.ui.run_button | mo.Html) -> bool:
    """Whether the run was asked for."""
    return isinstance(button, mo.ui.run_button) and bool(button.value)


# The queue


def filters(queue: Sequence[Queued], last: dict[str, str]) -> mo.ui.dictionary:
    """What of the queue to show; each a list to choose from, by keyboard or thumb.

    `last` remembers what was chosen, for when the queue has changed.
    """
    of = words.Queue
    tags = [of.ANY, *sorted({tag for each in queue for tag in _tags(each)})]
    which = [of.TODO, of.DONE, of.ALL]
    return mo.ui.dictionary(
        {
            "which": _one_of(which, last.get("which", of.TODO), of.SHOW),
            "tag": _one_of(tags, next((t for t in tags if t == last.get("tag")), of.ANY), of.TAG),
        },
        on_change=last.update,
    )


def filtered(queue: Sequence[Queued], chosen: mo.ui.dictionary) -> list[Queued]:
    """What the filters let through, in the queue's order."""
    of, which, tag = words.Queue, chosen.value["which"], chosen.value["tag"]
    return [
        each
        for each in queue
        if (which == of.ALL or (each.place in FOR_OTHERS) == (which == of.DONE))
        and tag in {of.ANY, *_tags(each)}
    ]


def _tags(queued: Queued) -> tuple[str, ...]:
    return queued.item.body.expected.tags if queued.item.body else ()


def _one_of(options: Sequence[str], value: str, label: str) -> mo.ui.dropdown:
    return mo.ui.dropdown(
        list(options), value=value, label=label, allow_select_none=False, full_width=True
    )


def first_item(page: AppMeta) -> str | None:
    """The item in the page's address."""
    named: list[str] = page.request.query_params.get("item", []) if page.request else []
    return next(iter(named), None)


def item_buttons(found: Sequence[Queued], choose: Callable[[str], None]) -> mo.ui.array:
    """A button for each answer, which opens it."""
    return mo.ui.array(
        [
            mo.ui.button(
                label=plain(each.item.question),
                full_width=True,
                on_click=handing(choose, each.item.id),
            )
            for each in found
        ]
    )


def more_button(
    found: Sequence[Queued], shown: int, show: Callable[[int], None]
) -> mo.ui.button | mo.Html:
    """Shows another page of the list; nothing where all of it is shown."""
    left = len(found) - shown
    if left <= 0:
        return mo.Html("")
    label = words.Queue.MORE.format(count=min(left, PAGE))
    return mo.ui.button(label=label, on_click=lambda _: show(shown + PAGE))


def after(found: Sequence[Queued], item: str) -> str | None:
    """The answer that comes after one in the list."""
    ids = [each.item.id for each in found]
    place = ids.index(item) + 1 if item in ids else 0
    return next(iter([*ids[place:], *(each for each in ids if each != item)]), None)


# What somebody says


def comment_box(chosen: Queued | None) -> mo.ui.text_area:
    """A comment on the opened answer, empty again for the next."""
    return mo.ui.text_area(
        label=words.Saying.COMMENT,
        placeholder=words.Saying.COMMENT_HINT,
        max_length=LONGEST,
        debounce=False,
        rows=2,
        full_width=True,
        disabled=chosen is None,
    )


def word_buttons(
    chosen: Queued | None, reader: Principal, say: Callable[[str], None]
) -> mo.ui.array:
    """A button and a key for each thing that can be said; none where nothing can."""
    if chosen is None or chosen.item.body is None or not may_label(reader):
        return mo.ui.array([])
    has_spoken = reader.subject in {each.subject for each in chosen.standing}
    offered = [each for each in Word if each is not Word.WITHDRAWN or has_spoken]
    return mo.ui.array([_word_button(each, say) for each in offered])


def _word_button(word: Word, say: Callable[[str], None]) -> mo.ui.button:
    kinds = {Word.CORRECT: "success", Word.INCORRECT: "danger"}
    return mo.ui.button(
        label=words.Saying.BUTTONS[word],
        kind=kinds.get(word, "neutral"),  # type: ignore[arg-type]
        keyboard_shortcut=words.Saying.KEY[word],
        on_click=handing(say, word.value),
    )


def undo_button(undo: Callable[[str], None], item: str) -> mo.ui.button:
    """Takes back what was just said."""
    return mo.ui.button(label=words.Saying.UNDO, on_click=handing(undo, item))


# A proposal


def proposal_form(
    chosen: Queued | None,
    reader: Principal,
    suites: Sequence[Suite],
    send: Callable[[dict[str, Any]], None],
) -> mo.ui.form | mo.Html:
    """What the case should expect; `send` is called with it. A report's form makes a new case."""
    if chosen is None or chosen.item.body is None or not may_label(reader) or not suites:
        return mo.Html("")
    of = words.Proposing
    is_new = chosen.item.origin is Origin.FEEDBACK
    fields = _new_fields(chosen, reader, suites) if is_new else _case_fields(chosen)
    return (
        mo.Html(NEW_HTML if is_new else CASE_HTML)
        .batch(**_expectation(chosen, is_new), **fields)
        .form(
            submit_button_label=of.MAKE if is_new else of.SEND,
            bordered=False,
            validate=_says_something,
            on_change=lambda value: send({"is_wrong": True, **value}),
        )
    )


def _expectation(chosen: Queued, is_new: bool) -> dict[str, Any]:
    of, body = words.Proposing, chosen.item.body
    assert body is not None  # noqa: S101  checked by the caller
    reasons = {words.Opened.REFUSALS[each.value]: each.value for each in RightRefusal}
    refusals = {of.NO_REFUSAL: None, **reasons}
    right = {kind: told for told, kind in refusals.items()}[body.expected.refusal]
    right_facts = "\n".join(noted(body)) if is_new else written(body.expected.must_say)
    return {
        "must_say": _text(of.MUST_SAY, right_facts, 3),
        "refusal": mo.ui.dropdown(
            refusals, value=right, label=of.REFUSAL, allow_select_none=False, full_width=True
        ),
        "comment": mo.ui.text(label=of.COMMENT, full_width=True, max_length=LONGEST),
    }


def _text(label: str, value: str, rows: int) -> mo.ui.text_area:
    return mo.ui.text_area(
        value=value,
        label=label,
        placeholder=words.Proposing.MUST_SAY_HINT,
        max_length=LONGEST,
        debounce=False,
        rows=rows,
        full_width=True,
    )


def _case_fields(chosen: Queued) -> dict[str, Any]:
    return {"is_wrong": mo.ui.checkbox(value=True, label=words.Proposing.IS_WRONG)}


def _new_fields(chosen: Queued, reader: Principal, suites: Sequence[Suite]) -> dict[str, Any]:
    of, body = words.Proposing, chosen.item.body
    assert body is not None  # noqa: S101  checked by the caller
    people = [n for n, whom in suites[0].principals.items() if is_within(reader, whom)]
    cited = {each.chunk_id for each in body.citations}
    passages = {
        f"{number} · {each.title}": each.chunk_id
        for number, each in enumerate(body.retrieved, start=1)
    }
    return {
        "picked": _picked(body),
        "as_whom": mo.ui.dropdown(
            {of.AS_ME: None, **{name: name for name in people}},
            value=of.AS_ME,
            label=of.AS_WHOM,
            allow_select_none=False,
            full_width=True,
        ),
        "passages": mo.ui.multiselect(
            passages,
            value=[told for told, chunk in passages.items() if chunk in cited],
            label=of.PASSAGES,
            full_width=True,
        ),
        "tags": mo.ui.text(label=of.TAGS, placeholder=of.TAGS_HINT, full_width=True),
        "suite": _one_of([each.name for each in suites], suites[0].name, of.SUITE),
    }


def _picked(body: Body) -> mo.ui.radio:
    """What the passages state, to pick from where the asker has not said what is right."""
    of = words.Proposing
    found = () if noted(body) else suggestions(body)
    told = {f"{each.fact} — {each.around}": each.fact for each in found}
    options = {of.PICK_NONE: None, **told} if told else {}
    return mo.ui.radio(options, value=of.PICK_NONE if told else None, label=of.PICK if told else "")


def _says_something(value: Any) -> str | None:
    """What is missing, of a form's values as the browser sends them: a list chosen from gives a list."""
    held = value or {}
    written_or_picked = (held.get("must_say") or "").strip() or _is_picked(held.get("picked"))
    says = bool(written_or_picked)
    refuses = held.get("refusal") not in (None, [], [words.Proposing.NO_REFUSAL])
    return None if says != refuses else words.Proposing.NEEDED


def _is_picked(sent: str | None) -> bool:
    return sent not in {None, "", words.Proposing.PICK_NONE}


def approve_button(approve: Callable[[str], None], item: str) -> mo.ui.button:
    """Approves what a colleague has proposed."""
    return mo.ui.button(label=words.Proposing.APPROVE, on_click=handing(approve, item))


# Runs


def run_choices(files: Sequence[RunFile]) -> mo.ui.dictionary:
    """Which run to show, and which to compare it with."""
    of = words.Running
    named = {each.name: each for each in files}
    return mo.ui.dictionary(
        {
            "run": mo.ui.dropdown(
                {of.NO_RUN: None, **named},
                value=of.NO_RUN,
                label=of.CHOOSE,
                allow_select_none=False,
                full_width=True,
            ),
            "before": mo.ui.dropdown(
                {of.NOTHING: None, **named},
                value=of.NOTHING,
                label=of.AGAINST,
                allow_select_none=False,
                full_width=True,
            ),
        }
    )
