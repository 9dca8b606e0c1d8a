"""How large a body may be, and of what kind."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import HTTPException, Request
from fastapi.datastructures import Headers
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.errors import WrongMedia

JSON_BYTES = 64 * 2**10
FORM_BYTES = 64 * 2**10  # what a form may hold besides its file
MULTIPART = "multipart/form-data"
DIGITS = 18  # of a length, the first of which say enough


class BodyLimit:
    """Refuses a body that is too large before it is read, or as soon as it turns out to be."""

    def __init__(self, app: ASGIApp, file_bytes: int) -> None:
        """A form may carry a file of `file_bytes`; any other body is small."""
        self._app = app
        self._file_bytes = file_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that counts itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        allowed = self._allowed(headers)
        if _declared(headers) > allowed:
            await _too_large(allowed).response()(scope, receive, send)
            return
        await self._app(scope, _counted(receive, allowed), send)

    def _allowed(self, headers: Headers) -> int:
        return self._file_bytes + FORM_BYTES if media(headers) == MULTIPART else JSON_BYTES


class Route(APIRoute):
    """A route that asks for the kind of body it declares."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """The handler, held to that kind; raises `WrongMedia`."""
        handler = super().get_route_handler()
        wanted = self.body_field.field_info.media_type if self.body_field else None  # type: ignore[attr-defined]

        async def handle(request: Request) -> Response:
            if wanted and _has_body(request.headers):
                _ensure_media(request.headers, wanted)
            return await handler(request)

        return handle


def media(headers: Headers) -> str:
    """The media type of the body, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _ensure_media(headers: Headers, wanted: str) -> None:
    if media(headers) != wanted:
        raise WrongMedia(f"Send {wanted}.")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise WrongMedia("Send it uncompressed.")


def _has_body(headers: Headers) -> bool:
    return _declared(headers) > 0 or "transfer-encoding" in headers or "content-type" in headers


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")[:DIGITS]
    return int(length) if length.isascii() and length.isdigit() else 0


def _counted(receive: Receive, allowed: int) -> Receive:
    """The same messages, until they hold more bytes than allowed."""
    read = 0

    async def counting() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > allowed:
            problem = _too_large(allowed)
            # the one kind of error FastAPI lets through while it reads a body
            raise HTTPException(problem.status, problem.detail)
        return message

    return counting


def _too_large(allowed: int) -> problems.Problem:
    return problems.plain(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail=f"At most {allowed} bytes are read."
    )
