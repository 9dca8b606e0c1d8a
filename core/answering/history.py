"""What someone has asked before, read from the audit: the record is the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.domain.access import Principal
from core.domain.audit import AuditRecord
from core.store import Store, records


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was recorded: a span of a version of a document."""

    number: int
    chunk_id: str
    document_id: str
    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of one's own and what came of it; `refusal` names its kind, if it was refused.

    `searched` is what was searched for, where that was not the question as it stands.
    """

    request_id: str
    conversation: str | None
    at: datetime
    question: str
    as_of: date | None
    searched: str | None
    text: str
    refusal: str | None
    citations: tuple[Cited, ...]
    model: str
    total_ms: float


class History:
    """One's own requests, whoever else's one may read."""

    def __init__(self, store: Store) -> None:
        """From the records in `store`."""
        self._store = store

    def requests(self, principal: Principal, limit: int = 50) -> list[Asked]:
        """One's own answered or refused requests, newest first."""
        with self._store.scoped(principal) as db:
            return [_asked(each) for each in records.own(db, "request.answered", limit)]

    def conversation(self, principal: Principal, conversation: str) -> list[Asked]:
        """The requests of one of one's own conversations, oldest first."""
        with self._store.scoped(principal) as db:
            return [_asked(each) for each in records.of_conversation(db, conversation)]

    def records(self, principal: Principal, limit: int = 50) -> list[AuditRecord]:
        """What was recorded in one's name, of any kind, newest first."""
        with self._store.scoped(principal) as db:
            return records.own(db, None, limit)


def _asked(record: AuditRecord) -> Asked:
    body = record.body
    asked = body["asked"]
    versions = {each["chunk_id"]: each for each in body["retrieved"]}
    return Asked(
        request_id=str(record.request_id),
        conversation=asked.get("conversation"),
        at=record.at,
        question=asked["question"],
        as_of=date.fromisoformat(asked["as_of"]) if asked["as_of"] else None,
        searched=asked.get("searched"),
        text=body["returned"]["text"],
        refusal=body["returned"]["refusal"],
        citations=tuple(_cited(each, versions) for each in body["returned"]["citations"]),
        model=body["model"],
        total_ms=body["latency_ms"]["total"],
    )


def _cited(citation: Mapping[str, Any], retrieved: Mapping[str, Mapping[str, Any]]) -> Cited:
    hit = retrieved[citation["chunk_id"]]
    return Cited(**citation, document_id=hit["document_id"], version=hit["version"])
