"""Requests are for this host and, where they change something, from its own pages."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.gateway.requests import problem, turn_away, wants_page
from app.strings import Gateway

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
SAFE = {"GET", "HEAD", "OPTIONS"}


class OwnHost:
    """Answers only under its own name, so that no other site's name can be pointed at it.

    (DNS rebinding.) Somebody who opens another loopback name of it is led to the right one, as
    cookies are kept by name.
    """

    def __init__(self, app: ASGIApp, url: str) -> None:
        """Before `app`, which people reach at `url`."""
        self._app = app
        self._url = url
        self._host = urlsplit(url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what names this host."""
        host = Headers(scope=scope).get("host", "")
        if host == self._host:
            await self._app(scope, receive, send)
        elif wants_page(scope) and _loopback(host) and _loopback(self._host):
            query = scope["query_string"].decode("latin-1")
            there = f"{self._url}{scope['path']}" + (f"?{query}" if query else "")
            await RedirectResponse(there, 307)(scope, receive, send)
        else:
            wrong = problem(421, Gateway.MISDIRECTED, Gateway.OPEN_AT.format(url=self._url))
            await turn_away(wrong, scope, receive, send)


class OwnOrigin:
    """Refuses what a page of another origin sends: changes over http, and every websocket.

    A cookie's SameSite does not tell two ports of one host apart; the Origin header does.
    """

    def __init__(self, app: ASGIApp, url: str) -> None:
        """Before `app`, whose pages come from `url`."""
        self._app = app
        self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from here, or from no page at all."""
        origin = Headers(scope=scope).get("origin")
        harmless = scope["type"] == "http" and scope["method"] in SAFE
        if harmless or origin is None or origin == self._origin:
            await self._app(scope, receive, send)
            return
        foreign = problem(403, Gateway.FOREIGN_TITLE, Gateway.FOREIGN)
        await turn_away(foreign, scope, receive, send)


def _loopback(host: str) -> bool:
    return host.rpartition(":")[0] in LOOPBACK or host in LOOPBACK
