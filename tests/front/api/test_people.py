"""Oneself over HTTP: who one is, what one asked, what one said of it."""

from uuid import uuid4

from core.domain.access import Tier
from tests.front.api.conftest import ANSWER, Api

HOTEL = {"question": "What is the hotel limit?"}


def test_me_is_who_the_token_says(api: Api, acme: str) -> None:
    held = {"clearance": Tier.CONFIDENTIAL, "groups": ("b", "a"), "roles": ("expert",)}
    me = api.client(acme, "noor", **held).get("/me").json()
    assert me.pop("expires_at")
    assert me == {
        "tenant": acme,
        "subject": "noor",
        "clearance": "confidential",
        "groups": ["a", "b"],
        "roles": ["expert"],
    }


def test_ones_history_is_ones_own(api: Api, tenant: str) -> None:
    mine, theirs = api.client(tenant, "mine"), api.client(tenant, "theirs")
    answer = mine.post("/ask", json=HOTEL).json()
    (asked,) = mine.get("/requests").json()["requests"]
    assert (asked["request_id"], asked["text"]) == (answer["request_id"], ANSWER)
    assert asked["citations"][0]["chunk_id"] == answer["citations"][0]["chunk_id"]
    assert theirs.get("/requests").json() == {"requests": []}


def test_the_last_word_on_an_answer_stands(api: Api, tenant: str) -> None:
    client = api.client(tenant)
    request_id = client.post("/ask", json=HOTEL).json()["request_id"]
    asked = {"request_id": request_id}
    assert client.get("/feedback", params=asked).json() == {"feedback": []}
    client.post("/feedback", json={**asked, "verdict": "up"})
    said = client.post("/feedback", json={**asked, "verdict": "wrong", "note": "It is 130."})
    assert said.status_code == 201
    assert client.get("/feedback", params=asked).json() == {"feedback": [said.json()]}


def test_nobody_speaks_of_anothers_request(api: Api, tenant: str) -> None:
    request_id = api.client(tenant).post("/ask", json=HOTEL).json()["request_id"]
    other = api.client(tenant, "other")
    answers = [
        other.post("/feedback", json={"request_id": each, "verdict": "down"})
        for each in (request_id, str(uuid4()))
    ]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1
    assert other.get("/feedback", params={"request_id": request_id}).json() == {"feedback": []}


def test_nobody_without_a_token_is_let_in(api: Api) -> None:
    client = api.client()
    del client.headers["Authorization"]
    for path in ("/me", "/documents", "/openapi.json", "/docs"):
        response = client.get(path)
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")


def test_someone_of_a_tenant_that_is_not_there_sees_nothing(api: Api) -> None:
    client = api.client("nobody-here", roles=("curator", "fleet-operator"))
    assert client.get("/documents").json()["total"] == 0
    assert client.get("/requests").json() == {"requests": []}
    assert client.post("/ask", json=HOTEL).status_code == 403
    assert client.post("/search", json=HOTEL).status_code == 403
    files = {"file": ("a.md", b"A.")}
    for key in ({}, {"Idempotency-Key": "k"}):
        assert client.post("/documents", files=files, headers=key).status_code == 403
