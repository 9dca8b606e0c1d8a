"""Of Streamlit's own endpoints, those that its pages need; the rest does not exist."""

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


class OnlyNeeded:
    """Before Streamlit: no metrics, no agent interface, no sign-in other than the gateway's."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a page of the app asks for."""
        path = scope["path"]
        if path.startswith(INTERNAL) and not path.startswith(NEEDED):
            missing = problem(404, Gateway.MISSING, Gateway.MISSING)
            await turn_away(missing, scope, receive, send)
            return
        await self._app(scope, receive, send)
