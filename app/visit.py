"""A visit: one window of one person. What it remembers belongs to them and to nobody after them."""

import streamlit as st

from app import seam
from core.domain.access import ExpiredPrincipal, Principal
from core.identity import BadToken, NoCredentials

SIGNED_OUT = (NoCredentials, BadToken, ExpiredPrincipal)
OWNER = "visit-owner"


def entered() -> Principal:
    """Who is looking; raises one of `SIGNED_OUT` when nobody is signed in any longer.

    A window can come back under another sign-in, or the same person with other rights: whatever it
    remembered is forgotten then, and the page begins anew.
    """
    try:
        principal = seam.principal()
        # the door grants a few seconds for clocks that differ, the store does not
        principal.ensure_current()
    except SIGNED_OUT:
        forget()
        raise
    if st.session_state.setdefault(OWNER, principal.identity) != principal.identity:
        forget()
        st.rerun()
    return principal


def forget() -> None:
    """Drop all that the window remembers."""
    for key in list(st.session_state):
        del st.session_state[key]
