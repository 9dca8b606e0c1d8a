"""What the gateway reads of a request and how it turns one away, over http and websocket alike."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

PROBLEM = "application/problem+json"
POLICY_VIOLATION = 1008
DENIAL = "websocket.http.response"  # the ASGI extension that lets a handshake be answered


def flat(scope: Scope) -> dict[str, str]:
    """The headers by lower-case name; of a repeated one, all values joined, as RFC 9110 reads them."""
    headers: dict[str, str] = {}
    for name, value in Headers(scope=scope).items():
        joiner = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{joiner}{value}" if name in headers else value
    return headers


def wants_page(scope: Scope) -> bool:
    """Whether somebody is navigating to a page, and not a program asking for data."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def problem(
    status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A reply that says what is wrong (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type=PROBLEM)


async def turn_away(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with `response`; a websocket is never opened."""
    if scope["type"] == "websocket" and DENIAL not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    await response(scope, receive, send)
