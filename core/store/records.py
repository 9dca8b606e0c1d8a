"""What is kept of requests: audit records, releases, and whether a quote stands in its source."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from core.domain.answer import Citation
from core.domain.audit import AuditRecord
from core.domain.release import Release
from core.store.database import Database
from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("records")


def append(
    db: Scope, record_id: UUID, request_id: UUID, kind: str, body: Mapping[str, Any]
) -> datetime:
    """Add a record in the name of the principal; the database's own time of it."""
    row = db.row(
        SQL["append"],
        record_id=record_id,
        request_id=request_id,
        kind=kind,
        subject=db.principal.subject,
        body=json.dumps(body),
    )
    assert row is not None  # noqa: S101  the statement always returns one
    at: datetime = row["at"]
    return at


def of_request(db: Scope, request_id: UUID) -> list[AuditRecord]:
    """The records of a request that the principal may read, in order."""
    return [_record(db, row) for row in db.rows(SQL["of_request"], request_id=request_id)]


def latest(db: Scope, limit: int = 50) -> list[AuditRecord]:
    """The newest records that the principal may read: their own; all, for an auditor."""
    return [_record(db, row) for row in db.rows(SQL["latest"], limit=limit)]


def own(db: Scope, kind: str | None, limit: int = 50) -> list[AuditRecord]:
    """The newest records in the principal's own name, of one kind or, for None, of any."""
    rows = db.rows(SQL["own"], subject=db.principal.subject, kind=kind, limit=limit)
    return [_record(db, row) for row in rows]


def of_conversation(db: Scope, conversation: str) -> list[AuditRecord]:
    """The answered requests of one of the principal's own conversations, oldest first."""
    rows = db.rows(SQL["of_conversation"], subject=db.principal.subject, conversation=conversation)
    return [_record(db, row) for row in rows]


def put_release(database: Database, release: Release) -> None:
    """Keep what a release's id stands for."""
    with database.owner() as db:
        db.execute(
            SQL["put_release"].encode(), {"release_id": release.id, "body": release.canonical()}
        )


def release_body(database: Database, release_id: str) -> str | None:
    """The canonical JSON of a release on record, or None."""
    with database.owner() as db:
        row = db.execute(SQL["release_body"].encode(), {"release_id": release_id}).fetchone()
    return str(row[0]) if row else None


def standing(db: Scope, citations: Sequence[Citation]) -> list[Citation]:
    """Those citations whose quote stands in its source exactly where they say it does."""
    rows = db.rows(
        SQL["spans"],
        numbers=list(range(len(citations))),
        documents=[each.provenance.document_id for each in citations],
        versions=[each.provenance.version for each in citations],
        starts=[each.start for each in citations],
        ends=[each.end for each in citations],
        quotes=[each.quote for each in citations],
    )
    return [citations[row["number"]] for row in rows if row["stands"]]


def _record(db: Scope, row: Row) -> AuditRecord:
    return AuditRecord(tenant=db.principal.tenant, **row)
