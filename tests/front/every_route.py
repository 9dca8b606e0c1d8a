"""Every route of the whole application, found by walking it: `python -m tests.front.every_route`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.routing import Mount, WebSocketRoute
from streamlit.starlette import App

from app.application import Application
from app.gateway import Guard
from core.bootstrap import Handrail
from core.settings import Settings
from core.store import Database

BROWSING = ("/openapi.json", "/docs")


class Found(NamedTuple):
    """A route: where, how, and whether the guard stands before it."""

    path: str
    kind: str
    guarded: bool


def every_route() -> list[Found]:
    """The routes of a server that is never started."""
    with TemporaryDirectory() as home:
        nowhere = "postgresql://nowhere"
        handrail = Handrail(Settings(home=Path(home)), Database(nowhere, nowhere))
        return list(_walk(Application(handrail).asgi(), "", guarded=False))


def _walk(app: Any, prefix: str, *, guarded: bool) -> Iterator[Found]:
    while not hasattr(app, "routes") or isinstance(app, App):
        guarded = guarded or isinstance(app, Guard)
        inner = app._build_starlette_app() if isinstance(app, App) else _inner(app)
        if inner is None:
            yield Found(f"{prefix}/anything", "http", guarded)
            return
        app = inner
    if isinstance(app, FastAPI):
        for path in (*app.openapi()["paths"], *BROWSING):
            yield Found(prefix + path, "http", guarded)
        return
    for route in app.routes:
        path = prefix + getattr(route, "path", "")
        if isinstance(route, Mount):
            yield from _walk(route.app, path, guarded=guarded)
        else:
            kind = "websocket" if isinstance(route, WebSocketRoute) else "http"
            yield Found(path, kind, guarded)
    if isinstance(getattr(app, "default", None), Guard):
        yield from _walk(app.default, prefix, guarded=guarded)


def _inner(app: Any) -> Any:
    return getattr(app, "_app", None) or getattr(app, "app", None)


if __name__ == "__main__":
    json.dump(every_route(), sys.stdout)
