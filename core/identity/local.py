"""An issuer for whoever sits at this machine: it signs tokens with a key kept in Handrail's home."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core.domain.access import Principal, Tier
from core.identity.tokens import Verifier

ISSUER = "https://handrail.localhost"
AUDIENCE = "handrail"
DEFAULT_LIFETIME = timedelta(minutes=15)


class LocalIssuer:
    """Issues tokens to whoever can read its private key, which is this machine's user."""

    def __init__(self, home: Path) -> None:
        """With the key in `home`, made there on first use."""
        self._private = _kept_key(home / "secrets" / "issuer.pem")
        self.public = self._private.public_key()
        der = self.public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.kid = sha256(der).hexdigest()[:16]

    def key(self, kid: str) -> rsa.RSAPublicKey | None:
        """Its public key, if `kid` names it."""
        return self.public if kid == self.kid else None

    def token(
        self,
        tenant: str,
        subject: str,
        *,
        clearance: Tier = Tier.PUBLIC,
        groups: Iterable[str] = (),
        roles: Iterable[str] = (),
        lifetime: timedelta = DEFAULT_LIFETIME,
    ) -> str:
        """A signed token for a person of a tenant."""
        now = datetime.now(UTC)
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + lifetime,
            "sub": subject,
            "tenant": tenant,
            "clearance": clearance.label,
            "groups": sorted(groups),
            "roles": sorted(roles),
        }
        return jwt.encode(claims, self._private, algorithm="RS256", headers={"kid": self.kid})

    def verifier(self) -> Verifier:
        """What turns its tokens back into principals."""
        return Verifier(self, ISSUER, AUDIENCE)

    def principal(
        self,
        tenant: str,
        subject: str,
        *,
        clearance: Tier = Tier.PUBLIC,
        groups: Iterable[str] = (),
        roles: Iterable[str] = (),
        lifetime: timedelta = DEFAULT_LIFETIME,
    ) -> Principal:
        """The principal of a token issued and verified on the spot."""
        token = self.token(
            tenant, subject, clearance=clearance, groups=groups, roles=roles, lifetime=lifetime
        )
        return self.verifier().principal(token)


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
