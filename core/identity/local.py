"""An issuer for whoever sits at this machine: it signs tokens with a key kept in Handrail's home."""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict, Unpack

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from core.domain.access import Principal, Tier
from core.identity.tokens import Verifier

ISSUER = "http://127.0.0.1:8080/oidc"
AUDIENCE = "handrail"
DEFAULT_LIFETIME = timedelta(minutes=15)


class Held(TypedDict, total=False):
    """What a person holds: public clearance, no groups, no roles, a quarter of an hour unless given.

    A token is for Handrail's API unless another `audience` is given; `extra` adds claims.
    """

    clearance: Tier
    groups: Iterable[str]
    roles: Iterable[str]
    lifetime: timedelta
    audience: str
    extra: Mapping[str, Any]


class LocalIssuer:
    """Issues tokens to whoever can read its private key, which is this machine's user."""

    def __init__(self, home: Path, issuer: str = ISSUER, audience: str = AUDIENCE) -> None:
        """With the key in `home`, made there on first use; `issuer` is its URL."""
        self.issuer = issuer
        self.audience = audience
        self._private = _kept_key(home / "secrets" / "issuer.pem")
        self.public = self._private.public_key()
        der = self.public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.kid = sha256(der).hexdigest()[:16]

    def key(self, kid: str) -> rsa.RSAPublicKey | None:
        """Its public key, if `kid` names it."""
        return self.public if kid == self.kid else None

    def token(self, tenant: str, subject: str, **held: Unpack[Held]) -> str:
        """A signed token for a person of a tenant."""
        now = datetime.now(UTC)
        claims = {
            **held.get("extra", {}),
            "iss": self.issuer,
            "aud": held.get("audience", self.audience),
            "iat": now,
            "exp": now + held.get("lifetime", DEFAULT_LIFETIME),
            "sub": subject,
            "tenant": tenant,
            "clearance": held.get("clearance", Tier.PUBLIC).label,
            "groups": sorted(held.get("groups", ())),
            "roles": sorted(held.get("roles", ())),
        }
        return jwt.encode(claims, self._private, algorithm="RS256", headers={"kid": self.kid})

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """Its public key as a JWK Set (RFC 7517)."""
        key = json.loads(RSAAlgorithm.to_jwk(self.public))
        return {"keys": [{**key, "kid": self.kid, "use": "sig", "alg": "RS256"}]}

    def verifier(self, audience: str | None = None) -> Verifier:
        """What turns its tokens, for its own audience or another, back into principals."""
        return Verifier(self, self.issuer, audience or self.audience)

    def principal(self, tenant: str, subject: str, **held: Unpack[Held]) -> Principal:
        """The principal of a token issued and verified on the spot."""
        return self.verifier().principal(self.token(tenant, subject, **held))


def _kept_key(path: Path) -> rsa.RSAPrivateKey:
    if not path.exists():
        _make_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{path} holds no RSA key; remove it to have one made")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    half_made = path.with_name(f"{path.name}.{os.getpid()}")
    half_made.touch(mode=0o600)
    half_made.write_bytes(pem)
    half_made.replace(path)
