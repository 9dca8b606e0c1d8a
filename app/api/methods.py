"""HEAD as GET without a body, OPTIONS, and which methods there are."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send


class Methods:
    """Answers OPTIONS, and HEAD by what GET would be answered; the server leaves its body out."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        method = scope.get("method")
        if method == "OPTIONS" and (there := allowed(scope)):
            response = Response(status_code=HTTPStatus.NO_CONTENT, headers=allow(there))
            await response(scope, receive, send)
        elif method == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, send)
        else:
            await self._app(scope, receive, send)


def below(scope: Scope) -> str:
    """The path below the one the API is mounted at."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def allowed(scope: Scope) -> list[str]:
    """The methods of the path asked for, as the OpenAPI document has them; none where it has none."""
    paths: Mapping[str, Mapping[str, Any]] = scope["app"].openapi()["paths"]
    path = below(scope)
    methods = [
        method.upper()
        for template, operations in paths.items()
        if compile_path(template)[0].fullmatch(path)
        for method in operations
    ]
    return sorted({*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"}) if methods else []


def allow(methods: Sequence[str]) -> dict[str, str]:
    """The header that lists methods."""
    return {"Allow": ", ".join(methods)}
