"""An exchange on the page: the question, what came of it, and where it stands written."""

from collections.abc import Callable
from html import escape

import streamlit as st

from app.places import SOURCES
from app.strings import Ask
from app.views.cited import anchor, cited
from app.views.conversation import Exchange, Source
from app.views.labels import TIER_COLOURS
from app.views.shared import where
from app.views.wording import day, plain, tier
from core.domain.answer import Refusal, RefusalKind

KIND_BADGES = {
    RefusalKind.NO_EVIDENCE: ("orange", "search_off"),
    RefusalKind.OUT_OF_SCOPE: ("violet", "block"),
    RefusalKind.UNDERSPECIFIED: ("blue", "help"),
    RefusalKind.CONFLICTING: ("orange", "call_split"),
    RefusalKind.UNAVAILABLE: ("red", "cloud_off"),
}

Opening = Callable[[Source], None]
Again = Callable[[], None]


def asked(question: str) -> None:
    """A question, as it was typed."""
    said = f'<span class="handrail-unseen">{escape(Ask.YOU_ASKED)} </span>{escape(question)}'
    st.html(f'<div class="handrail-asked"><h2>{said}</h2></div>')


def came_of(exchange: Exchange, key: str, opening: Opening, again: Again) -> None:
    """What came of it; `opening` is called with a source to read, `again` to ask once more."""
    if exchange.as_of:
        st.badge(Ask.AS_OF.format(day=day(exchange.as_of)), icon=":material/event:", color="gray")
    if exchange.searched:
        st.caption(Ask.UNDERSTOOD.format(searched=plain(exchange.searched)))
    if exchange.trouble:
        st.error(exchange.trouble, icon=":material/error:")
        _again(key, again)
    elif exchange.refusal:
        _refused(exchange.refusal, key, again)
    elif exchange.stopped:
        st.markdown(cited(exchange.text, (), key))
        st.caption(f":material/stop_circle: {Ask.STOPPED}")
        _again(key, again)
    else:
        _answered(exchange, opening)


def _answered(exchange: Exchange, opening: Opening) -> None:
    numbers = [each.number for each in exchange.sources]
    st.markdown(cited(exchange.text, numbers, exchange.request_id), anchors=False)
    with st.container(key=f"ask-sources-{exchange.request_id}", gap="xsmall"):
        st.caption(Ask.SOURCES)
        for source in exchange.sources:
            st.button(
                _labelled(source),
                key=anchor(exchange.request_id, source.number),
                on_click=opening,
                args=(source,),
                width="stretch",
                wrap=True,
            )


def _labelled(source: Source) -> str:
    """Its number, the document and the place in it, and who it is for."""
    written = f"**{source.number}** {plain(where(source))}"
    if source.tier is None:
        return written
    return f"{written} :{TIER_COLOURS[source.tier]}-badge[{tier(source.tier)}]"


def _refused(refusal: Refusal, key: str, again: Again) -> None:
    colour, icon = KIND_BADGES[refusal.kind]
    with st.container(border=True, key=f"ask-refusal-{key}", gap="small"):
        st.markdown(f":{colour}-badge[:material/{icon}: {Ask.KINDS[refusal.kind.value]}]")
        st.markdown(f"**{plain(refusal.message)}**\n\n{plain(refusal.next_step)}")
        if refusal.kind is RefusalKind.UNAVAILABLE:
            _again(key, again)
        else:
            st.page_link(SOURCES.script, label=Ask.SEE_SOURCES, icon=":material/folder_open:")


def _again(key: str, again: Again) -> None:
    st.button(Ask.ASK_AGAIN, key=f"again-{key}", icon=":material/refresh:", on_click=again)
