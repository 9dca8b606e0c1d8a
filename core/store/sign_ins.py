"""Sign-ins, reached by the digest of an id and in no other way."""

from datetime import datetime

import psycopg

from core.store.scope import Row
from core.store.statements import statements

SQL = statements("sign_ins")
Nobody = psycopg.Connection[Row]


def open_sign_in(db: Nobody, digest: bytes, token: str, expires_at: datetime) -> None:
    """Keep a token under a digest until it expires."""
    db.execute(SQL["open"].encode(), {"digest": digest, "token": token, "expires_at": expires_at})


def token(db: Nobody, digest: bytes) -> str | None:
    """The token kept under a digest, if it has not expired."""
    row = db.execute(SQL["token"].encode(), {"digest": digest}).fetchone()
    return row["token"] if row else None


def close_sign_in(db: Nobody, digest: bytes) -> None:
    """Forget what is kept under a digest."""
    db.execute(SQL["close"].encode(), {"digest": digest})
