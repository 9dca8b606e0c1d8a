"""Writes that are sent again are carried out once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from core.domain.access import Tier
from core.ingest.pipeline import Summary
from core.store import idempotency
from core.store.errors import DatabaseUnavailable
from tests.front.api.conftest import Api

KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
HOTEL = {"question": "What is the hotel limit?"}
REPLAYED = "idempotent-replayed"


def asked(client: httpx2.Client) -> dict[str, Any]:
    request_id = client.post("/ask", json=HOTEL).json()["request_id"]
    return {"request_id": request_id, "verdict": "wrong", "note": "No."}


def upload(client: httpx2.Client, text: str = "Parking is free.") -> httpx2.Response:
    return client.post("/documents", files={"file": ("parking.md", text.encode())}, headers=KEY)


def test_a_write_sent_again_gets_the_same_reply_marked_as_such(api: Api, tenant: str) -> None:
    client = api.client(tenant)
    word = asked(client)
    first, again = (client.post("/feedback", json=word, headers=KEY) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"


def test_an_upload_sent_again_is_the_same_whatever_its_boundary(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    first, again = upload(curator), upload(curator)
    assert (again.status_code, again.json()["outcome"]) == (201, "added")
    assert again.headers["location"] == first.headers["location"]


def test_a_refusal_is_repeated_like_any_other_reply(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    first, again = upload(curator, ""), upload(curator, "")
    assert (first.status_code, first.content) == (422, again.content)
    assert again.headers[REPLAYED] == "true"
    assert again.headers["content-type"] == "application/problem+json"


def test_a_document_is_deleted_once(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    where = upload(curator).headers["location"]
    gone = {"Idempotency-Key": "gone"}
    statuses = [curator.delete(f"/{where}", headers=gone).status_code for _ in range(2)]
    assert statuses == [204, 204]
    assert curator.delete(f"/{where}").status_code == 404


def test_a_key_is_not_used_for_another_request(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    upload(curator)
    problem = upload(curator, "Parking costs 2 euros.").json()
    assert (problem["status"], problem["type"]) == (422, "urn:handrail:problem:key-used-otherwise")


def test_a_key_is_ones_own(api: Api, tenant: str) -> None:
    upload(api.curator(tenant))
    other = upload(api.curator(tenant, "other"))
    assert other.json()["outcome"] == "unchanged"
    assert REPLAYED not in other.headers


def test_a_reply_is_not_repeated_to_someone_who_now_sees_less(api: Api, tenant: str) -> None:
    upload(api.curator(tenant))
    lowered = api.client(tenant, "curator", clearance=Tier.PUBLIC, roles=("curator",))
    assert upload(lowered).status_code == 422


def test_quotes_around_a_key_mean_nothing(api: Api, tenant: str) -> None:
    curator = api.curator(tenant)
    files = {"file": ("parking.md", b"Parking is free.")}
    quoted = {"Idempotency-Key": f'"{KEY["Idempotency-Key"]}"'}
    upload(curator)
    assert REPLAYED in curator.post("/documents", files=files, headers=quoted).headers


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "é"])
def test_a_key_that_is_none_is_refused(api: Api, tenant: str, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    response = api.curator(tenant).delete("/documents/0123456789abcdef", headers=headers)
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (
        422,
        "Idempotency-Key",
    )


def test_while_the_first_is_worked_on_the_second_is_told_to_come_again(
    api: Api, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Summary:
        begun.set()
        go_on.wait(20)
        return uploading(*arguments)

    uploading = type(api.handrail.library).upload
    monkeypatch.setattr(type(api.handrail.library), "upload", slow)
    first: list[httpx2.Response] = []
    working = threading.Thread(target=lambda: first.append(upload(api.curator(tenant))))
    working.start()
    assert begun.wait(20)
    second = upload(api.curator(tenant))
    go_on.set()
    working.join()
    assert (second.status_code, first[0].status_code) == (409, 201)
    assert second.headers["retry-after"]
    assert upload(api.curator(tenant)).headers[REPLAYED] == "true"


Fault = Callable[..., Summary]


@pytest.mark.parametrize(
    ("fault", "status"), [(DatabaseUnavailable("down"), 503), (ZeroDivisionError(), 500)]
)
def test_what_failed_on_our_side_may_be_sent_again(
    api: Api, tenant: str, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int
) -> None:
    def failing(*_: object) -> Summary:
        raise fault

    curator = api.curator(tenant)
    with monkeypatch.context() as patched:
        patched.setattr(type(api.handrail.library), "upload", failing)
        assert upload(curator).status_code == status
    assert upload(curator).json()["outcome"] == "added"


def test_a_key_left_by_a_crash_is_free_again_in_time(
    api: Api, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    principal = api.shelf.principal(tenant)
    with api.shelf.store.scoped(principal) as db:
        crashed = idempotency.begin(db, "k", "d")
    with api.shelf.store.scoped(principal) as db:
        assert idempotency.begin(db, "k", "d") == idempotency.Standing("d", None)
    monkeypatch.setattr(idempotency, "PATIENCE", timedelta())
    with api.shelf.store.scoped(principal) as db:
        begun = idempotency.begin(db, "k", "d")
    assert isinstance(crashed, idempotency.Begun)
    assert isinstance(begun, idempotency.Begun)
    late, reply = (idempotency.Reply(201, {}, body) for body in ("late", "in time"))
    with api.shelf.store.scoped(principal) as db:
        idempotency.finish(db, begun, reply)
        idempotency.finish(db, crashed, late)
        idempotency.abandon(db, crashed)
        assert idempotency.begin(db, "k", "d") == idempotency.Standing("d", reply)


def test_after_a_day_a_key_is_new(api: Api, tenant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    curator = api.curator(tenant)
    upload(curator)
    monkeypatch.setattr(idempotency, "KEPT", timedelta())
    assert REPLAYED not in upload(curator, "Parking costs 2 euros.").headers
