"""One document to read: what it is, its outline and text, and for curators the way to take it out."""

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from app import seam
from app.strings import Sources
from app.views.document import Heading, rendered
from app.views.labels import badges, who_may_see
from app.views.shelf import collection_names
from app.views.style import facts
from app.views.telling import told
from app.views.wording import applies, counted, moment, now, plain, size
from app.visit import entered
from core.domain.access import Principal, Role
from core.domain.document import Standing
from core.ingest.pipeline import UPLOADS
from core.library import Entry, Text, Version

REMOVING = "sources-removing"  # the id of the document asked about
REMOVED = "sources-removed"  # the title of what was taken out just now
OUTLINED = 3  # a document with fewer headings needs no outline


def open_document(document: str, version: str | None = None) -> None:
    """Turn the page to a document, or to a version of it."""
    st.query_params.from_dict({"document": document} | ({"version": version} if version else {}))


def close_document() -> None:
    """Turn the page back to the list."""
    st.query_params.clear()


def show(principal: Principal, document: str, version: str | None) -> None:
    """The document, or one of its earlier versions; raises `NoSuchDocument`."""
    st.button(Sources.BACK, icon=":material/arrow_back:", type="tertiary", on_click=close_document)
    text = seam.handrail().library.text(principal, document, version)
    entry, today = text.entry, date.today()
    st.title(plain(entry.title), anchor=False)
    st.markdown(badges(entry, today))
    _standing(entry, today)
    _version(principal, text)
    with st.expander(Sources.ABOUT):
        st.html(_facts(entry, today))
        if Role.CURATOR in principal.roles:
            st.button(
                Sources.REMOVE,
                icon=":material/delete:",
                key="remove",
                on_click=st.session_state.update,
                args=({REMOVING: entry.id},),
            )
    if st.session_state.get(REMOVING) == entry.id:
        _removing(entry)
    _body(text)


def _standing(entry: Entry, today: date) -> None:
    notes = {
        Standing.SUPERSEDED: Sources.SUPERSEDED,
        Standing.NOT_YET_EFFECTIVE: Sources.NOT_YET,
    }
    if note := notes.get(entry.standing(today)):
        dates = applies(entry.effective, today)
        st.warning(note.format(dates=dates), icon=":material/event_busy:")


def _version(principal: Principal, text: Text) -> None:
    """Which of several versions is shown, and the way to the others."""
    entry = text.entry
    if entry.versions > 1:
        _versions(entry, text.version, seam.handrail().library.versions(principal, entry.id))
    if text.version != entry.version:
        st.warning(Sources.EARLIER, icon=":material/history:")


def _versions(entry: Entry, shown: str, kept: Sequence[Version]) -> None:
    names = {each.version: _version_name(entry, each) for each in kept}
    key = f"version-{entry.id}-{shown}"  # of its own for what is shown, which also addresses change
    st.selectbox(
        Sources.VERSION,
        list(names),
        index=list(names).index(shown),
        format_func=names.__getitem__,
        key=key,
        on_change=_turn,
        args=(entry.id, key),
        width=360,
    )


def _version_name(entry: Entry, version: Version) -> str:
    pattern = Sources.PRESENT if version.version == entry.version else Sources.EARLIER_OF
    return pattern.format(moment=moment(version.ingested_at, now()))


def _turn(document: str, key: str) -> None:
    open_document(document, st.session_state[key])


def _facts(entry: Entry, today: date) -> str:
    kept = [counted(Sources.VERSIONS, entry.versions)] if entry.versions > 1 else []
    passages = counted(Sources.PASSAGES, entry.chunks)
    rows = [
        (Sources.FILE, entry.source),
        (Sources.FROM, collection_names([entry.collection])[entry.collection]),
        (Sources.APPLIES, applies(entry.effective, today)),
        (Sources.WHO_SEES, who_may_see(entry.label)),
        (Sources.EXTENT, ", ".join([size(entry.bytes), passages, *kept])),
        (Sources.TAKEN_IN_AT, moment(entry.ingested_at, now())),
        (Sources.REPLACES, entry.supersedes or ""),
    ]
    return facts([(name, value) for name, value in rows if value])


def _body(text: Text) -> None:
    with st.spinner(Sources.OPENING, show_time=False):
        document = rendered(text.body, text.pages, text.entry.title)
    nav = _outline(document.outline)
    article = f'<article aria-label="{escape(text.entry.title)}">{document.html}</article>'
    st.html(f'<div class="handrail-document">{nav}{article}</div>')


def _outline(headings: Sequence[Heading]) -> str:
    """Where a document has enough headings: folded, above the text."""
    if len(headings) < OUTLINED:
        return ""
    links = "".join(
        f'<li class="depth-{min(each.depth, 3)}"><a href="#{each.anchor}">{escape(each.text)}</a></li>'
        for each in headings
    )
    name = escape(Sources.OUTLINE)
    return (
        f'<nav aria-label="{name}"><details><summary>{name}</summary>'
        f"<ul>{links}</ul></details></nav>"
    )


def _keep() -> None:
    st.session_state.pop(REMOVING, None)


@st.dialog(Sources.REMOVE_TITLE, icon=":material/delete:", on_dismiss=_keep)
def _removing(entry: Entry) -> None:
    versions = counted(Sources.VERSIONS, entry.versions)
    st.markdown(
        Sources.REMOVE_WHAT.format(
            title=plain(entry.title), source=plain(entry.source), versions=versions
        )
    )
    st.markdown(Sources.REMOVE_FINAL)
    if entry.collection != UPLOADS:
        st.markdown(Sources.REMOVE_FOLDER)
    with st.container(horizontal=True):
        if st.button(Sources.REMOVE_NO):
            _keep()
            st.rerun()
        if st.button(Sources.REMOVE_YES, type="primary"):
            _remove(entry)


def _remove(entry: Entry) -> None:
    with told():
        seam.handrail().library.remove(entered(), entry.id)
        _keep()
        st.session_state[REMOVED] = entry.title
        close_document()
        st.rerun()
