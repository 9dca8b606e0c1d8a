"""The window's one conversation: where it is kept, and what changes it."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import streamlit as st

from app import seam
from app.views.asking import Asking, Progress
from app.views.conversation import Conversation, Exchange, Source, answered
from app.views.telling import in_words
from core.domain.access import Principal

CONVERSATION = "conversation"
WANTED = "ask-wanted"
OPENED = "ask-opened"
AS_OF = "ask-as-of"


class Wanted(NamedTuple):
    """A question to be asked next."""

    text: str
    as_of: date | None


class Reading(NamedTuple):
    """A passage lies open; `day` is the one its answer was given for."""

    source: Source
    day: date


class Objecting(NamedTuple):
    """Somebody is about to say what is wrong with an answer."""

    request_id: str


class Sharing(NamedTuple):
    """An answer is shown as text to take along."""

    exchange: Exchange


Opened = Reading | Objecting | Sharing


def current() -> Conversation:
    """The conversation; a new one where there is none."""
    conversation: Conversation = st.session_state.setdefault(CONVERSATION, Conversation())
    return conversation


def turn_to(conversation: Conversation) -> None:
    """Go on with another conversation; what is under way in this one is followed no further."""
    if asking := current().asking:
        asking.stop()
    st.session_state[CONVERSATION] = conversation
    close()


def want(text: str) -> None:
    """Have a question asked next, of the day that is chosen."""
    st.session_state[WANTED] = Wanted(text, st.session_state.get(AS_OF))


def want_again(exchange: Exchange) -> None:
    """Have an exchange's question asked once more, in its place."""
    st.session_state[CONVERSATION] = current().without(exchange)
    st.session_state[WANTED] = Wanted(exchange.question, exchange.as_of)


def begin(principal: Principal) -> None:
    """Ask what is wanted, if anything is; an answer under way is stopped for it."""
    wanted: Wanted | None = st.session_state.pop(WANTED, None)
    if wanted is None:
        return
    stop()
    conversation = current()
    question = conversation.question(*wanted)
    asking = Asking(question, seam.handrail().assistant.stream(principal, question))
    st.session_state[CONVERSATION] = conversation.begun(asking)


def stop() -> None:
    """Follow the answer under way no further, and keep what there is of it."""
    conversation = current()
    if asking := conversation.asking:
        asking.stop()
        progress = asking.progress()
        exchange = Exchange(
            asking.question.text, asking.question.as_of, text=progress.text, stopped=True
        )
        st.session_state[CONVERSATION] = conversation.ended(exchange)


def conclude(asking: Asking, progress: Progress) -> None:
    """Keep what came of the question under way, now that it is over."""
    exchange = Exchange(asking.question.text, asking.question.as_of)
    if progress.answer:
        exchange = answered(progress.answer)
    elif progress.error:
        exchange = replace(exchange, trouble=in_words(progress.error))
    st.session_state[CONVERSATION] = current().ended(exchange)


def read(exchange: Exchange, source: Source) -> None:
    """Lay a passage open."""
    open_up(Reading(source, exchange.as_of or date.today()))


def open_up(what: Opened) -> None:
    """Lay something over the page until it is put away."""
    st.session_state[OPENED] = what


def opened() -> Opened | None:
    """What lies over the page."""
    what: Opened | None = st.session_state.get(OPENED)
    return what


def close() -> None:
    """Put away what lies over the page."""
    st.session_state.pop(OPENED, None)
