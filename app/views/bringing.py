"""Bringing documents in, and what was not taken in: for curators."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app import seam
from app.strings import Sources
from app.views.labels import who_may_see
from app.views.shelf import collection_names
from app.views.uploads import Became, Outcome, became, groups_known, groups_new
from app.views.wording import counted, moment, now, plain, size, tier
from app.visit import entered
from core.domain.access import Principal, Tier
from core.domain.document import Label
from core.domain.errors import HandrailError
from core.ingest.readers import SUFFIXES
from core.library import Entry, Held

ROUND = "sources-round"  # counts uploads, so that each begins with no files chosen
OUTCOMES = "sources-outcomes"


def bring_in(principal: Principal, entries: list[Entry]) -> None:
    """Choose files and their label, bring them in, and see what became of each."""
    _outcomes()
    st.markdown(Sources.BRING_INTRO)
    files = _files()
    label = _label(principal, entries)
    st.caption(plain(Sources.WILL_SEE.format(who=who_may_see(label))))
    if new := groups_new(label, entries):
        names = Sources.OR.join(f"**{plain(each)}**" for each in new)
        st.warning(Sources.NEW_GROUP.format(groups=names), icon=":material/group_off:")
    words = counted(Sources.BRING, len(files)) if files else Sources.BRING_NONE
    if st.button(words, key="bring", type="primary", disabled=not files):
        _bring(files, label)


def _files() -> list[UploadedFile]:
    most = seam.handrail().settings.max_file_bytes
    return st.file_uploader(
        Sources.FILES,
        type=sorted(each.removeprefix(".") for each in SUFFIXES),
        accept_multiple_files=True,
        help=Sources.FILES_HELP.format(size=size(most)),
        max_upload_size=max(1, most // 2**20),
        key=f"sources-files-{st.session_state.get(ROUND, 0)}",
    )


def _label(principal: Principal, entries: list[Entry]) -> Label:
    tiers = [each for each in Tier if each <= principal.clearance]
    chosen = st.segmented_control(
        Sources.TIER_FOR,
        tiers,
        default=min(Tier.INTERNAL, principal.clearance),
        required=True,
        format_func=tier,
        help=Sources.TIER_HELP,
        key="sources-new-tier",
        wrap=True,
    )
    groups = st.multiselect(
        Sources.GROUPS_FOR,
        groups_known(entries, principal.groups),
        placeholder=Sources.GROUPS_HINT,
        help=Sources.GROUPS_HELP,
        accept_new_options=True,
        key="sources-new-groups",
    )
    return Label(chosen, frozenset(filter(None, (each.strip() for each in groups))))


def _bring(files: Sequence[UploadedFile], label: Label) -> None:
    """One file after the other, each as whoever is looking then: a sign-in may end on the way."""
    outcomes = []
    bar = st.progress(0.0)
    for number, file in enumerate(files):
        text = Sources.BRINGING.format(number=number + 1, all=len(files), name=file.name)
        bar.progress(number / len(files), text=plain(text))
        outcomes.append(_brought(file, label))
    st.session_state[OUTCOMES] = outcomes
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _brought(file: UploadedFile, label: Label) -> Became:
    library = seam.handrail().library
    try:
        return became(file.name, library.upload(entered(), file.name, file.getvalue(), label))
    except HandrailError as error:
        return Became(file.name, Outcome.HELD_BACK, str(error))


def _outcomes() -> None:
    outcomes: list[Became] = st.session_state.get(OUTCOMES, [])
    if not outcomes:
        return
    with st.container(border=True):
        st.subheader(Sources.OUTCOMES, anchor=False)
        for each in outcomes:
            st.markdown(f"{each.outcome.value} **{plain(each.name)}**  \n{plain(each.told)}")
        st.button(Sources.DISMISS, on_click=st.session_state.pop, args=(OUTCOMES,))


def held_title(held: Sequence[Held]) -> str:
    """What the list of files that were not taken in is called."""
    return Sources.TAB_HELD_COUNT.format(count=len(held)) if held else Sources.TAB_HELD


def held_back(held: Sequence[Held]) -> None:
    """The files that were not taken in, why, and what to do about each."""
    if not held:
        st.success(f"**{Sources.HELD_NONE}** {Sources.HELD_NONE_MORE}", icon=":material/task_alt:")
        return
    st.markdown(Sources.HELD_INTRO)
    names = collection_names(each.collection for each in held)
    for each in held:
        with st.container(border=True, gap="xsmall"):
            _held(each, names[each.collection])


def _held(held: Held, collection: str) -> None:
    name, what, next_step = Sources.KINDS.get(held.kind, Sources.KIND_OTHER)
    st.markdown(f"**{plain(held.source)}** :orange-badge[{name}]")
    st.markdown(f"{what} {next_step}")
    where = Sources.HELD_WHEN.format(
        collection=collection, size=size(held.bytes), moment=moment(held.seen_at, now())
    )
    st.caption(plain(where))
    st.caption(plain(Sources.HELD_DETAIL.format(reason=held.reason)))
