"""Ask: a conversation with the documents one may see."""

from datetime import date
from functools import partial

import streamlit as st

from app import seam
from app.people import examples, who
from app.strings import Ask
from app.views import earlier, exchanges, passages, remarks, talk
from app.views.conversation import Conversation, Exchange
from app.views.telling import told
from app.views.watching import watch
from app.views.wording import day, plain
from core.answering.feedback import Given
from core.answering.service import LONGEST_QUESTION
from core.domain.access import Principal


def page() -> None:
    """The page."""
    with told():
        principal = seam.principal()
        _bar()
        talk.begin(principal)
        with st.sidebar:
            if chosen := earlier.panel(principal, talk.current()):
                talk.turn_to(chosen)
                st.rerun()
        st.title(Ask.TITLE, anchor=False)
        _conversation(principal, talk.current())
        _over(talk.opened())


def _over(opened: talk.Opened | None) -> None:
    match opened:
        case talk.Reading(source, day):
            passages.show(source, day)
        case talk.Objecting(request):
            remarks.objection(request)
        case talk.Sharing(exchange):
            remarks.sharing(exchange)


def _bar() -> None:
    """At the bottom: the day, a new beginning, and the question."""
    begun = bool(talk.current().exchanges)
    with st.bottom:
        with st.container(key="ask-tools", horizontal=True, gap="small"):
            _day()
            if begun:
                st.button(
                    Ask.NEW,
                    type="tertiary",
                    icon=":material/add_comment:",
                    on_click=talk.turn_to,
                    args=(Conversation(),),
                )
        typed = st.chat_input(
            Ask.PLACEHOLDER_MORE if begun else Ask.PLACEHOLDER,
            max_chars=LONGEST_QUESTION,
            key="ask-question",
        )
    if typed:
        talk.want(typed)


def _day() -> None:
    chosen: date | None = st.session_state.get(talk.AS_OF)
    label = Ask.AS_OF.format(day=day(chosen)) if chosen else Ask.TODAY
    with st.popover(label, type="tertiary", icon=":material/event:"):
        st.date_input(Ask.AS_OF_LABEL, value=None, key=talk.AS_OF, persist_state="session")
        st.caption(Ask.AS_OF_HELP)


def _conversation(principal: Principal, current: Conversation) -> None:
    if not current.exchanges and not current.asking:
        _start(principal)
        return
    ids = [each.request_id for each in current.exchanges if each.request_id]
    given = seam.handrail().feedback.of(principal, ids)
    last = None if current.asking else len(current.exchanges) - 1
    for number, exchange in enumerate(current.exchanges):
        key = exchange.request_id or f"{current.id}-{number}"
        with st.container(key="ask-latest" if number == last else None):
            _exchange(principal, exchange, key, given.get(exchange.request_id))
    if current.asking:
        with st.container(key="ask-latest"):
            exchanges.asked(current.asking.question.text)
            watch()


def _exchange(principal: Principal, exchange: Exchange, key: str, given: Given | None) -> None:
    exchanges.asked(exchange.question)
    with st.container(gap="small"):
        exchanges.came_of(
            exchange, key, partial(talk.read, exchange), partial(talk.want_again, exchange)
        )
        if exchange.request_id:
            remarks.row(principal, exchange, given)


def _start(principal: Principal) -> None:
    """Nothing asked yet: what this is, and questions to begin with."""
    demonstration = seam.handrail().settings.oidc_issuer is None
    organisation = who(principal, demonstration=demonstration).organisation
    st.markdown(Ask.INTRO.format(organisation=plain(organisation)))
    st.markdown(Ask.START)
    questions = examples(principal) if demonstration else ()
    if not questions:
        return
    with st.container(key="ask-examples", gap="small"):
        st.caption(Ask.EXAMPLES)
        for number, question in enumerate(questions):
            st.button(
                plain(question),
                key=f"example-{number}",
                icon=":material/arrow_outward:",
                width="stretch",
                on_click=talk.want,
                args=(question,),
            )


if __name__ == "__main__":
    page()
