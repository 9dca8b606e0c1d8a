"""A principal comes from a verified token or not at all."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

import core
from core.domain.access import ExpiredPrincipal, Principal, Tier
from core.identity import BadToken, LocalIssuer
from core.identity.local import AUDIENCE, ISSUER
from core.store import Store

NOW = datetime.now(UTC)
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "iat": NOW,
    "exp": NOW + timedelta(minutes=5),
    "sub": "ada",
    "tenant": "acme",
    "clearance": "internal",
}


def signed(issuer: LocalIssuer, **changed: Any) -> str:
    claims = {key: value for key, value in {**CLAIMS, **changed}.items() if value is not None}
    return jwt.encode(claims, issuer._private, algorithm="RS256", headers={"kid": issuer.kid})


def test_a_token_says_who_is_asking(issuer: LocalIssuer) -> None:
    token = issuer.token(
        "acme", "ada", clearance=Tier.CONFIDENTIAL, groups=["hr"], roles=["curator"]
    )
    principal = issuer.verifier().principal(token)
    assert (principal.tenant, principal.subject) == ("acme", "ada")
    assert principal.clearance == Tier.CONFIDENTIAL
    assert (principal.groups, principal.roles) == (frozenset({"hr"}), frozenset({"curator"}))


def test_the_issuers_key_outlives_the_process(tmp_path: Path) -> None:
    token = LocalIssuer(tmp_path).token("acme", "ada")
    assert LocalIssuer(tmp_path).verifier().principal(token).subject == "ada"


def test_the_private_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    LocalIssuer(tmp_path)
    assert (tmp_path / "secrets" / "issuer.pem").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"exp": NOW - timedelta(minutes=5)},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"tenant": None},
        {"tenant": ["acme", "globex"]},
        {"clearance": None},
        {"clearance": "topmost"},
        {"clearance": 3},
        {"groups": "hr"},
        {"groups": [1]},
        {"roles": {"curator": True}},
    ],
    ids="-".join,
)
def test_a_token_that_lacks_or_bends_a_claim_is_refused(
    issuer: LocalIssuer, changed: dict[str, Any]
) -> None:
    with pytest.raises(BadToken):
        issuer.verifier().principal(signed(issuer, **changed))


def test_a_token_signed_with_another_key_is_refused(issuer: LocalIssuer) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(CLAIMS, other, algorithm="RS256", headers={"kid": issuer.kid})
    with pytest.raises(BadToken):
        issuer.verifier().principal(forged)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_no_other_algorithm_is_accepted(issuer: LocalIssuer, algorithm: str) -> None:
    key = "" if algorithm == "none" else "x" * 32
    forged = jwt.encode(CLAIMS, key, algorithm=algorithm, headers={"kid": issuer.kid})
    with pytest.raises(BadToken):
        issuer.verifier().principal(forged)


@pytest.mark.parametrize("token", ["", "a.b.c", "..", "no dots", "é" * 50])
def test_rubbish_is_refused(issuer: LocalIssuer, token: str) -> None:
    with pytest.raises(BadToken):
        issuer.verifier().principal(token)


def test_an_expired_principal_opens_nothing(store: Store) -> None:
    late = Principal("acme", "ada", datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(ExpiredPrincipal), store.scoped(late):
        pass


def test_principals_are_made_in_core_identity_alone() -> None:
    root = Path(str(core.__file__)).parent
    makers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Principal"
    }
    assert makers == {"identity/tokens.py"}
