"""HTML of our own for what Streamlit has no element for, and how it looks in light and dark."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_suffix(".css")


def styled() -> None:
    """Let this page's own HTML look as it should."""
    st.html(STYLE)


def facts(rows: Sequence[tuple[str, str]]) -> str:
    """Names and values as a list of terms, in HTML; values are text."""
    items = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f'<dl class="handrail-facts">{"".join(items)}</dl>'
