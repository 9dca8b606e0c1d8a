"""The front as people meet it: a real `handrail up` with the sample tenants, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from core.bootstrap.samples import FLEET, OPERATIONS, Person, samples
from core.domain.access import Tier
from core.identity import LocalIssuer
from core.inference.cached import CachedEmbedder
from tests.conftest import cloned, warmed
from tests.stocked import Stock

HANDRAIL = Path(sys.executable).with_name("handrail")
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PATIENCE = 30_000  # milliseconds; two cores may be busy
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Front:
    """A running Handrail."""

    url: str
    home: Path
    issuer: LocalIssuer
    process: subprocess.Popen[str]

    def token(self, tenant: str, subject: str = "tester", **held: object) -> str:
        """A bearer token, of an internal reader unless told otherwise."""
        holds = {"clearance": Tier.INTERNAL, "lifetime": timedelta(hours=1), **held}
        return self.issuer.token(tenant, subject, **holds)  # type: ignore[arg-type]

    def client(self, token: str | None = None) -> httpx2.Client:
        """An API client, with a bearer token or without."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=60)

    def sign_in(self, page: Page, tenant: str, subject: str, path: str = "/") -> None:
        """Sign in on the demonstration's page, as a person of the samples."""
        page.goto(f"{self.url}{path}")
        if "/oidc/" not in page.url:
            page.get_by_role("link", name="Sign in").first.click()
        page.get_by_role("button", name=person(tenant, subject).name).click()
        page.wait_for_url(lambda url: "/oidc/" not in url and "/sign-in" not in url)


def person(tenant: str, subject: str) -> Person:
    """Someone of the samples."""
    if tenant == OPERATIONS:
        return FLEET
    people = next(each for each in samples() if each.tenant == tenant).people
    return next(each for each in people if each.subject == subject)


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Front]:
    """`handrail up` on a home of its own, until the end of the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [HANDRAIL, "up"],
        env={**os.environ, "HANDRAIL_HOME": str(home), "HANDRAIL_PORT": str(port), **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if url in line:
            break
    assert process.poll() is None, said
    try:
        yield Front(url, home, LocalIssuer(home, f"{url}/oidc"), process)
    finally:
        process.terminate()
        if process.stdout is not None and not process.stdout.closed:
            process.communicate(timeout=60)


@pytest.fixture(scope="session")
def front(server_url: str, stocked: Stock, minilm: CachedEmbedder, shared: Path) -> Iterator[Front]:
    """Handrail with the sample tenants, shared by the tests: what one changes, others may meet."""
    with (
        TemporaryDirectory(prefix="handrail-front-") as home,
        cloned(server_url, stocked.name) as database,
        running(
            warmed(Path(home), shared),
            HANDRAIL_DATABASE_URL=database.admin_url,
            HANDRAIL_APP_DATABASE_URL=database.app_url,
        ) as front,
    ):
        yield front


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the tests of pages fail, as nothing else shows what people see."""
    expect.set_options(timeout=PATIENCE)
    path = shutil.which("chromium")
    assert path, "Install Chromium (Debian: apt-get install chromium) to test the pages."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


MakePage = Callable[..., Page]


@pytest.fixture
def window(browser: Browser) -> Iterator[MakePage]:
    """Opens windows that share nothing: `window(PHONE, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def open_window(viewport: dict[str, int] = DESKTOP, **options: object) -> Page:
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
