"""What of marimo a reader can reach: what a page needs, in sessions of their own, and nothing else."""

import hmac
import json
import re
import secrets
from hashlib import sha256
from typing import cast
from urllib.parse import parse_qsl, urlencode

from marimo._server.session_manager import SessionManager
from marimo._types.ids import SessionId
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from app.gateway.guard import PRINCIPAL
from app.gateway.requests import problem, turn_away
from app.strings import Workbench
from core.bootstrap.seat import SERVED
from core.domain.access import Principal

READS = re.compile(
    r"/|/health|/public-files-sw\.js|/assets/[\w.@~-]+"
    r"|/(favicon\.ico|manifest\.json|logo\.png|apple-touch-icon\.png|android-chrome-\d+x\d+\.png)"
)
WRITES = re.compile(r"/api/kernel/(set_ui_element_value|function_call)")
SOCKETS = re.compile(r"/ws")
NEEDED = {"GET": READS, "HEAD": READS, "POST": WRITES, "websocket": SOCKETS}
SESSION = "marimo-session-id"
OTHER_SESSION = "marimo-stable-session-id"
SESSION_PARAMETER = "session_id"
NOT_FOR_READERS = {"file", "kiosk", "access_token"}  # parameters of marimo's own


class Fence:
    """Lets through what a reader's page asks for, and keeps readers' sessions apart.

    marimo knows a session by an id that the browser makes up, six characters long, and gives it to
    whoever names it. Behind the fence every identity has ids of its own: named by someone else, or
    by the same person with other rights, the same id is another session.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Around one notebook's application, as marimo builds it."""
        self._app = app
        self._sessions: SessionManager = cast(Starlette, app).state.session_manager
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; 404 for what no reader needs, 403 for a session they do not have."""
        kind = scope.get("method", scope["type"])
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if kind not in NEEDED or not NEEDED[kind].fullmatch(path):
            refused = problem(404, Workbench.NOT_HERE_TITLE, Workbench.NOT_HERE)
            return await turn_away(refused, scope, receive, send)
        scope = self._own(scope)
        if kind == "POST" and not self._open(scope):
            refused = problem(403, Workbench.NOT_YOURS_TITLE, Workbench.NOT_YOURS)
            return await turn_away(refused, scope, receive, send)
        return await self._app(scope, receive, send)

    async def close(self) -> None:
        """End every session."""
        await self._sessions.shutdown()

    def _own(self, scope: Scope) -> Scope:
        """The request, its session named among those of whoever sent it."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        kept = [
            (name, self._id(scope, value) if name == SESSION_PARAMETER else value)
            for name, value in asked
            if name not in NOT_FOR_READERS
        ]
        headers = MutableHeaders(raw=list(scope["headers"]))
        session = headers.get(SESSION, "")
        headers[SESSION] = self._id(scope, session)
        headers[SERVED] = "1"
        del headers[OTHER_SESSION]
        return {**scope, "query_string": urlencode(kept).encode(), "headers": headers.raw}

    def _id(self, scope: Scope, session: str) -> str:
        """The session's id behind the fence."""
        who: Principal = scope[PRINCIPAL]
        named = json.dumps([session, who.identity]).encode()
        return hmac.new(self._key, named, sha256).hexdigest()

    def _open(self, scope: Scope) -> bool:
        session = SessionId(MutableHeaders(scope=scope)[SESSION])
        return self._sessions.get_session(session) is not None
