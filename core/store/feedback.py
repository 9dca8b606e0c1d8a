"""What people say of the answers they got."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("feedback")


def asked(db: Scope, request_id: UUID) -> bool:
    """Whether the principal asked this request."""
    found = db.row(SQL["asked"], request_id=request_id, subject=db.principal.subject)
    return found is not None


def give(db: Scope, request_id: UUID, verdict: str, note: str) -> Row:
    """Add the principal's word on a request; what was kept."""
    row = db.row(
        SQL["give"],
        request_id=request_id,
        feedback_id=uuid4(),
        subject=db.principal.subject,
        verdict=verdict,
        note=note,
    )
    assert row is not None  # noqa: S101  the statement always returns one
    return row


def standing(db: Scope, request_ids: Sequence[UUID]) -> list[Row]:
    """The principal's newest word on each of these requests, where there is one."""
    return db.rows(SQL["standing"], request_ids=list(request_ids), subject=db.principal.subject)
