"""Who is signed in: an opaque id in their browser, its digest and their token in Postgres."""

import secrets
from hashlib import sha256

from core.domain.access import Principal
from core.store import Store, sign_ins

COOKIE = "handrail_session"


class SignIns:
    """Opens, reads and closes sign-ins; each ends with its token at the latest."""

    def __init__(self, store: Store) -> None:
        """Kept in `store`."""
        self._store = store

    def open(self, principal: Principal, token: str) -> str:
        """A fresh id for someone who has signed in with `token`: 256 random bits, URL-safe."""
        session = secrets.token_urlsafe(32)
        with self._store.at_the_door() as db:
            sign_ins.open_sign_in(db, _digest(session), token, principal.expires_at)
        return session

    def token(self, session: str) -> str | None:
        """The token behind an id; None once it has ended."""
        with self._store.at_the_door() as db:
            return sign_ins.token(db, _digest(session))

    def close(self, session: str) -> None:
        """End a sign-in, in every window of its browser."""
        with self._store.at_the_door() as db:
            sign_ins.close_sign_in(db, _digest(session))


def _digest(session: str) -> bytes:
    return sha256(session.encode()).digest()
