"""Isolation is tested by shape: whatever table is added, these hold for it."""

import psycopg
import pytest

from core.store import Database, Store
from tests.conftest import Shelf

TENANT_TABLES = """
    select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
    from pg_class c
    where c.relnamespace = 'handrail'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a
                  where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
"""


def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database.admin_url) as db:
        db.execute("set search_path = public")
        return db.execute(statement.encode()).fetchall()


@pytest.fixture
def with_tenant(shelf: Shelf) -> Database:
    """A database with a tenant in it, so that partitions exist."""
    return shelf.database


def test_every_tenant_table_forces_row_level_security(with_tenant: Database) -> None:
    tables = rows(with_tenant, TENANT_TABLES)
    assert len(tables) > 8
    assert [name for name, enabled, forced in tables if not (enabled and forced)] == []


def test_every_tenant_table_checks_what_is_read_and_what_is_written(with_tenant: Database) -> None:
    policies = """
        select polrelid::regclass::text, bool_or(polqual is not null), bool_or(polwithcheck is not null)
        from pg_policy where polroles @> array['handrail_app'::regrole::oid] group by 1
    """
    checked = {name for name, using, check in rows(with_tenant, policies) if using and check}
    assert {name for name, *_ in rows(with_tenant, TENANT_TABLES)} - checked == set()


def test_every_policy_of_the_app_role_begins_with_the_tenant(with_tenant: Database) -> None:
    policies = """
        select polrelid::regclass::text, polname,
               coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        from pg_policy where polroles @> array['handrail_app'::regrole::oid]
    """
    for table, name, expression in rows(with_tenant, policies):
        tenant_first = (
            str(expression).lstrip("(").startswith("tenant_id = ( SELECT handrail.current_tenant()")
        )
        assert tenant_first or expression == "false", (table, name, expression)


def test_unique_constraints_of_tenant_tables_begin_with_the_tenant(with_tenant: Database) -> None:
    unique = """
        select i.indrelid::regclass::text, i.indexrelid::regclass::text,
               (select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0])
        from pg_index i where i.indisunique
    """
    tenant_tables = {name for name, *_ in rows(with_tenant, TENANT_TABLES)}
    found = [
        (t, index, first) for t, index, first in rows(with_tenant, unique) if t in tenant_tables
    ]
    assert found
    assert [row for row in found if row[2] != "tenant_id"] == []


def test_the_app_role_owns_nothing_and_stands_above_no_policy(with_tenant: Database) -> None:
    (role,) = rows(
        with_tenant,
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles"
        " where rolname = 'handrail_app'",
    )
    owned = rows(with_tenant, "select 1 from pg_class where relowner = 'handrail_app'::regrole")
    member = rows(
        with_tenant, "select 1 from pg_auth_members where member = 'handrail_app'::regrole"
    )
    assert role == (False, False, False, False)
    assert owned == member == []


def test_the_app_role_reaches_partitions_only_through_their_parents(with_tenant: Database) -> None:
    granted = rows(
        with_tenant,
        "select inhrelid::regclass::text from pg_inherits"
        " where has_table_privilege('handrail_app', inhrelid, 'select, insert, update, delete')",
    )
    assert [
        name for (name,) in granted if "_pkey" not in str(name) and "_idx" not in str(name)
    ] == []


def test_views_run_with_the_rights_of_whoever_reads_them(with_tenant: Database) -> None:
    views = rows(
        with_tenant,
        "select oid::regclass::text, reloptions from pg_class"
        " where relnamespace = 'handrail'::regnamespace and relkind = 'v'",
    )
    assert views
    assert all("security_invoker=true" in (options or []) for _, options in views)


def test_the_app_role_cannot_change_the_schema(store: Store) -> None:
    with psycopg.connect(store.app_url) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("create table handrail.mine (x int)")


def test_migrating_again_changes_nothing(database: Database) -> None:
    assert database.migrate() == []
