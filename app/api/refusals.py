"""From what is raised to what is answered: every error leaves as a problem."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.methods import allow, allowed
from core.domain.errors import HandrailError

FLAWS = 20  # and no more of them are listed
LONGEST = 200


class Unexpected:
    """What nobody expected becomes a problem too, as long as nothing has been sent."""

    def __init__(self, app: ASGIApp) -> None:
        """Around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            problem = problems.of(error)
            if started:
                raise
            await problem.response()(scope, receive, send)


def handle(app: FastAPI) -> None:
    """Have `app` answer errors with problems."""
    app.add_exception_handler(HandrailError, _ours)
    app.add_exception_handler(StarletteHTTPException, _https)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _ours(_: Request, error: Exception) -> Response:
    return problems.of(error).response()


async def _https(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101  what it is registered for
    headers: Mapping[str, str] = error.headers or {}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (there := allowed(request.scope)):
        headers = allow(there)
    return problems.plain(error.status_code, headers, error.detail).response()


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  what it is registered for
    found = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        detail = f"The body is not JSON: {found[0]['ctx']['error']} at {found[0]['loc'][-1]}."
        return problems.plain(HTTPStatus.BAD_REQUEST, detail=detail).response()
    return problems.invalid([_flaw(each) for each in found[:FLAWS]]).response()


def _flaw(error: Mapping[str, Any]) -> dict[str, str]:
    where, *path = error["loc"]
    place = {"pointer": _pointer(path)} if where == "body" else {"parameter": str(path[0])}
    return {"detail": str(error["msg"]).removeprefix("Value error, ")[:LONGEST], **place}


def _pointer(path: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) as a URI fragment."""
    steps = (str(each).replace("~", "~0").replace("/", "~1") for each in path)
    return "#" + "".join(f"/{quote(each, errors='replace')}" for each in steps)[:LONGEST]
