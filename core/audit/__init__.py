"""The audit: no record, no answer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from core.domain.access import Principal
from core.domain.audit import AuditRecord
from core.store import Store, records

__all__ = ["Audit"]


class Audit:
    """Appends records, each committed before `append` returns."""

    def __init__(self, store: Store) -> None:
        """Kept in `store`."""
        self._store = store

    def append(
        self, principal: Principal, request_id: UUID, kind: str, body: Mapping[str, Any]
    ) -> None:
        """Record that something happened in the principal's name; raises if it cannot be kept."""
        with self._store.scoped(principal) as db:
            records.append(db, uuid4(), request_id, kind, body)

    def of_request(self, principal: Principal, request_id: UUID) -> list[AuditRecord]:
        """The records of one request, in order, as far as the principal may read them."""
        with self._store.scoped(principal) as db:
            return records.of_request(db, request_id)

    def latest(self, principal: Principal, limit: int = 50) -> list[AuditRecord]:
        """The newest records the principal may read, newest first."""
        with self._store.scoped(principal) as db:
            return records.latest(db, limit)
