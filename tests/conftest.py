"""A real Postgres for every test: a database cloned from a migrated template, used as the app role."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.domain.access import Principal, Tier
from core.domain.document import Document, Effective, Label, SourceText
from core.domain.ids import content_id
from core.domain.release import RetrievalSettings
from core.identity import LocalIssuer
from core.inference.cached import CachedEmbedder
from core.inference.embedding import HashEmbedder
from core.inference.minilm import MiniLM
from core.ingest.chunking import chunk, indexed_text
from core.retrieval.rerankers import reranker
from core.retrieval.search import Searcher
from core.store import Database, Store, corpus, embedded, tenants
from core.store.corpus import Indexed
from tests.stocked import Stock, stock

TEMPLATE = f"handrail_template_{secrets.token_hex(4)}"
APP_PASSWORD = "not a secret"
# what starts processes and browsers, and what fills a large database
SLOW = ("tests/notebooks/", "tests/front/", "tests/cli/", "tests/store/test_plans.py")


def pytest_configure(config: pytest.Config) -> None:
    """Files are handed to workers in the order below, not by how many tests they have."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow folders first, so that no worker is left with a long file at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(SLOW))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """An administrator's URL: of HANDRAIL_TEST_DATABASE_URL, or of an embedded server of our own."""
    if url := os.environ.get("HANDRAIL_TEST_DATABASE_URL"):
        yield url
        return
    # not under pytest's own folder, which another run may clear away
    with TemporaryDirectory(prefix="handrail-tests-") as home:
        server = embedded.start(Path(home) / "data")
        with psycopg.connect(server.get_uri(), autocommit=True) as db:
            db.execute("alter system set fsync = off")
            db.execute("alter system set synchronous_commit = off")
            db.execute("select pg_reload_conf()")
        yield server.get_uri()
        embedded.stop(server)


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """A migrated database to clone."""
    _run(server_url, "create database {}", TEMPLATE)
    _opened(server_url, TEMPLATE).migrate()
    yield TEMPLATE
    _run(server_url, "drop database {} with (force)", TEMPLATE)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def minilm(shared: Path) -> CachedEmbedder:
    """The packaged embedding model; what one worker embeds, none embeds again."""
    with alone(shared):
        return CachedEmbedder(MiniLM(shared), shared / "embedded")


@contextmanager
def alone(shared: Path) -> Iterator[None]:
    """The other workers wait until the end of the block, and then find done what it did."""
    with (shared / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def warmed(home: Path, shared: Path) -> Path:
    """A home that holds the packaged model as `minilm` made it ready in the shared folder."""
    shutil.copytree(shared / "models", home / "models")
    return home


@pytest.fixture(scope="session")
def stocked(
    server_url: str,
    template: str,
    minilm: CachedEmbedder,
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stock]:
    """A database with the sample tenants, to clone: `with cloned(server_url, stocked.name)`."""
    with cloned(server_url, template) as database:
        name = conninfo_to_dict(database.admin_url)["dbname"]
        with alone(shared):
            summaries = stock(database, tmp_path_factory.mktemp("stock"), minilm)
        yield Stock(str(name), summaries)


@pytest.fixture
def database(server_url: str, template: str) -> Iterator[Database]:
    """An empty, migrated database of the test's own."""
    with cloned(server_url, template) as database:
        yield database


@contextmanager
def cloned(server_url: str, template: str) -> Iterator[Database]:
    """A database cloned from the template, dropped at the end of the block."""
    name = f"test_{secrets.token_hex(6)}"
    _run(server_url, f'create database {{}} template "{template}"', name)
    yield _opened(server_url, name)
    _run(server_url, "drop database {} with (force)", name)


def _opened(server_url: str, name: str) -> Database:
    admin = make_conninfo(server_url, dbname=name)
    return Database(admin, make_conninfo(admin, user="handrail_app", password=APP_PASSWORD))


def _run(url: str, statement: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(sql.SQL(statement).format(sql.Identifier(name)))


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    """The serving side, as the app role."""
    store = database.store(size=4)
    yield store
    store.close()


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> LocalIssuer:
    """Issues and verifies the tests' identities."""
    return LocalIssuer(tmp_path_factory.mktemp("issuer"))


MakePrincipal = Callable[..., Principal]


@pytest.fixture(scope="session")
def principal(issuer: LocalIssuer) -> MakePrincipal:
    """Makes principals, through a token like any other; a reader of `acme` unless told otherwise."""

    def make(
        tenant: str = "acme",
        subject: str = "reader",
        *,
        clearance: Tier = Tier.INTERNAL,
        groups: tuple[str, ...] = (),
        roles: tuple[str, ...] = (),
    ) -> Principal:
        return issuer.principal(
            tenant,
            subject,
            clearance=clearance,
            groups=groups,
            roles=roles,
            lifetime=timedelta(hours=1),
        )

    return make


@dataclass
class Shelf:
    """Puts documents on a tenant's shelf, and searches it, with the hash embedder."""

    database: Database
    store: Store
    principal: MakePrincipal
    embedder: HashEmbedder

    def add_tenant(self, tenant: str) -> None:
        tenants.add(
            self.database,
            tenant,
            name=tenant.title(),
            model=self.embedder.model,
            dimension=self.embedder.dimension,
        )

    def curator(self, tenant: str = "acme") -> Principal:
        return self.principal(tenant, "curator", clearance=Tier.RESTRICTED, roles=("curator",))

    def put(
        self,
        source: str,
        text: str,
        *,
        tenant: str = "acme",
        tier: Tier = Tier.INTERNAL,
        groups: tuple[str, ...] = (),
        effective: Effective = Effective(),
        supersedes: str | None = None,
    ) -> Document:
        document = Document(
            id=content_id(tenant, source),
            collection="shelf",
            source=source,
            title=Path(source).stem,
            version=content_id(text),
            fingerprint=content_id(text),
            label=Label(tier, frozenset(groups)),
            effective=effective,
            supersedes=supersedes,
            bytes=len(text),
        )
        pieces = tuple(chunk(text, title=document.title, count=self.embedder.count, limit=120))
        vectors = self.embedder.embed([indexed_text(piece, text) for piece in pieces])
        with self.store.scoped(self.curator(tenant)) as db:
            corpus.put(db, [Indexed(document, SourceText(text), pieces, list(vectors))])
            corpus.settle_succession(db, document.collection)
        return document

    def searcher(self, **settings: object) -> Searcher:
        chosen = replace(RetrievalSettings(), **settings)  # type: ignore[arg-type]
        return Searcher(self.store, self.embedder, reranker("none"), chosen)


@pytest.fixture
def shelf(database: Database, store: Store, principal: MakePrincipal) -> Shelf:
    """The shelf of one tenant, `acme`."""
    shelf = Shelf(database, store, principal, HashEmbedder())
    shelf.add_tenant("acme")
    return shelf
