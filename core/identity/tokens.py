"""Tokens verified and read as principals (JWT: RFC 7519; RS256 only, as RFC 8725 advises)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from core.domain.access import Principal, Tier, UnknownTier
from core.domain.errors import Permanent

ALGORITHMS = ["RS256"]
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "tenant", "clearance"]
LEEWAY_SECONDS = 10


class BadToken(Permanent):
    """The token is not valid. Sign in again."""


class Keys(Protocol):
    """Where the issuer's public keys come from."""

    def key(self, kid: str) -> RSAPublicKey | None:
        """The key of that id, or None."""
        ...


class Verifier:
    """Turns a token into a principal, or raises `BadToken`; there is no half-trusted state between."""

    def __init__(self, keys: Keys, issuer: str, audience: str) -> None:
        """For tokens of `issuer`, meant for `audience`, signed with one of `keys`."""
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    def principal(self, token: str) -> Principal:
        """The verified principal."""
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            key = self._keys.key(kid) if isinstance(kid, str) else None
            if key is None:
                raise BadToken("Its key is unknown.")
            claims = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": REQUIRED},
            )
        except jwt.InvalidTokenError as error:
            raise BadToken(str(error)) from error
        return _principal(claims)


def _principal(claims: Mapping[str, Any]) -> Principal:
    try:
        clearance = Tier.parse(_name(claims, "clearance"))
    except UnknownTier as error:
        raise BadToken(str(error)) from error
    return Principal(
        tenant=_name(claims, "tenant"),
        subject=_name(claims, "sub"),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        clearance=clearance,
        groups=_names(claims, "groups"),
        roles=_names(claims, "roles"),
    )


def _name(claims: Mapping[str, Any], claim: str) -> str:
    value = claims[claim]
    if not isinstance(value, str) or not value:
        raise BadToken(f"Its claim {claim!r} is not a name.")
    return value


def _names(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    values = claims.get(claim, [])
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise BadToken(f"Its claim {claim!r} is not a list of names.")
    if not all(isinstance(value, str) and value for value in values):
        raise BadToken(f"Its claim {claim!r} is not a list of names.")
    return frozenset(values)
