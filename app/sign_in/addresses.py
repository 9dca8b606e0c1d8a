"""Where people come from and may be sent to."""

import re
from urllib.parse import quote, urlsplit

HOME = "/"
SIGN_IN = "/sign-in"
CALLBACK = "/sign-in/callback"
SIGNED_OUT = "/sign-in/signed-out"
STYLESHEET = "/sign-in/style.css"
MARK = "/sign-in/mark.svg"
SIGN_OUT = "/sign-out"
# one slash: two begin another host's name, as does a backslash; browsers drop control characters
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]{0,999}")
NOT_AGAIN = (SIGN_IN, SIGN_OUT, "/oidc/")


def safe_next(wanted: str | None) -> str:
    """`wanted` if it is a page of ours to go on to after signing in; otherwise the first page."""
    if not wanted or not OWN_PATH.fullmatch(wanted) or wanted.startswith(NOT_AGAIN):
        return HOME
    return wanted


def sign_in_at(next_page: str) -> str:
    """Where to sign in to go on to `next_page`."""
    return SIGN_IN if next_page == HOME else f"{SIGN_IN}?next={quote(next_page, safe='')}"


def origin(url: str) -> str:
    """The origin of a URL: its scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
