"""Feedback: what people say of the answers they got, kept word by word and never overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.domain.access import Principal
from core.domain.errors import Permanent
from core.store import Store, feedback
from core.store.scope import Row

LONGEST_NOTE = 2_000


class Verdict(StrEnum):
    """What someone says of an answer. `WITHDRAWN` takes back what they said before."""

    UP = "up"
    DOWN = "down"
    WRONG = "wrong"
    WITHDRAWN = "withdrawn"


class NoSuchRequest(Permanent):
    """You asked no such request. Feedback is given on one's own."""


class NoteTooLong(Permanent):
    """The note is too long. Write at most 2,000 characters."""


@dataclass(frozen=True, slots=True)
class Given:
    """Someone's word on a request."""

    request_id: str
    verdict: Verdict
    note: str
    at: datetime


class Feedbacks:
    """Takes feedback on one's own requests and tells what one has said."""

    def __init__(self, store: Store) -> None:
        """Kept in `store`."""
        self._store = store

    def give(
        self, principal: Principal, request_id: str, verdict: Verdict, note: str = ""
    ) -> Given:
        """Say something of an answer one got; what one said before is kept, but no longer stands."""
        if len(note) > LONGEST_NOTE:
            raise NoteTooLong
        request = request_uuid(request_id)
        with self._store.scoped(principal) as db:
            if not feedback.asked(db, request):
                raise NoSuchRequest
            return _given(feedback.give(db, request, verdict.value, note))

    def of(self, principal: Principal, request_ids: Iterable[str]) -> dict[str, Given]:
        """What one says of these requests, by id; withdrawn words are among it."""
        wanted = [request_uuid(each) for each in request_ids]
        with self._store.scoped(principal) as db:
            found = [_given(row) for row in feedback.standing(db, wanted)]
        return {each.request_id: each for each in found}


def request_uuid(request_id: str) -> UUID:
    """The id as Postgres knows it; raises `NoSuchRequest` for what can be none."""
    try:
        return UUID(request_id)
    except ValueError:
        raise NoSuchRequest from None


def _given(row: Row) -> Given:
    return Given(str(row["request_id"]), Verdict(row["verdict"]), row["note"], row["at"])
