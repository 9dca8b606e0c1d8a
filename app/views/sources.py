"""Sources: the documents one may see, one of them to read, and bringing in and taking out."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import streamlit as st

from app import seam
from app.strings import Sources
from app.views import bringing, reading
from app.views.labels import badges
from app.views.shelf import Wanted, collection_names
from app.views.style import styled
from app.views.telling import told
from app.views.wording import counted, moment, now, plain, size, standing, tier
from app.visit import entered
from core.domain.access import Principal, Role, Tier
from core.domain.document import Standing
from core.library import Entry

WORDS, TIERS, DATES, COLLECTION = (
    "sources-words",
    "sources-tiers",
    "sources-dates",
    "sources-collection",
)
PER_PAGE = 12
Chosen = TypeVar("Chosen", Tier, Standing)


def page() -> None:
    """The page."""
    with told():
        styled()
        principal = entered()
        if document := st.query_params.get("document"):
            reading.show(principal, document, st.query_params.get("version"))
        else:
            _overview(principal)


def _overview(principal: Principal) -> None:
    st.title(Sources.TITLE, anchor=False)
    st.markdown(Sources.INTRO)
    if removed := st.session_state.pop(reading.REMOVED, None):
        st.success(Sources.REMOVED.format(title=plain(removed)), icon=":material/check:")
    library = seam.handrail().library
    entries = library.listed(principal)
    if Role.CURATOR not in principal.roles:
        _shelf(entries, Sources.NOTHING_READER)
        st.caption(Sources.ASK_CURATOR)
        return
    held = library.quarantined(principal)
    documents, bring_in, not_taken_in = st.tabs(
        [Sources.TAB_DOCUMENTS, Sources.TAB_BRING_IN, bringing.held_title(held)],
        key="sources-tab",
    )
    with documents:
        _shelf(entries, Sources.NOTHING_CURATOR)
    with bring_in:
        bringing.bring_in(principal, entries)
    with not_taken_in:
        bringing.held_back(held)


def _shelf(entries: list[Entry], nothing: str) -> None:
    if not entries:
        st.info(f"**{Sources.NOTHING}** {nothing}", icon=":material/inbox:")
        return
    today = date.today()
    wanted = _wanted(entries, today)
    found = [each for each in entries if wanted.fits(each, today)]
    if not found:
        st.info(Sources.NO_MATCH, icon=":material/search_off:")
        st.button(Sources.CLEAR, on_click=_clear)
        return
    st.caption(_count(len(found), len(entries)))
    _cards(found, today)


def _wanted(entries: list[Entry], today: date) -> Wanted:
    """The search box, and a filter for whatever the documents differ in."""
    words = st.text_input(
        Sources.SEARCH,
        type="search",
        placeholder=Sources.SEARCH_HINT,
        icon=":material/search:",
        live=True,
        key=WORDS,
        persist_state="session",
    )
    tiers = {each.label.tier for each in entries}
    standings = {each.standing(today) for each in entries}
    with st.container(horizontal=True, gap="medium"):
        return Wanted(
            words or "",
            _chosen(Sources.TIER, [each for each in Tier if each in tiers], tier, TIERS),
            _chosen(
                Sources.STANDING, [each for each in Standing if each in standings], standing, DATES
            ),
            _collection(collection_names(each.collection for each in entries)),
        )


def _chosen(
    label: str, options: list[Chosen], name: Callable[[Chosen], str], key: str
) -> list[Chosen]:
    if len(options) < 2:
        return []
    return st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=name,
        key=key,
        wrap=True,
        persist_state="session",
    )


def _collection(names: dict[str, str]) -> str | None:
    if len(names) < 2:
        return None
    return st.selectbox(
        Sources.COLLECTION,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=Sources.ANYWHERE,
        key=COLLECTION,
        width=240,
        persist_state="session",
    )


def _clear() -> None:
    st.session_state.update({WORDS: "", TIERS: [], DATES: [], COLLECTION: None})


def _cards(found: list[Entry], today: date) -> None:
    """A page of what was found, and below it the way to the others."""
    pages = -(-len(found) // PER_PAGE)
    cards = st.container(gap="small")
    number = st.pagination(pages, key="sources-page") if pages > 1 else 1
    with cards:
        for entry in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
            _card(entry, today)


def _card(entry: Entry, today: date) -> None:
    with st.container(border=True, gap=None):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="xxsmall",
        ):
            st.button(
                f"**{plain(entry.title)}**",
                key=f"open-{entry.id}",
                type="tertiary",
                on_click=reading.open_document,
                args=(entry.id,),
            )
            st.markdown(badges(entry, today))
        st.caption(plain(_described(entry)))


def _described(entry: Entry) -> str:
    return " · ".join(
        [
            entry.source,
            size(entry.bytes),
            *([counted(Sources.VERSIONS, entry.versions)] if entry.versions > 1 else []),
            Sources.TAKEN_IN.format(moment=moment(entry.ingested_at, now())),
        ]
    )


def _count(found: int, there: int) -> str:
    total = counted(Sources.COUNT, there)
    return total if found == there else Sources.COUNT_OF.format(count=f"{found:,}", all=total)


if __name__ == "__main__":
    page()
