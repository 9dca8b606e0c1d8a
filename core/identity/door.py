"""The one seam at which somebody becomes a principal: from a bearer token, or from their sign-in."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Protocol

from core.domain.access import ExpiredPrincipal, Principal
from core.domain.errors import Permanent
from core.identity.sign_ins import COOKIE, SignIns
from core.identity.tokens import BadToken, Verifier

BEARER = "bearer "


class NoCredentials(Permanent):
    """Nobody is signed in. Sign in, or send a bearer token."""


class Admits(Protocol):
    """Tells who is behind a request."""

    def admit(self, headers: Mapping[str, str]) -> Principal:
        """The principal, verified now; raises `NoCredentials`, `BadToken` or `ExpiredPrincipal`."""
        ...


class Door:
    """Verifies what a request brings. Nothing is remembered, so what has ended admits nobody."""

    def __init__(self, sign_ins: SignIns, bearer: Verifier, signed_in: Verifier) -> None:
        """Bearer tokens are held to one verifier, the tokens behind sign-ins to the other."""
        self._sign_ins = sign_ins
        self._bearer = bearer
        self._signed_in = signed_in

    def admit(self, headers: Mapping[str, str]) -> Principal:
        """The principal behind `headers`, whose names are in lower case.

        A bearer token counts before a cookie. Raises `NoCredentials` when there is neither.
        """
        authorization = headers.get("authorization", "")
        if authorization.lower().startswith(BEARER):
            return self._bearer.principal(authorization[len(BEARER) :].strip())
        if authorization:
            raise BadToken("Only bearer tokens are understood.")
        session = cookie(headers)
        if session is None:
            raise NoCredentials
        token = self._sign_ins.token(session)
        if token is None:
            raise ExpiredPrincipal
        return self._signed_in.principal(token)


def cookie(headers: Mapping[str, str]) -> str | None:
    """The id of the sign-in that a request brings along."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found and found.value else None
