"""How much, how long, how often."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx2
import pytest

from app.api.bodies import FORM_BYTES, JSON_BYTES
from core.answering.service import LONGEST_QUESTION
from tests.front.api.conftest import BASE, Api, Serve

HOTEL = {"question": "What is the hotel limit?"}
JSON = {"Content-Type": "application/json"}
EDGE = {"Content-Type": "multipart/form-data; boundary=edge"}


def is_problem(response: httpx2.Response, status: int) -> bool:
    problem = response.json()
    return (
        response.status_code == problem["status"] == status
        and response.headers["content-type"] == "application/problem+json"
    )


def chunked(size: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(0, size, 8192):
        yield b" " * 8192


def test_a_question_has_a_longest_length(api: Api, acme: str) -> None:
    client = api.client(acme)
    fits, too_long = ("x" * (LONGEST_QUESTION + more) for more in (0, 1))
    assert client.post("/ask", json={"question": fits}).status_code == 200
    response = client.post("/ask", json={"question": too_long})
    assert is_problem(response, 422)
    assert response.json()["errors"][0]["pointer"] == "#/question"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_body_that_says_it_is_too_large_is_not_read(api: Api, acme: str, method: str) -> None:
    path = "/ask" if method == "POST" else "/documents/0123456789abcdef"
    connection = HTTPConnection(urlsplit(api.url).netloc, timeout=20)
    connection.putrequest(method, f"{BASE}{path}")
    connection.putheader("Authorization", f"Bearer {api.token(acme)}")
    connection.putheader("Content-Length", str(JSON_BYTES + 1))
    connection.endheaders()
    response = connection.getresponse()
    assert (response.status, json.load(response)["status"]) == (413, 413)
    connection.close()


def test_a_body_that_turns_out_too_large_is_read_no_further(api: Api, acme: str) -> None:
    client = api.client(acme)
    assert is_problem(client.post("/ask", content=chunked(JSON_BYTES), headers=JSON), 400)
    assert is_problem(client.post("/ask", content=chunked(2 * JSON_BYTES), headers=JSON), 413)


def test_a_file_has_a_largest_size(serve: Serve, tenant: str) -> None:
    with serve(max_file_bytes=2**12) as api:
        curator = api.curator(tenant)
        fits = {"file": ("big.md", b"a word " * (2**12 // 7))}
        assert curator.post("/documents", files=fits).status_code == 201
        beyond = {"file": ("big.md", b"x" * (2**12 + FORM_BYTES))}
        assert is_problem(curator.post("/documents", files=beyond), 413)
        large = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
        body = (each for each in (large, *chunked(2**12 + FORM_BYTES)))
        assert is_problem(curator.post("/documents", content=body, headers=EDGE), 413)
        above = curator.post("/documents", files={"file": ("big.md", b"x" * (2**12 + 1))})
        assert (above.status_code, above.json()["kind"]) == (422, "TooLarge")


def test_other_media_than_the_described_are_refused(api: Api, acme: str) -> None:
    client = api.curator(acme)
    body = json.dumps(HOTEL).encode()
    for media in ("text/plain", "application/xml", "application/json+x", "nonsense", ""):
        response = client.post("/ask", content=body, headers={"Content-Type": media})
        assert is_problem(response, 415), media
    assert is_problem(client.post("/ask", files={"file": ("a", b"a")}), 415)
    assert is_problem(client.post("/documents", json=HOTEL), 415)
    assert is_problem(client.post("/documents", data=HOTEL), 415)
    packed = {**JSON, "Content-Encoding": "gzip"}
    assert is_problem(client.post("/ask", content=body, headers=packed), 415)


def test_someone_who_asks_too_often_is_told_when_to_come_again(serve: Serve, acme: str) -> None:
    with serve(requests_per_minute=2) as api:
        client = api.client(acme)
        answers = [client.post("/search", json=HOTEL) for _ in range(3)]
        other = api.client(acme, "other").post("/search", json=HOTEL)
        reading = client.get("/me")
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert [each.headers["ratelimit"].split(";t=")[0] for each in answers] == [
        '"asking";r=1',
        '"asking";r=0',
        '"asking";r=0',
    ]
    assert answers[0].headers["ratelimit-policy"] == '"asking";q=2;w=60'
    assert is_problem(answers[2], 429)
    assert 1 <= int(answers[2].headers["retry-after"]) <= 60
    assert (other.status_code, reading.status_code) == (200, 200)


def test_writes_have_a_quota_of_their_own(serve: Serve, acme: str) -> None:
    with serve(writes_per_minute=1) as api:
        curator = api.curator(acme)
        statuses = [curator.delete("/documents/0123456789abcdef").status_code for _ in range(2)]
        asked = curator.post("/search", json=HOTEL)
    assert (statuses, asked.status_code) == ([404, 429], 200)
