"""How the app looks: what Streamlit's own settings in `.streamlit/config.toml` leave open."""

from functools import cache
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
MARK = HERE / "mark.svg"
LOGO = HERE / "logo.svg"
SCRIPT = '<script type="module" src="/app/static/handrail.js"></script>'


def worn() -> None:
    """Put on the styles."""
    st.html(f"<style>{_paper()}{_styles()}</style>")


def scripted() -> None:
    """Put on the script that leads from a citation's mark to its passage; it takes no room."""
    st.html(SCRIPT, unsafe_allow_javascript=True)


def _paper() -> str:
    """The theme's background as a variable, for what lies over what is scrolled."""
    light, dark = (st.get_option(f"theme.{each}.backgroundColor") for each in ("light", "dark"))
    return f".stApp {{ --handrail-paper: light-dark({light}, {dark}); }}"


@cache
def _styles() -> str:
    return (HERE / "app.css").read_text(encoding="utf-8")
