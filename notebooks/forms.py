"""The notebooks' form elements."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import marimo as mo
import wording
from marimo import AppMeta

from core.retrieval.explain import SideBySide, Traced


def first_question(page: AppMeta, proposals: Sequence[str]) -> str:
    """The question in the page's address; an example for whoever runs a notebook by hand."""
    named: list[str] = page.request.query_params.get("question", []) if page.request else []
    unasked = [] if page.mode == "run" else proposals
    return next(iter([*named, *unasked]), "")


def question_box(text: str) -> mo.ui.text:
    """Where the question is written; it counts once Enter is pressed or the box is left."""
    return mo.ui.text(
        value=text,
        label=wording.Asking.QUESTION,
        placeholder=wording.Asking.PLACEHOLDER,
        full_width=True,
    )


def example_buttons(questions: Sequence[str], ask: Callable[[str], None]) -> mo.ui.array:
    """A button for each question, which asks it."""
    return mo.ui.array(
        [
            mo.ui.button(label=plain(question), on_click=handing(ask, question))
            for question in questions
        ]
    )


def plain(text: str) -> str:
    """A text as a label that shows just that: labels are Markdown, and may hold HTML."""
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in text)


def handing(to: Callable[[str], None], value: str) -> Callable[[Any], None]:
    # no `partial`: arrays copy their elements, and with them whatever is not a function
    return lambda _: to(value)


def day_box(today: date) -> mo.ui.date:
    """The day whose documents are searched."""
    return mo.ui.date(value=today, label=wording.Asking.DAY)


def every_version_switch() -> mo.ui.switch:
    """Searches what was and will be in force as well."""
    return mo.ui.switch(label=wording.Asking.EVERY)


def how_many_slider(k: int) -> mo.ui.slider:
    """How many passages of each stage are shown."""
    return mo.ui.slider(3, 20, value=k, label=wording.Asking.HOW_MANY, show_value=True)


def passage_buttons(sides: SideBySide, choose: Callable[[str], None]) -> mo.ui.array:
    """A button for each passage among the rankings, which chooses it."""
    return mo.ui.array(
        [
            mo.ui.button(
                label=plain(_named(number, each)),
                full_width=True,
                on_click=handing(choose, each.id),
            )
            for number, each in enumerate(sides.passages, start=1)
        ]
    )


def _named(number: int, passage: Traced) -> str:
    if passage.chunk is None:
        return f"{number} · {wording.Nothing.TOO_LOW}"
    where = passage.chunk.provenance
    return f"{number} · {' › '.join(dict.fromkeys([where.title, *where.headings[-1:]]))}"
