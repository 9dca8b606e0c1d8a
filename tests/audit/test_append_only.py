"""The audit only ever grows."""

from uuid import uuid4

import psycopg
import pytest

from core.audit import Audit
from tests.conftest import Shelf


@pytest.fixture
def recorded(shelf: Shelf) -> Shelf:
    Audit(shelf.store).append(shelf.principal(), uuid4(), "request.answered", {"asked": "x"})
    return shelf


@pytest.mark.parametrize(
    "statement",
    [
        "update handrail.audit_records set subject = 'nobody'",
        "delete from handrail.audit_records",
        "truncate handrail.audit_records",
    ],
)
def test_neither_the_app_nor_the_owner_can_change_a_record(recorded: Shelf, statement: str) -> None:
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        recorded.store.scoped(recorded.principal()) as db,
    ):
        db.run(statement)
    with (
        psycopg.connect(recorded.database.admin_url) as db,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        db.execute(statement.encode())


def test_one_reads_ones_own_records_and_nobody_elses(recorded: Shelf) -> None:
    audit = Audit(recorded.store)
    assert len(audit.latest(recorded.principal())) == 1
    assert audit.latest(recorded.principal(subject="someone-else")) == []
    assert audit.latest(recorded.principal("globex")) == []


def test_the_tenants_auditor_reads_all_of_its_records(recorded: Shelf) -> None:
    auditor = recorded.principal(subject="auditor", roles=("auditor",))
    assert [record.subject for record in Audit(recorded.store).latest(auditor)] == ["reader"]


def test_nobody_records_in_anothers_name(recorded: Shelf) -> None:
    forged = """
        insert into handrail.audit_records (tenant_id, record_id, request_id, kind, subject, body)
        values ('acme', gen_random_uuid(), gen_random_uuid(), 'x', 'someone-else', '{}')
    """
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        recorded.store.scoped(recorded.principal()) as db,
    ):
        db.run(forged)


def test_records_outlive_their_tenant(recorded: Shelf) -> None:
    with recorded.database.owner() as db:
        db.execute("call drop_tenant('acme')")
    assert len(Audit(recorded.store).latest(recorded.principal())) == 1
