"""The door: who is behind a request, told anew each time."""

from datetime import timedelta

import pytest
from psycopg.errors import InsufficientPrivilege

from core.domain.access import ExpiredPrincipal, Tier
from core.identity import BadToken, Door, LocalIssuer, NoCredentials, SignIns
from core.store import Database, Store

APP = "handrail-app"
HOUR = timedelta(hours=1)


@pytest.fixture
def sign_ins(store: Store) -> SignIns:
    return SignIns(store)


@pytest.fixture
def door(sign_ins: SignIns, issuer: LocalIssuer) -> Door:
    return Door(sign_ins, bearer=issuer.verifier(), signed_in=issuer.verifier(APP))


def signed_in(sign_ins: SignIns, issuer: LocalIssuer, lifetime: timedelta = HOUR) -> str:
    token = issuer.token("acme", "ada", clearance=Tier.INTERNAL, audience=APP, lifetime=lifetime)
    return sign_ins.open(issuer.verifier(APP).principal(token), token)


def test_nobody_is_let_in_without_credentials(door: Door) -> None:
    with pytest.raises(NoCredentials):
        door.admit({})
    with pytest.raises(NoCredentials):
        door.admit({"cookie": "other=1; handrail_session="})


def test_a_bearer_token_admits_its_person(door: Door, issuer: LocalIssuer) -> None:
    token = issuer.token("acme", "ada", groups=["hr"])
    principal = door.admit({"authorization": f"Bearer {token}"})
    assert (principal.tenant, principal.subject, principal.groups) == ("acme", "ada", {"hr"})


def test_a_sign_in_admits_until_it_is_closed(
    door: Door, sign_ins: SignIns, issuer: LocalIssuer
) -> None:
    session = signed_in(sign_ins, issuer)
    headers = {"cookie": f"theme=dark; handrail_session={session}"}
    assert door.admit(headers).subject == "ada"
    sign_ins.close(session)
    with pytest.raises(ExpiredPrincipal):
        door.admit(headers)


def test_a_sign_in_ends_with_its_token(door: Door, sign_ins: SignIns, issuer: LocalIssuer) -> None:
    session = signed_in(sign_ins, issuer, timedelta(seconds=-1))
    with pytest.raises(ExpiredPrincipal):
        door.admit({"cookie": f"handrail_session={session}"})


def test_an_id_nobody_was_given_admits_nobody(door: Door) -> None:
    with pytest.raises(ExpiredPrincipal):
        door.admit({"cookie": "handrail_session=made-up"})


def test_a_bearer_token_counts_before_a_cookie(
    door: Door, sign_ins: SignIns, issuer: LocalIssuer
) -> None:
    session = signed_in(sign_ins, issuer)
    headers = {"cookie": f"handrail_session={session}", "authorization": "Bearer nonsense"}
    with pytest.raises(BadToken):
        door.admit(headers)


@pytest.mark.parametrize("credentials", ["Basic YWRhOmFkYQ==", "Bearer", "Bearer ", "nonsense"])
def test_other_credentials_are_refused(door: Door, credentials: str) -> None:
    with pytest.raises(BadToken):
        door.admit({"authorization": credentials})


def test_a_token_for_signing_in_is_none_for_the_api_and_the_other_way_round(
    door: Door, sign_ins: SignIns, issuer: LocalIssuer
) -> None:
    for_app = issuer.token("acme", "ada", audience=APP)
    with pytest.raises(BadToken):
        door.admit({"authorization": f"Bearer {for_app}"})
    for_api = issuer.token("acme", "ada")
    session = sign_ins.open(issuer.verifier().principal(for_api), for_api)
    with pytest.raises(BadToken):
        door.admit({"cookie": f"handrail_session={session}"})


def test_the_database_keeps_no_id_that_would_let_anyone_in(
    database: Database, store: Store, sign_ins: SignIns, issuer: LocalIssuer
) -> None:
    session = signed_in(sign_ins, issuer)
    with store.at_the_door() as db, pytest.raises(InsufficientPrivilege):
        db.execute("select * from sign_ins")
    with database.owner() as db:
        (row,) = db.execute("select * from sign_ins").fetchall()
    assert session not in str(row)
    assert session.encode() not in row[0]


def test_nobody_at_the_door_sees_any_row(store: Store, shelf: object) -> None:
    with store.at_the_door() as db:
        for table in ("tenants", "documents", "chunks", "audit_records", "feedback"):
            assert db.execute(f"select from {table}".encode()).fetchall() == []
