"""What is served: one ASGI application, its public part by name and the rest behind the guard."""

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route, Router
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
from app.gateway.headers import CLOSED, page_policy, policy
from app.gateway.health import routes as health
from app.places import WORKBENCH_ROLES
from app.sign_in import routes as sign_in
from core.bootstrap import Handrail, serving
from core.domain.errors import HandrailError, Transient

log = logging.getLogger(__name__)
HERE = Path(__file__).parent
NOTEBOOKS = HERE.parent / "notebooks"
FORM = policy({**CLOSED, "style-src": "'self'", "img-src": "'self' data:"})


class Warming(Transient):
    """The models are still being loaded."""


class Application:
    """The gateway, and what is behind it."""

    def __init__(self, handrail: Handrail) -> None:
        """Serving `handrail`."""
        self.handrail = handrail
        self._warm = threading.Event()
        self._streamlit = App(HERE / "main.py")
        self._workbench = workbench.application(NOTEBOOKS)

    def asgi(self) -> ASGIApp:
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
                Route("/ask", RedirectResponse("/")),  # Streamlit's first page has no other address
                Route("/workbench", RoleGuard(RedirectResponse("/workbench/"), WORKBENCH_ROLES)),
                Mount("/workbench", RoleGuard(self._workbench, WORKBENCH_ROLES)),
                Mount("/", OnlyNeeded(self._streamlit)),
            ]
        )

    def _policies(self) -> dict[str, str]:
        index = Path(streamlit.__file__).parent / "static" / "index.html"
        return {
            "": page_policy(index.read_text(encoding="utf-8")),
            "/workbench": policy(
                CLOSED
            ),  # each notebook brings its own, and so does the API's docs page
            "/api": policy(CLOSED),
            "/sign-in": FORM,
            "/sign-out": FORM,
            "/oidc": FORM,
        }

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        serving.begin(serving.Serving(self.handrail, self.handrail.door))
        threading.Thread(target=self._load, name="warming", daemon=True).start()
        notebooks = self._workbench.lifespan_context(self._workbench)
        async with self._streamlit.lifespan()(app), notebooks:
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
