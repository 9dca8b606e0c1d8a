"""What is wrong is told as a problem, and never by an error of ours."""

import inspect
import json
import logging

import pytest

from app.api import errors, problems, statuses
from core.domain.errors import HandrailError, Transient
from core.store.errors import DatabaseUnavailable
from tests.front.api.conftest import Api
from tests.front.api.test_limits import HOTEL, JSON, is_problem

DEEP = 5_000


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe\xfa", 400),
        (b'{"question": "\xff"}', 400),
        (b"[" * DEEP + b"]" * DEEP, 400),
        (b'{"question": ' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}", 400),
        (b'{"question": ' + b"[" * 500 + b"]" * 500 + b"}", 422),
        (b"1" * DEEP, 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"a"', 422),
        (b"NaN", 422),
        (b'{"question": NaN}', 422),
        (b'{"question": null}', 422),
        (b'{"question": ""}', 422),
        (b'{"question": " \\t\\u00a0\\u001c"}', 422),
        (b'{"question": "a\\u0000b"}', 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "a", "\\ud800": 1}', 422),
        (b'{"question": "a", "a/b~c": 1}', 422),
        (b'{"question": "a", "as_of": "2025-02-30"}', 422),
        (b'{"question": "a", "as_of": ' + b"9" * 400 + b"}", 422),
        (b'{"question": "a", "as_of": "10000-01-01"}', 422),
        (b'{"question": "a", "conversation": "a b"}', 422),
        (b'{"question": "a", "conversation": "\\u0000"}', 422),
        (b'{"question": "a", "earlier": [{"question": "a"}]}', 422),
        (b'{"question": "a", "earlier": [{"question": "a", "answer": "\\u0000"}]}', 422),
        (b'{"question": "a", "stream": 1e999}', 422),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_cannot_be_used_is_a_problem_of_its_sender(
    api: Api, acme: str, body: bytes, status: int
) -> None:
    response = api.client(acme).post("/ask", content=body, headers=JSON)
    assert is_problem(response, status), response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/documents/", 404),
        ("/documents/x", 422),
        ("/documents/ffffffffffffffff", 422),
        ("/documents/%00", 422),
        ("/documents/%ff", 422),
        ("/passages/ffffffffffffffff", 422),
        ("/passages/0123456789abcdef", 404),
        ("/documents/0123456789abcdef/text?version=%00", 422),
        ("/documents?q=%00", 422),
        ("/documents?q=%ff", 200),
        ("/documents?limit=0", 422),
        (f"/documents?limit={'9' * DEEP}", 422),
        ("/requests?conversation=%00", 422),
        ("/feedback", 422),
        ("/feedback?request_id=x", 422),
    ],
)
def test_an_address_that_leads_nowhere_is_a_problem_too(
    api: Api, acme: str, path: str, status: int
) -> None:
    response = api.client(acme).get(path)
    assert response.status_code == status
    assert status == 200 or is_problem(response, status)


def test_every_flaw_is_told_with_its_place(api: Api, acme: str) -> None:
    turns = [{"question": "a", "answer": 1}]
    body = {"question": "", "earlier": turns, "a/b~c é": 1}
    found = api.client(acme).post("/ask", json=body).json()["errors"]
    assert {each["pointer"] for each in found} == {
        "#/question",
        "#/earlier/0/answer",
        "#/a~1b~0c%20%C3%A9",
    }
    found = api.client(acme).get("/documents", params={"limit": "x"}).json()["errors"]
    assert [each["parameter"] for each in found] == ["limit"]


def test_what_was_sent_is_not_sent_back(api: Api, acme: str) -> None:
    assert "hunter2" not in api.client(acme).post("/ask", json={"question": ["hunter2"]}).text


def test_head_tells_what_get_would_without_its_body(api: Api, acme: str) -> None:
    client = api.client(acme)
    head, got = client.head("/documents"), client.get("/documents")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert client.head("/documents/0123456789abcdef").status_code == 404


def test_the_methods_of_a_path_are_told(api: Api, acme: str) -> None:
    client = api.client(acme)
    told = client.options("/documents")
    assert (told.status_code, told.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert client.options("/nothing").status_code == 404
    refused = client.put("/documents/0123456789abcdef")
    assert is_problem(refused, 405)
    assert refused.headers["allow"] == "DELETE, GET, HEAD, OPTIONS"
    assert is_problem(client.request("TRACE", "/me"), 405)


def test_an_error_of_ours_tells_its_name_and_nothing_else(
    api: Api, acme: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise ZeroDivisionError("the password is hunter2")

    monkeypatch.setattr(type(api.handrail.library), "listed", failing)
    with caplog.at_level(logging.ERROR, "app.api.problems"):
        response = api.client(acme).get("/documents")
    assert is_problem(response, 500)
    assert "hunter2" not in response.text
    assert response.json()["instance"] in caplog.text
    assert "hunter2" in caplog.text


def test_what_may_pass_is_told_with_when_to_try_again(
    api: Api, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise DatabaseUnavailable("host=10.0.0.1 password=hunter2")

    monkeypatch.setattr(type(api.handrail.library), "listed", failing)
    response = api.client(acme).get("/documents")
    assert is_problem(response, 503)
    assert response.headers["retry-after"] == "5"
    assert "10.0.0.1" not in response.text


def test_every_error_of_the_api_has_a_status() -> None:
    kinds = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    own = [each for each in kinds if each.__module__ == errors.__name__]
    assert len(own) > 5
    assert all(issubclass(each, Transient) or each in statuses.STATUS for each in own)


def test_a_problem_is_of_its_errors_words() -> None:
    for kind in statuses.STATUS:
        if not issubclass(kind, errors.NotTakenIn | errors.TooManyRequests):
            problem = problems.known(kind())
            assert problem is not None
            assert issubclass(kind, HandrailError)
            assert json.loads(problem.text())["title"] in f"{kind.__doc__}{statuses.PLAINLY}"


def test_asking_at_the_wrong_time_of_day_is_no_question(api: Api, acme: str) -> None:
    response = api.client(acme).post("/ask", json={**HOTEL, "as_of": "2025-06-30T12:00:00"})
    assert is_problem(response, 422)
