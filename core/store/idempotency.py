"""Replies kept for a day under the keys clients gave them, each person's apart from all others'."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg import errors

from core.store.errors import NoSuchTenant
from core.store.scope import Scope
from core.store.statements import statements

SQL = statements("idempotency")
KEPT = timedelta(hours=24)  # as long as forget_old_replies() keeps them
PATIENCE = timedelta(minutes=10)  # longer than any write takes; a process that is gone stays away


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to repeat."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A key is ours since `at`: do the work, then `finish` or `abandon` it."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A key is taken, by a request of that digest; `reply` is None while it is worked on."""

    digest: str
    reply: Reply | None


def begin(db: Scope, key: str, digest: str) -> Begun | Standing:
    """Take a key for a request, or find what became of the one that took it.

    Raises `NoSuchTenant` where there is none to keep it with.
    """
    mine = {"subject": db.principal.subject, "key": key}
    db.run(SQL["forget"])
    try:
        row = db.row(SQL["begin"], **mine, digest=digest, kept=KEPT, patience=PATIENCE)
    except errors.ForeignKeyViolation:
        raise NoSuchTenant(f"Got {db.principal.tenant!r}.") from None
    return Begun(key, row["at"]) if row else _standing(db, key, digest)


def finish(db: Scope, begun: Begun, reply: Reply) -> None:
    """Keep the reply; whoever has taken over a key given up for lost keeps theirs."""
    db.run(
        SQL["finish"],
        subject=db.principal.subject,
        key=begun.key,
        at=begun.at,
        status=reply.status,
        headers=json.dumps(dict(reply.headers)),
        body=reply.body,
    )


def abandon(db: Scope, begun: Begun) -> None:
    """Give the key back, so that the request can be sent again."""
    db.run(SQL["abandon"], subject=db.principal.subject, key=begun.key, at=begun.at)


def _standing(db: Scope, key: str, digest: str) -> Standing:
    row = db.row(SQL["standing"], subject=db.principal.subject, key=key)
    if row is None:  # given back this very moment
        return Standing(digest, None)
    done = row["status"] is not None
    reply = Reply(row["status"], row["headers"], row["body"]) if done else None
    return Standing(row["digest"], reply)
