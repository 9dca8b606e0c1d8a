"""A notebook's page as it leaves: a policy of its own, nothing of the server's folders, files kept."""

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.gateway.headers import page_policy

ASSETS = "/assets/"
POLICY = {"worker-src": "'self'"}  # no worker is made of a blob
FOREVER = "private, max-age=31536000, immutable"  # their names change with their content


class Page:
    """Seals what a notebook's application answers."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        """Around the application of a notebook in `folder`."""
        self._app = app
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and seal what comes back."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if ASSETS in scope["path"]:
            return await self._app(scope, receive, _kept(send))
        return await self._app(_whole(scope), receive, _Sealing(send, self._folder))


def _kept(send: Send) -> Send:
    async def forever(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 400:
            MutableHeaders(scope=message)["Cache-Control"] = FOREVER
        await send(message)

    return forever


def _whole(scope: Scope) -> Scope:
    """The request without a condition: a page kept by a browser would keep its old policy."""
    return {
        **scope,
        "headers": [each for each in scope["headers"] if each[0].lower() != b"if-none-match"],
    }


class _Sealing:
    """Holds an HTML answer back until it is whole; anything else passes."""

    def __init__(self, send: Send, folder: Path) -> None:
        self._send = send
        self._folder = folder
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._leave(self._start)

    async def _leave(self, start: Message) -> None:
        html = self._body.decode().replace(str(self._folder), "")
        body = html.encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(body))
        headers["Content-Security-Policy"] = page_policy(html, **POLICY)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
