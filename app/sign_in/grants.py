"""Somebody's choice, kept under a code, redeemed for tokens (RFC 6749, section 4.1.3)."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

import jwt

from app.sign_in.authorization import Authorization, Refused
from app.sign_in.once import Once
from core.bootstrap.samples import Person
from core.identity import LocalIssuer
from core.identity.tokens import ALGORITHMS

LIFETIME = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Grant:
    """Who somebody chose to be, for the sign-in that asked."""

    asked: Authorization
    tenant: str
    person: Person


def redeemed(form: Mapping[str, str], codes: Once[Grant]) -> Grant:
    """The grant that a token request proves to be its own.

    Raises `Refused`. The code is spent by the attempt.
    """
    if form.get("grant_type") != "authorization_code":
        raise Refused("unsupported_grant_type", "Send grant_type=authorization_code.")
    grant = codes.take(form.get("code", ""))
    if grant is None:
        raise Refused("invalid_grant", "The code was used or is too old. Sign in again.")
    if form.get("client_id") != grant.asked.client_id:
        raise Refused("invalid_client", "Send the client_id that asked for the code.")
    if form.get("redirect_uri") != grant.asked.redirect_uri:
        raise Refused("invalid_grant", "Send the redirect_uri that the code was sent to.")
    if not grant.asked.proven_by(form.get("code_verifier", "")):
        raise Refused("invalid_grant", "Send the code_verifier of the code_challenge.")
    return grant


def tokens(issuer: LocalIssuer, grant: Grant) -> dict[str, Any]:
    """What a grant is worth: a token for Handrail's API, and one that tells who signed in."""
    access = _token(issuer, grant, issuer.audience, {})
    told = {"name": grant.person.name, "at_hash": _at_hash(access), "nonce": grant.asked.nonce}
    claims = {name: value for name, value in told.items() if value is not None}
    return {
        "access_token": access,
        "id_token": _token(issuer, grant, grant.asked.client_id, claims),
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(grant.asked.scopes)),
    }


def issued_to(client_id: str, id_token: str, issuer: LocalIssuer) -> bool:
    """Whether the issuer made an ID token for that client, however long ago."""
    try:
        jwt.decode(
            id_token,
            issuer.public,
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer.issuer,
            options={"verify_exp": False},
        )
    except jwt.InvalidTokenError:
        return False
    return True


def _token(issuer: LocalIssuer, grant: Grant, audience: str, claims: Mapping[str, Any]) -> str:
    person = grant.person
    return issuer.token(
        grant.tenant,
        person.subject,
        clearance=person.clearance,
        groups=person.groups,
        roles=person.roles,
        lifetime=LIFETIME,
        audience=audience,
        extra=claims,
    )


def _at_hash(token: str) -> str:
    """The left half of the token's digest (OpenID Connect Core 1.0, section 3.1.3.6)."""
    return urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()
