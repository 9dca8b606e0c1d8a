"""What one asked before: found by its words, opened as it was, and gone on with."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import streamlit as st

from app import seam
from app.strings import Ask, Dates
from app.views.conversation import Conversation, recalled
from app.views.wording import counted, day, now, plain
from core.answering.history import Asked
from core.domain.access import Principal
from core.domain.document import Chunk
from core.library.errors import NoSuchPassage

LATEST = 200
SHOWN = 30
LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation one had: the request it is found by, when it was last gone on with, its length."""

    request: Asked
    at: datetime
    count: int


def conversations(asked: Iterable[Asked], words: str = "") -> list[Past]:
    """Conversations, latest first, by their earliest request in which every word stands.

    `asked` is newest first. A request that belongs to no conversation is one by itself.
    """
    together: dict[str, list[Asked]] = {}
    for each in asked:
        together.setdefault(each.conversation or each.request_id, []).append(each)
    wanted = words.casefold().split()
    return [
        Past(fitting[-1], requests[0].at, len(requests))
        for requests in together.values()
        if (fitting := [each for each in requests if _has(each, wanted)])
    ]


def _has(asked: Asked, words: Sequence[str]) -> bool:
    said = f"{asked.question} {asked.text}".casefold()
    return all(word in said for word in words)


def day_name(at: datetime, now: datetime) -> str:
    """The day of `at` where `now` is: Today, Yesterday, 3 May 2026."""
    local = at.astimezone(now.tzinfo).date()
    near = {0: Dates.TODAY, 1: Dates.YESTERDAY}.get((now.date() - local).days)
    return near.capitalize() if near else day(local)


def panel(principal: Principal, current: Conversation) -> Conversation | None:
    """The list with its search; the conversation that was chosen from it, if one was."""
    asked = seam.handrail().history.requests(principal, LATEST)
    with st.container(key="ask-history", gap="xsmall"):
        st.header(Ask.HISTORY, anchor=False)
        if not asked:
            st.caption(Ask.HISTORY_NONE)
            return None
        words = st.text_input(
            Ask.HISTORY_SEARCH,
            type="search",
            placeholder=Ask.HISTORY_SEARCH,
            icon=":material/search:",
            label_visibility="collapsed",
            live=True,
            key="history-search",
        )
        return _chosen(principal, conversations(asked, words or ""), current)


def _chosen(principal: Principal, found: list[Past], current: Conversation) -> Conversation | None:
    if not found:
        st.caption(Ask.HISTORY_NO_MATCH)
    chosen = None
    for name, pasts in groupby(found[:SHOWN], key=lambda past: day_name(past.at, now())):
        st.caption(name)
        for past in pasts:
            if _entry(past, open_now=past.request.conversation == current.id):
                chosen = past
    if len(found) > SHOWN:
        st.caption(Ask.HISTORY_MORE.format(count=SHOWN))
    return _reopened(principal, chosen.request) if chosen else None


def _entry(past: Past, *, open_now: bool) -> bool:
    question = past.request.question
    short = f"{question[:LONGEST_TITLE]} …" if len(question) > LONGEST_TITLE else question
    count = f" :small[({counted(Ask.QUESTIONS, past.count)})]" if past.count > 1 else ""
    return st.button(
        plain(short) + count,
        key=f"past-{past.request.request_id}",
        type="secondary" if open_now else "tertiary",
        width="stretch",
    )


def _reopened(principal: Principal, asked: Asked) -> Conversation:
    handrail = seam.handrail()

    def passage(chunk: str) -> Chunk | None:
        with suppress(NoSuchPassage):
            return handrail.library.passage(principal, chunk)
        return None

    if asked.conversation is None:
        return Conversation(exchanges=(recalled(asked, passage),))
    requests = handrail.history.conversation(principal, asked.conversation)
    return Conversation(asked.conversation, tuple(recalled(each, passage) for each in requests))
