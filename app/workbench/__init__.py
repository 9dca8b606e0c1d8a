"""The workbench: notebooks for analysts and domain experts, run as whoever reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import marimo
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from app.workbench.contents import Notebook, contents, notebooks
from app.workbench.fence import Fence
from app.workbench.page import Page
from app.workbench.parsing import one_at_a_time
from app.workbench.watch import Watch

SESSION_SECONDS = 120  # how long a notebook is kept for a reader whose connection is gone
LARGEST_BODY = 2**20  # bytes; a change of a form, which is all that a reader sends


def application(folder: Path) -> Router:
    """The notebooks of `folder`, each at `/NAME/`, listed at `/`; to be mounted behind the gateway.

    Expects the principal in the scope. Code stays on the server, and nothing is fetched from
    anywhere else. The server is to run its `lifespan_context`: open notebooks end with it, and
    would otherwise keep the process from ending.
    """
    one_at_a_time()
    found = notebooks(folder)
    fences: list[Fence] = []
    inside = _marimo(found, fences)
    return Router(
        [
            Route("/", partial(_contents, found)),
            Mount("/", inside, max_body_size=LARGEST_BODY),
        ],
        lifespan=partial(_lifespan, fences),
    )


async def _contents(found: list[Notebook], request: Request) -> HTMLResponse:
    return contents(found, request.scope.get("root_path", ""))


@asynccontextmanager
async def _lifespan(fences: list[Fence], _: object) -> AsyncIterator[None]:
    yield
    for fence in fences:
        await fence.close()


def _marimo(found: list[Notebook], fences: list[Fence]) -> ASGIApp:
    def fenced(app: ASGIApp) -> ASGIApp:
        fences.append(Fence(app))
        return fences[-1]

    builder = marimo.create_asgi_app(
        quiet=True, include_code=False, session_ttl=SESSION_SECONDS, asset_url=None
    )
    for notebook in found:
        sealed = partial(Page, folder=notebook.path.parent)
        builder.with_app(
            path=f"/{notebook.name}", root=str(notebook.path), middleware=[fenced, Watch, sealed]
        )
    return builder.build()
