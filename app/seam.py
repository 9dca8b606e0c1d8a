"""The one place where a page learns who is looking at it, asked anew on every rerun."""

import streamlit as st

from core.bootstrap import Handrail
from core.bootstrap.serving import ensured
from core.domain.access import Principal


def principal() -> Principal:
    """Who is looking, verified now.

    A websocket outlives the token it was opened with. Raises `ExpiredPrincipal` once that is over,
    `NoCredentials` or `BadToken` for what the gateway would not have let in.
    """
    return ensured().door.admit({name.lower(): value for name, value in st.context.headers.items()})


def handrail() -> Handrail:
    """The one Handrail of this process."""
    return ensured().handrail
