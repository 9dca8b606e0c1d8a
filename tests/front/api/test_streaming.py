"""Answers as server-sent events."""

import json
import threading
from collections.abc import Iterator, Sequence

import httpx2
import pytest

from core.inference.errors import NoModelAvailable
from core.inference.router import Completion, Delta, Message, Restarted
from core.inference.scripted import ScriptedModel
from core.store.errors import DatabaseUnavailable
from tests.front.api.conftest import ANSWER, Api, Serve

ASKED = {"question": "What is the hotel limit?", "stream": True}
TWO = "The hotel limit is 120 euros. [1] It is 180 in Geneva. [1]"
Events = list[tuple[str, dict[str, object]]]


def events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """The events of a stream, by name and data."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def streamed(client: httpx2.Client, **asked: object) -> Events:
    with client.stream("POST", "/ask", json={**ASKED, **asked}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(events(response.iter_lines()))


class Halting:
    """Says a sentence, waits until it is told to go on, and tells when it is done with."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.over = threading.Event()

    def complete(self, messages: Sequence[Message]) -> Completion:
        self.go_on.wait(20)
        raise NoModelAvailable

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
        self.begun.set()
        try:
            yield Delta("The hotel limit is 120 euros. [1]\n\nIt is")
            for word in ["180", "in", "Geneva.", "[1]\n\nNot", "so", "fast."]:
                self.go_on.wait(20)
                yield Delta(f" {word}")
            yield Completion(TWO, "halting", 1, 1, 0.0)
        finally:
            self.over.set()


def test_pieces_come_before_the_answer_they_add_up_to(serve: Serve, acme: str) -> None:
    with serve(model=ScriptedModel([TWO, TWO])) as api:
        *pieces, (last, answer) = streamed(api.client(acme))
        whole = api.client(acme).post("/ask", json={**ASKED, "stream": False}).json()
    assert [name for name, _ in pieces] == ["piece", "piece"]
    assert "\n\n".join(str(piece["text"]) for _, piece in pieces) == answer["answer"]
    assert last == "answer"
    assert (answer["answer"], answer["citations"]) == (whole["answer"], whole["citations"])


def test_events_are_numbered(api: Api, acme: str) -> None:
    with api.client(acme).stream("POST", "/ask", json=ASKED) as response:
        numbers = [line for line in response.iter_lines() if line.startswith("id: ")]
    assert numbers == [f"id: {each}" for each in range(1, len(numbers) + 1)]


def test_a_piece_leaves_while_the_model_still_writes(serve: Serve, acme: str) -> None:
    model = Halting()
    with serve(model=model) as api, api.client(acme).stream("POST", "/ask", json=ASKED) as lines:
        arriving = events(lines.iter_lines())
        assert next(arriving)[0] == "piece"
        assert not model.over.is_set()
        model.go_on.set()
        assert [name for name, _ in arriving][-1] == "answer"


def test_a_model_is_told_to_stop_when_nobody_listens(serve: Serve, tenant: str) -> None:
    model = Halting()
    with serve(model=model) as api:
        with api.client(tenant).stream("POST", "/ask", json=ASKED) as response:
            next(events(response.iter_lines()))
        model.go_on.set()
        assert model.over.wait(20)
        assert api.client(tenant).get("/requests").json() == {"requests": []}


def test_a_slow_model_holds_up_nobody_else(serve: Serve, acme: str) -> None:
    model = Halting()
    with serve(model=model, requests_at_once=1) as api:
        client = api.client(acme)
        asking = threading.Thread(target=client.post, args=("/ask",), kwargs={"json": ASKED})
        asking.start()
        assert model.begun.wait(20)
        assert client.get("/documents").status_code == 200
        model.go_on.set()
        asking.join()


def test_what_goes_wrong_midway_is_the_last_event(
    serve: Serve, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as api:
        monkeypatch.setattr(api.handrail.assistant, "_conclude", unavailable)
        *_, (name, problem) = streamed(api.client(acme))
    assert (name, problem["status"]) == ("error", 503)
    assert "password" not in json.dumps(problem)


def unavailable(*_: object) -> None:
    raise DatabaseUnavailable("host=10.0.0.1 password=hunter2")


def test_a_model_that_breaks_off_is_followed_by_another(serve: Serve, acme: str) -> None:
    class Stumbling(ScriptedModel):
        def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Restarted | Completion]:
            yield Delta("The hotel limit is 120 euros. [1]\n\nIt is 1")
            yield Restarted()
            yield from super().stream(messages)

    with serve(model=Stumbling([ANSWER])) as api:
        names = [name for name, _ in streamed(api.client(acme))]
    assert names == ["piece", "restarted", "piece", "answer"]


def test_a_stream_is_kept_alive_while_the_model_thinks(
    serve: Serve, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.api.streaming.KEEPALIVE", 0.01)
    model = Halting()
    with serve(model=model) as api, api.client(acme).stream("POST", "/ask", json=ASKED) as lines:
        assert next(line for line in lines.iter_lines() if line.startswith(":")) == ": ping"
        model.go_on.set()


def test_a_question_that_cannot_be_asked_is_refused_before_any_event(api: Api, acme: str) -> None:
    response = api.client(acme).post("/ask", json={**ASKED, "question": " "})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
