"""What does not exist here: addresses no page has, and endpoints of Streamlit's that ours do not need."""

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.gateway.requests import problem, turn_away
from app.strings import Gateway

INTERNAL = ("/_stcore/", "/auth/", "/oauth2callback")
NEEDED = (
    "/_stcore/stream",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/",
)


class Printable:
    """Turns away addresses with control characters, which routers disagree about."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what could be an address."""
        if scope["path"].isprintable():
            await self._app(scope, receive, send)
        else:
            await turn_away(_missing(), scope, receive, send)


class OnlyNeeded:
    """Before Streamlit: no metrics, no agent interface, no sign-in other than the gateway's."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a page of the app asks for."""
        path = scope["path"]
        if path.startswith(INTERNAL) and not path.startswith(NEEDED):
            await turn_away(_missing(), scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _missing() -> Response:
    return problem(404, Gateway.MISSING, Gateway.MISSING)
