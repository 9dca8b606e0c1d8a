"""Tenants come and go here; only the owner of the schema may do this."""

import re
from datetime import datetime
from typing import NamedTuple

from psycopg import errors

from core.store.database import Database
from core.store.errors import BadTenantName, NoSuchTenant, NotAlone, TenantExists

NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


class Tenant(NamedTuple):
    """A tenant as an operator sees it: counts, never content."""

    tenant: str
    name: str
    embedding_model: str
    dimension: int
    language: str
    chunks: int
    created_at: datetime


def add(
    database: Database,
    tenant: str,
    *,
    name: str,
    model: str,
    dimension: int,
    language: str = "english",
    alone: bool = False,
) -> None:
    """Make a tenant and its partitions; its index will hold vectors of `model` and no other.

    Where it is to be `alone`, raises `NotAlone` if there is any other.
    """
    if not NAME.fullmatch(tenant):
        raise BadTenantName(f"Got {tenant!r}.")
    if alone:
        ensure_alone(database, but=tenant)
    with database.owner() as db:
        try:
            db.execute(
                "call create_tenant(%s, %s, %s, %s, %s)", [tenant, name, model, dimension, language]
            )
        except errors.UniqueViolation:
            raise TenantExists(f"It is {tenant!r}.") from None


def remove(database: Database, tenant: str) -> None:
    """Drop a tenant with everything it held. Its audit records stay."""
    with database.owner() as db:
        if db.execute("select from tenants where tenant_id = %s", [tenant]).fetchone() is None:
            raise NoSuchTenant(f"Got {tenant!r}.")
        db.execute("call drop_tenant(%s)", [tenant])


def ensure_alone(database: Database, but: str | None = None) -> None:
    """Raise `NotAlone` if there are several tenants, or any beside `but`."""
    with database.owner() as db:
        there = {row[0] for row in db.execute("select tenant_id from tenants").fetchall()}
    if len(there | ({but} if but else set())) > 1:
        raise NotAlone(f"There are {', '.join(sorted(there))}.")


def listed(database: Database) -> list[Tenant]:
    """Every tenant, by name, with how many chunks it holds."""
    with database.owner() as db:
        rows = db.execute(
            "select t.tenant_id, t.name, t.embedding_model, t.dimension, t.language::text,"
            " coalesce(sum(l.chunks), 0)::bigint, t.created_at"
            " from tenants t left join labels l using (tenant_id)"
            " group by t.tenant_id order by t.tenant_id"
        ).fetchall()
    return [Tenant(*row) for row in rows]
