"""What one thinks of an answer, said and taken back; and the answer as text to take along."""

from html import escape

import streamlit as st

from app import seam
from app.strings import Ask
from app.views import talk
from app.views.conversation import Exchange
from app.views.shared import as_text, highest_tier
from app.views.telling import told
from app.views.wording import plain, tier
from app.visit import entered
from core.answering.feedback import LONGEST_NOTE, Given, Verdict
from core.domain.access import Principal, Tier

_COPY = (
    f'<button type="button" class="handrail-button handrail-copy" aria-live="polite"'
    f' data-done="{escape(Ask.COPIED)}" data-selected="{escape(Ask.SELECTED)}">'
    f"{escape(Ask.COPY)}</button>"
)
ICONS = {Verdict.UP: "thumb_up", Verdict.DOWN: "thumb_down", Verdict.WRONG: "report"}


def row(principal: Principal, exchange: Exchange, given: Given | None) -> None:
    """Buttons to say what one thinks, or what one has said; and for answers, the text."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if given is None or given.verdict is Verdict.WITHDRAWN:
            _asked(principal, exchange.request_id)
        else:
            _said(principal, given)
        if exchange.answered:
            _shared(exchange)


def _asked(principal: Principal, request: str) -> None:
    for verdict, label in ((Verdict.UP, Ask.UP), (Verdict.DOWN, Ask.DOWN)):
        if st.button(
            label,
            key=f"{verdict}-{request}",
            type="tertiary",
            icon=f":material/{ICONS[verdict]}:",
        ):
            _give(principal, request, verdict)
    st.button(
        Ask.WRONG,
        key=f"wrong-{request}",
        type="tertiary",
        icon=f":material/{ICONS[Verdict.WRONG]}:",
        on_click=talk.open_up,
        args=(talk.Objecting(request),),
    )


def _said(principal: Principal, given: Given) -> None:
    said = f":material/{ICONS[given.verdict]}: {Ask.SAID[given.verdict.value]}"
    note = f" {Ask.SAID_NOTE.format(note=plain(given.note))}" if given.note else ""
    st.caption(said + note, width="content")
    if st.button(Ask.UNDO, key=f"undo-{given.request_id}", type="tertiary", icon=":material/undo:"):
        _give(principal, given.request_id, Verdict.WITHDRAWN)


def _give(principal: Principal, request: str, verdict: Verdict, note: str = "") -> None:
    seam.handrail().feedback.give(principal, request, verdict, note)
    talk.close()
    st.rerun()


def _shared(exchange: Exchange) -> None:
    st.button(
        Ask.SHARE,
        key=f"share-{exchange.request_id}",
        type="tertiary",
        icon=":material/ios_share:",
        on_click=talk.open_up,
        args=(talk.Sharing(exchange),),
    )


@st.dialog(Ask.WRONG, icon=":material/report:", on_dismiss=talk.close)
def objection(request: str) -> None:
    """Ask what is wrong with an answer, and keep it."""
    with told():
        principal = entered()
        with st.form(f"objection-{request}", border=False):
            note = st.text_area(
                Ask.WRONG_WHAT, placeholder=Ask.WRONG_HINT, max_chars=LONGEST_NOTE, height=140
            )
            st.caption(Ask.WRONG_HELP)
            if st.form_submit_button(Ask.SEND, type="primary"):
                _give(principal, request, Verdict.WRONG, note.strip())


@st.dialog(Ask.SHARE, width="medium", icon=":material/ios_share:", on_dismiss=talk.close)
def sharing(exchange: Exchange) -> None:
    """Show an answer as text, to copy or to save."""
    text, held = as_text(exchange), highest_tier(exchange)
    if held is not None and held is not Tier.PUBLIC:
        st.warning(Ask.SHARE_CLASSIFIED.format(tier=tier(held).lower()), icon=":material/lock:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(_COPY, width="content")
        st.download_button(
            Ask.DOWNLOAD,
            text,
            file_name=Ask.FILE,
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
        )
    st.code(text, language=None, wrap_lines=True)
