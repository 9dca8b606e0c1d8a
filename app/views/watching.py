"""An answer as it comes: looked at every moment, while the rest of the page stays usable."""

from html import escape

import streamlit as st

from app.strings import Ask
from app.views import talk
from app.views.asking import Asking, Progress
from app.views.cited import cited
from app.views.telling import told
from app.visit import entered

EVERY = 0.25  # seconds between looks
WAIT = 0.2  # seconds a look lasts while nothing is over
COUNTED = 2  # seconds from which on they are shown
SLOW = 10.0  # seconds after which one is told that it takes long


@st.fragment(run_every=EVERY)
def watch() -> None:
    """Show how far the answer is; once it is over, the page begins anew with it."""
    with told():
        entered()
        asking = talk.current().asking
        if asking is None:
            st.rerun()
        progress = asking.progress(WAIT)
        if progress.over:
            talk.conclude(asking, progress)
            st.rerun()
        _under_way(asking, progress)


def _under_way(asking: Asking, progress: Progress) -> None:
    if progress.text:
        st.markdown(cited(progress.text, (), ""), anchors=False)
    stage = Ask.WRITING if progress.text else Ask.SEARCHING
    whole = int(progress.seconds)
    seconds = Ask.SECONDS.format(seconds=whole) if whole >= COUNTED else ""
    with st.container(horizontal=True, vertical_alignment="center", key="under-way"):
        st.html(
            f'<p class="handrail-working"><span role="status">{escape(stage)}</span> '
            f'<span aria-hidden="true">{escape(seconds)}</span></p>'
        )
        st.button(Ask.STOP, icon=":material/stop_circle:", key="stop", on_click=talk.stop)
    if progress.restarted:
        st.caption(Ask.BEGUN_AGAIN)
    if progress.seconds > SLOW:
        st.caption(Ask.SLOW)
