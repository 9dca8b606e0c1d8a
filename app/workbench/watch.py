"""A notebook's connection lasts no longer than the sign-in it was opened under."""

import json

from anyio import create_task_group, sleep, to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.gateway.requests import flat
from core.bootstrap.serving import ensured
from core.domain.errors import Permanent

SECONDS = 5.0  # between two looks; whatever changes a form is admitted anew in any case
LEAVING = 5.0  # for the page to go before its connection does
RELOAD = json.dumps({"op": "reload", "data": {"op": "reload"}})  # which leads to the sign-in
CLOSE = {"type": "websocket.close", "code": 3000, "reason": "MARIMO_UNAUTHORIZED"}


class Watch:
    """Asks the door again and again who is behind an open websocket."""

    def __init__(self, app: ASGIApp, seconds: float = SECONDS) -> None:
        """Around `app`."""
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; once a websocket's sign-in is over, send its page to sign in, and close it."""
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        sending = _Sending(send)
        async with create_task_group() as group:
            group.start_soon(self._end, flat(scope), sending)
            await self._app(scope, receive, sending)
            group.cancel_scope.cancel()
        return None

    async def _end(self, headers: dict[str, str], sending: "_Sending") -> None:
        while await _admitted(headers):
            await sleep(self._seconds)
        await sending({"type": "websocket.send", "text": RELOAD})
        await sleep(LEAVING)
        await sending(CLOSE)


class _Sending:
    """Sends until the websocket is closed."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._closed = False

    async def __call__(self, message: Message) -> None:
        if self._closed:
            return
        self._closed = message["type"] == "websocket.close"
        await self._send(message)


async def _admitted(headers: dict[str, str]) -> bool:
    try:
        await to_thread.run_sync(ensured().door.admit, headers)
    except Permanent:
        return False
    return True
