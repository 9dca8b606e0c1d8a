"""Writes that a client may send again (draft-ietf-httpapi-idempotency-key-header)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import Header
from fastapi.responses import Response

from app.api import problems
from app.api.errors import KeyUsedOtherwise, StillWorking
from core.domain.access import Principal
from core.domain.errors import HandrailError
from core.store import Store, idempotency
from core.store.idempotency import Begun, Reply

REPLAYED = "Idempotent-Replayed"
LASTING = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}
VISIBLE = r"^[\x21-\x7e]{1,255}$"
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=VISIBLE,
        description="A key of your own, such as a fresh UUID. A request sent again with the same key "
        "within 24 hours is not carried out again; it gets the same reply, marked by "
        f"`{REPLAYED}: true`.",
    ),
]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A request and the key it came with, if it came with one; `payload` is JSON that tells it."""

    key: str | None
    payload: object

    def reply(self, store: Store, principal: Principal, work: Callable[[], Reply]) -> Reply:
        """What `work` returns, or what it returned before.

        A refusal is a reply like any other and is kept; what may pass, or is a fault of ours,
        gives the key back. Raises `StillWorking` and `KeyUsedOtherwise`.
        """
        if self.key is None:
            return work()
        digest = self._digest(principal)
        with store.scoped(principal) as db:
            found = idempotency.begin(db, self.key.strip('"'), digest)
        if isinstance(found, Begun):
            return _carried_out(store, principal, found, work)
        if found.digest != digest:
            raise KeyUsedOtherwise
        if found.reply is None:
            raise StillWorking
        return replace(found.reply, headers={**found.reply.headers, REPLAYED: "true"})

    def _digest(self, principal: Principal) -> str:
        """Tells the request and what its sender might see: a reply is repeated to no one else."""
        return sha256(json.dumps([self.payload, principal.identity]).encode()).hexdigest()


def response(reply: Reply) -> Response:
    """A reply as it goes out."""
    return Response(reply.body, reply.status, dict(reply.headers))


def _carried_out(
    store: Store, principal: Principal, begun: Begun, work: Callable[[], Reply]
) -> Reply:
    reply = None
    try:
        reply = _refusal_or_reply(work)
    finally:
        with store.scoped(principal) as db:
            if reply is None:
                idempotency.abandon(db, begun)
            else:
                idempotency.finish(db, begun, reply)
    return reply


def _refusal_or_reply(work: Callable[[], Reply]) -> Reply:
    """What `work` returns; the refusal it raises, if asking again would not change it."""
    try:
        return work()
    except HandrailError as error:
        problem = problems.known(error)
        if problem is None or problem.status not in LASTING:
            raise
        headers = {**problem.headers, "content-type": problems.MEDIA_TYPE}
        return Reply(problem.status, headers, problem.text())
