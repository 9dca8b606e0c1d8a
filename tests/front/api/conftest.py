"""The API behind the real guard, on a real server, with a shelf of documents and a scripted model."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx2
import pytest
from starlette.types import Receive, Scope, Send

from app.api import application
from app.gateway import Guard
from core.bootstrap import Handrail
from core.domain.access import Tier
from core.domain.release import RefusalSettings
from core.identity import Door, LocalIssuer, SignIns
from core.inference.embedding import HashEmbedder
from core.inference.scripted import ScriptedModel
from core.settings import Settings
from tests.conftest import MakePrincipal, Shelf, cloned
from tests.front.local_server import served

ANSWER = "The hotel limit is 120 euros. [1]"
BASE = "/api/v1"


@dataclass
class Api:
    """A running API, its parts to look behind it, and clients for anyone."""

    url: str
    handrail: Handrail
    shelf: Shelf
    issuer: LocalIssuer
    clients: list[httpx2.Client] = field(default_factory=list)

    def token(self, tenant: str = "acme", subject: str = "reader", **held: object) -> str:
        """A token of an internal reader, unless told otherwise."""
        holds = {"clearance": Tier.INTERNAL, "lifetime": timedelta(hours=1), **held}
        return self.issuer.token(tenant, subject, **holds)  # type: ignore[arg-type]

    def client(
        self, tenant: str = "acme", subject: str = "reader", **held: object
    ) -> httpx2.Client:
        """Somebody's client."""
        headers = {"Authorization": f"Bearer {self.token(tenant, subject, **held)}"}
        client = httpx2.Client(base_url=f"{self.url}{BASE}", headers=headers, timeout=30)
        self.clients.append(client)
        return client

    def curator(self, tenant: str = "acme", subject: str = "curator") -> httpx2.Client:
        """A curator's client, cleared for everything."""
        return self.client(tenant, subject, clearance=Tier.RESTRICTED, roles=("curator",))


Serve = Callable[..., AbstractContextManager[Api]]


@contextmanager
def serving(
    shelf: Shelf, issuer: LocalIssuer, home: Path, model: object | None = None, **settings: object
) -> Iterator[Api]:
    """The API of a shelf's database, on a port of its own."""
    chosen = Settings(home=home, rerank="none", **settings)  # type: ignore[arg-type]
    handrail = Handrail(chosen, shelf.database)
    handrail.store = shelf.store
    handrail.embedder = shelf.embedder
    handrail.router = model or ScriptedModel([ANSWER] * 10_000)  # type: ignore[assignment]
    # the thresholds are those of real embeddings
    handrail.release = replace(handrail.release, refusal=RefusalSettings(0.0, 0.0))
    door = Door(SignIns(shelf.store), issuer.verifier(), issuer.verifier())
    mounted = application(handrail)

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        await mounted({**scope, "root_path": BASE}, receive, send)

    with served(lambda _: Guard(behind, door)) as url:
        api = Api(url, handrail, shelf, issuer)
        yield api
        for client in api.clients:
            client.close()


@pytest.fixture(scope="session")
def shelves(server_url: str, template: str, principal: MakePrincipal) -> Iterator[Shelf]:
    """A database shared by the tests, each of which works in tenants of its own."""
    with cloned(server_url, template) as database:
        store = database.store(size=8)
        yield Shelf(database, store, principal, HashEmbedder())
        store.close()


@pytest.fixture(scope="session")
def serve(shelves: Shelf, issuer: LocalIssuer, tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """Runs an API with settings or a model of its own: `with serve(model=..., **settings) as api`."""
    return partial(serving, shelves, issuer, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def api(serve: Serve) -> Iterator[Api]:
    """An API that nobody reaches the limits of."""
    with serve(requests_per_minute=100_000, writes_per_minute=100_000) as api:
        yield api


@pytest.fixture(scope="session")
def acme(shelves: Shelf) -> str:
    """A tenant with three documents, which no test changes."""
    return _stocked(shelves, "acme")


@pytest.fixture
def tenant(shelves: Shelf) -> str:
    """A tenant of the test's own, with the same documents."""
    return _stocked(shelves, f"t-{secrets.token_hex(4)}")


def _stocked(shelves: Shelf, name: str) -> str:
    shelves.add_tenant(name)
    shelves.put("travel.md", "The hotel limit is 120 euros. It is 180 in Geneva.", tenant=name)
    shelves.put("board.md", "The hotel limit is 900.", tenant=name, tier=Tier.RESTRICTED)
    shelves.put("payroll.md", "Salaries are paid on the 25th.", tenant=name, groups=("finance",))
    return name
