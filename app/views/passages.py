"""The drawer beside a conversation: a quoted passage in its document, as it was when it was cited."""

from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from app import seam
from app.passage import Excerpt, Span, excerpt, highlighted
from app.places import SOURCES
from app.strings import Ask
from app.views import talk
from app.views.conversation import Source
from app.views.labels import badges
from app.views.style import styled
from app.views.telling import told
from app.visit import entered
from core.domain.access import Principal
from core.library import Library, Text
from core.library.errors import NoSuchDocument

WIDTH = 720  # pixels


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with the passages to mark in it, and what has become of it since."""

    text: Text
    spans: tuple[Span, ...]
    note: str = ""


def opened(library: Library, principal: Principal, source: Source) -> Opened:
    """The version that was cited, else the present one; raises `NoSuchDocument` where neither is."""
    entry = library.entry(principal, source.document_id)
    if entry.version == source.version:
        return Opened(library.text(principal, entry.id), source.spans)
    try:
        return Opened(library.text(principal, entry.id, source.version), source.spans, Ask.CHANGED)
    except NoSuchDocument:
        return Opened(library.text(principal, entry.id), (), Ask.CHANGED_LOST)


def show(source: Source, day: date) -> None:
    """Open the drawer; `day` is the one the answer was given for."""
    title = Ask.PASSAGE.format(number=source.number)
    drawer = st.dialog(
        title, width=WIDTH, position="right", icon=":material/menu_book:", on_dismiss=talk.close
    )
    drawer(_content)(source, day)


def _content(source: Source, day: date) -> None:
    with told():
        principal = entered()
        try:
            found = opened(seam.handrail().library, principal, source)
        except NoSuchDocument:
            st.warning(Ask.GONE, icon=":material/visibility_off:")
            return
        st.html(_head(source, found))
        st.markdown(badges(found.text.entry, day))
        if found.note:
            st.warning(found.note, icon=":material/history:")
        _body(found, whole=_whole(found))


def _head(source: Source, found: Opened) -> str:
    """The document and the place in it."""
    title = found.text.entry.title
    headings = " › ".join(each for each in source.headings if each != title)
    page = Ask.PAGE.format(number=source.page) if source.page else ""
    version = Ask.VERSION.format(version=found.text.version[:8])
    place = " · ".join(filter(None, [headings, page, version]))
    return f'<h3 class="handrail-title">{escape(title)}</h3><p>{escape(place)}</p>'


def _whole(found: Opened) -> bool:
    """How much of the document to show, as chosen; and the way to its page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        views = [Ask.IN_DOCUMENT, Ask.WHOLE] if found.spans else [Ask.WHOLE]
        chosen = st.segmented_control(
            Ask.VIEW, views, default=views[0], required=True, label_visibility="collapsed"
        )
        st.page_link(
            SOURCES.script,
            label=Ask.OPEN_IN_SOURCES,
            icon=":material/folder_open:",
            query_params={"document": found.text.entry.id, "version": found.text.version},
        )
    return bool(chosen == Ask.WHOLE)


def _body(found: Opened, *, whole: bool) -> None:
    text = found.text
    shown = (
        Excerpt(text.body, found.spans, text.pages, cut_before=False, cut_after=False)
        if whole
        else excerpt(text.body, found.spans, text.pages)
    )
    styled()
    st.html(_article(shown, text.entry.title))


def _article(shown: Excerpt, title: str) -> str:
    cut = f'<p class="handrail-cut">{escape(Ask.CUT_BEFORE)}</p>' if shown.cut_before else ""
    more = f'<p class="handrail-cut">{escape(Ask.CUT_AFTER)}</p>' if shown.cut_after else ""
    label = escape(Ask.WHOLE_LABEL.format(title=title))
    html = highlighted(shown.body, shown.spans, shown.pages, title).html
    return (
        f'<div class="handrail-document handrail-read" role="region" tabindex="0" '
        f'aria-label="{label}"><article>{cut}{html}{more}</article></div>'
    )
