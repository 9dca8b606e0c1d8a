"""What goes wrong on a page, told as its message."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app.strings import App, Common
from app.views.wording import plain
from app.visit import SIGNED_OUT
from core.domain.errors import HandrailError, Transient

log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Show what goes wrong in the block, with a way to try again where that may help.

    When the sign-in is over the whole page begins anew, which leads to signing in.
    """
    try:
        yield
    except SIGNED_OUT:
        st.rerun()
    except Exception as error:
        st.error(in_words(error), icon=":material/error:")
        if isinstance(error, Transient):
            st.button(Common.TRY_AGAIN, icon=":material/refresh:")


def in_words(error: Exception) -> str:
    """What to tell people, as Markdown; what nobody expected is logged under the number they get."""
    if isinstance(error, HandrailError):
        return plain(str(error))
    incident = secrets.token_hex(4)
    log.error("Incident %s", incident, exc_info=error)
    return App.UNEXPECTED.format(incident=incident)
