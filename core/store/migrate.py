"""Migrations: `once/` in order, each exactly once; `repeat/` together, whenever one changed."""

from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

import psycopg
from psycopg import sql

from core.store.errors import DatabaseTooOld, MigrationChanged

POSTGRES_AT_LEAST = 160000
PGVECTOR_AT_LEAST = (0, 8, 4)
LOCK = 0x68616E64  # any number, the same in every process


class Migration(NamedTuple):
    """A script of the schema."""

    name: str
    body: str

    @property
    def digest(self) -> str:
        """What tells an edited script from the one that was applied."""
        return sha256(self.body.encode()).hexdigest()


def migrate(admin_url: str, app_password: str | None = None) -> list[str]:
    """Bring the database to this version of the schema; the names of what was applied.

    Runs in one transaction: it is applied whole or not at all, and one process at a time.
    """
    with psycopg.connect(admin_url) as db:
        db.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        _prepare(db, app_password)
        db.execute("set local role handrail_owner")
        db.execute("set local search_path = handrail, public")
        return _apply(db)


def _prepare(db: psycopg.Connection, app_password: str | None) -> None:
    """The roles, the schema and pgvector, which only an administrator can make."""
    db.execute("create extension if not exists vector schema public")
    _check_versions(db)
    for role, option in (("handrail_owner", "nologin"), ("handrail_app", "login noinherit")):
        if db.execute("select from pg_roles where rolname = %s", [role]).fetchone() is None:
            db.execute(f"create role {role} {option}")
    if app_password is not None:
        db.execute(sql.SQL("alter role handrail_app password {}").format(sql.Literal(app_password)))
    db.execute("grant handrail_owner to current_user")
    db.execute("create schema if not exists handrail authorization handrail_owner")


def _check_versions(db: psycopg.Connection) -> None:
    row = db.execute("select extversion from pg_extension where extname = 'vector'").fetchone()
    pgvector = row[0] if row else "none"
    too_old = tuple(int(part) for part in pgvector.split(".")) < PGVECTOR_AT_LEAST if row else True
    if too_old or db.info.server_version < POSTGRES_AT_LEAST:
        raise DatabaseTooOld(f"This is Postgres {db.info.server_version}, pgvector {pgvector}.")


def _apply(db: psycopg.Connection) -> list[str]:
    db.execute(
        "create table if not exists migrations ("
        "name text primary key, digest text not null, applied_at timestamptz default now())"
    )
    applied: dict[str, str] = dict(db.execute("select name, digest from migrations").fetchall())
    once, repeat = _migrations("once"), _migrations("repeat")
    for migration in once:
        if applied.get(migration.name, migration.digest) != migration.digest:
            raise MigrationChanged(f"It is {migration.name}.")
    due = [migration for migration in once if migration.name not in applied]
    # all or none: a later script grants what an earlier one creates
    if due or any(applied.get(migration.name) != migration.digest for migration in repeat):
        due += repeat
    for migration in due:
        _run(db, migration)
    return [migration.name for migration in due]


def _run(db: psycopg.Connection, migration: Migration) -> None:
    db.execute(migration.body.encode())
    db.execute(
        "insert into migrations (name, digest) values (%s, %s) "
        "on conflict (name) do update set digest = excluded.digest, applied_at = now()",
        [migration.name, migration.digest],
    )


def _migrations(folder: str) -> list[Migration]:
    here = files("core.store") / "migrations" / folder
    scripts = sorted((f for f in here.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [Migration(f"{folder}/{script.name}", script.read_text()) for script in scripts]
