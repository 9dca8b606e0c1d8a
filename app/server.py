"""The server: the gateway, what is behind it, and how it starts and stops."""

import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import streamlit
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Router
from starlette.types import ASGIApp
from streamlit.starlette import App

from app import api, workbench
from app.gateway import (
    Guard,
    OnlyNeeded,
    OwnHost,
    OwnOrigin,
    Printable,
    RoleGuard,
    SecureHeaders,
)
from app.gateway.headers import CLOSED, PAGE, policy, streamlit_policy
from app.gateway.health import routes as health
from app.sign_in import routes as sign_in
from core.bootstrap import Handrail, serving
from core.domain.access import Role
from core.domain.errors import HandrailError, Permanent, Transient

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
NOTEBOOKS = HERE.parent / "notebooks"
SHUTDOWN_SECONDS = 10
WORKBENCH_ROLES = frozenset({Role.ANALYST, Role.EXPERT})
FORM = policy({**CLOSED, "style-src": "'self'", "img-src": "'self' data:"})


class PortTaken(Permanent):
    """The port is in use. Stop what uses it, or set HANDRAIL_PORT to another."""


class Warming(Transient):
    """The models are still being loaded."""


class Server:
    """One ASGI application: what is public by name, and everything else behind the guard."""

    def __init__(self, handrail: Handrail) -> None:
        """Serving `handrail`."""
        self.handrail = handrail
        self._warm = threading.Event()
        self._streamlit = App(HERE / "main.py")

    def application(self) -> ASGIApp:
        """The whole, from the outermost layer in."""
        url = self.handrail.settings.url
        public = [*sign_in(self.handrail)]
        guarded = Guard(Printable(self._behind()), self.handrail.door)
        named = OwnHost(OwnOrigin(Router(public, default=guarded), url), url)
        root = Starlette(routes=[*health(self._ready), Mount("/", named)], lifespan=self._lifespan)
        return SecureHeaders(root, self._policies(), https=url.startswith("https://"))

    def _behind(self) -> Router:
        return Router(
            [
                Mount("/api/v1", api.application(self.handrail)),
                Mount("/workbench", RoleGuard(workbench.application(NOTEBOOKS), WORKBENCH_ROLES)),
                Mount("/", OnlyNeeded(self._streamlit)),
            ]
        )

    def _policies(self) -> dict[str, str]:
        index = Path(streamlit.__file__).parent / "static" / "index.html"
        return {
            "": streamlit_policy(index),
            "/workbench": policy({**PAGE, "script-src": "'self' 'unsafe-inline' 'unsafe-eval'"}),
            "/api": policy(CLOSED),
            "/sign-in": FORM,
            "/sign-out": FORM,
            "/oidc": FORM,
        }

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        serving.begin(serving.Serving(self.handrail, self.handrail.door))
        threading.Thread(target=self._load, name="warming", daemon=True).start()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._streamlit.lifespan()(app))
            yield
        serving.end()

    def _load(self) -> None:
        """Load what is slow while the first page is already there."""
        try:
            self.handrail.assistant  # noqa: B018  made on first use
        except HandrailError as error:
            log.warning("%s", error)
        else:
            self._warm.set()

    def _ready(self) -> None:
        self.handrail.store.ping()
        if not self._warm.is_set():
            raise Warming


def serve(handrail: Handrail, started: Callable[[], None]) -> None:
    """Serve until told to stop (SIGINT, SIGTERM), then finish what is under way and return.

    `started` is called once requests are accepted. Raises `PortTaken`.
    """
    settings = handrail.settings
    with closing(_bound(settings.host, settings.port)) as listening:
        config = uvicorn.Config(
            Server(handrail).application(),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        _Announcing(config, started).run(sockets=[listening])


class _Announcing(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # by name, or asyncio would not know it for TCP and leave small replies to wait for each other
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(f"{host}:{port}: {error.strerror}.") from error
    return listening
