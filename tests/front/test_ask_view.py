"""The Ask page: what is asked is answered, cited, kept, spoken about and found again."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.strings import Ask, Common
from app.views import talk
from core.answering.feedback import Verdict
from core.domain.document import Effective
from core.inference.router import Completion, Delta, Message
from core.inference.scripted import ScriptedModel
from core.store import corpus
from core.store.errors import DatabaseUnavailable
from tests.conftest import Shelf
from tests.front.served import Served, served

QUESTION = "What is the hotel limit?"
REPLY = "The hotel limit is 120 euros. [1]"
HOTEL = "# Hotels\n\nThe hotel limit is 120 euros. It is 180 euros in Geneva.\n"


@pytest.fixture
def app(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    shelf.put("hotel.md", HOTEL)
    with served(shelf, tmp_path, monkeypatch) as app:
        yield app


class HeldBack:
    """A model that begins to answer and goes on when it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta | Completion]:
        yield Delta(f"{REPLY} And")
        self.let_go.wait()
        yield Completion(REPLY, "held back", 1, 1, 0.0)


class Failing:
    """A model that fails as nobody expected."""

    def stream(self, messages: Sequence[Message]) -> Iterator[Delta]:
        raise RuntimeError("secret detail")


def ask(window: AppTest, question: str = QUESTION) -> AppTest:
    """Ask, and wait for what comes of it."""
    window.chat_input[0].set_value(question).run()
    return settled(window)


def settled(window: AppTest) -> AppTest:
    return looked_at(window, lambda: not window.session_state[talk.CONVERSATION].asking)


def looked_at(window: AppTest, until: Callable[[], bool]) -> AppTest:
    """Look again and again, as a browser does, until something is so."""
    for _ in range(100):
        if until():
            return window
        window.run()
    raise AssertionError(shown(window))


def shown(window: AppTest) -> str:
    """All that can be read on the page, its buttons aside."""
    kinds = ("markdown", "caption", "error", "warning", "title", "header", "code")
    said = [each.value for kind in kinds for each in getattr(window, kind)]
    return "\n".join([*said, *(each.proto.body for each in window.get("html"))])


def labels(window: AppTest) -> list[str]:
    return [each.label for each in window.button]


def press(window: AppTest, label: str) -> AppTest:
    """Press the first button that begins with `label`."""
    return next(each for each in window.button if each.label.startswith(label)).click().run()


def open_source(window: AppTest, number: int = 1) -> AppTest:
    return press(window, f"**{number}** ")


def test_an_answer_shows_its_mark_and_the_source_behind_it(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    window = ask(app.opened())
    assert "The hotel limit is 120 euros. [1](#cite-" in shown(window)
    (source,) = [each for each in labels(window) if each.startswith("**1** ")]
    assert source.startswith("**1** hotel")
    assert "Internal" in source


def test_a_source_opens_with_the_quote_marked_in_its_document(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    opened = open_source(ask(app.opened()))
    assert '<mark id="passage">The hotel limit is 120 euros.</mark>' in shown(opened)


def test_a_source_that_has_changed_is_shown_as_it_was_cited(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    window = ask(app.opened())
    app.shelf.put("hotel.md", HOTEL.replace("120", "140"))
    opened = open_source(window)
    assert Ask.CHANGED in shown(opened)
    assert '<mark id="passage">The hotel limit is 120 euros.</mark>' in shown(opened)


def test_a_source_that_is_gone_says_so_and_shows_nothing_of_it(app: Served) -> None:
    hotel = app.shelf.put("hotel.md", HOTEL)
    app.answers_with(ScriptedModel([REPLY]))
    window = ask(app.opened())
    with app.shelf.store.scoped(app.shelf.curator()) as db:
        corpus.remove(db, [hotel.id])
    opened = open_source(window)
    assert Ask.GONE in shown(opened)
    assert "Geneva" not in shown(opened)


def test_a_documents_own_html_is_text(app: Served) -> None:
    app.shelf.put("hotel.md", f'{HOTEL}\n<script>alert(1)</script> ![x](https://e.org/x.png "y")\n')
    app.answers_with(ScriptedModel([REPLY]))
    seen = shown(open_source(ask(app.opened())))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert "<img" not in seen


def test_a_refusal_says_which_kind_it_is_and_what_to_do_next(app: Served) -> None:
    app.answers_with(ScriptedModel(["REFUSED: no_evidence"]))
    window = ask(app.opened())
    assert Ask.KINDS["no_evidence"] in shown(window)
    assert "Ask it in other words" in shown(window).replace("\\", "")
    assert Ask.SHARE not in labels(window)
    assert Ask.WRONG in labels(window)


def test_when_no_model_answers_one_can_ask_again_in_place(app: Served) -> None:
    window = ask(app.opened())
    assert Ask.KINDS["unavailable"] in shown(window)
    app.answers_with(ScriptedModel([REPLY]))
    again = settled(press(window, Ask.ASK_AGAIN))
    assert "120 euros" in shown(again)
    assert Ask.KINDS["unavailable"] not in shown(again)


def test_a_follow_up_belongs_to_the_same_conversation(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY, "It is 180 euros in Geneva. [1]"]))
    window = ask(ask(app.opened()), "And in Geneva?")
    newest, first = app.handrail.history.requests(app.shelf.principal())
    assert newest.question == "And in Geneva?"
    assert newest.conversation == first.conversation == window.session_state[talk.CONVERSATION].id


def test_an_answer_can_be_had_as_of_a_day(app: Served) -> None:
    app.shelf.put("hotel.md", HOTEL, effective=Effective(start=date(2026, 1, 1)))
    earlier = HOTEL.replace("120", "90")
    app.shelf.put("old.md", earlier, effective=Effective(date(2025, 1, 1), date(2026, 1, 1)))
    app.answers_with(ScriptedModel([REPLY.replace("120", "90")]))
    window = app.opened()
    window.date_input[0].set_value(date(2025, 6, 1)).run()
    assert "90 euros" in shown(ask(window))
    assert "As of 1 June 2025" in shown(window)


def test_what_one_thinks_of_an_answer_is_kept_and_can_be_taken_back(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    window = press(ask(app.opened()), Ask.UP)
    assert Ask.SAID["up"] in shown(window)
    assert verdict(app) == Verdict.UP
    window = press(window, Ask.UNDO)
    assert Ask.UP in labels(window)
    assert verdict(app) == Verdict.WITHDRAWN


def test_one_can_say_what_is_wrong(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    window = press(ask(app.opened()), Ask.WRONG)
    window.text_area[0].set_value("It was raised in *March*.")
    window = press(window, Ask.SEND)
    assert "It was raised in *March*." in shown(window).replace("\\", "")
    assert verdict(app) == Verdict.WRONG


def verdict(app: Served) -> Verdict:
    reader = app.shelf.principal()
    (asked,) = app.handrail.history.requests(reader)
    return app.handrail.feedback.of(reader, [asked.request_id])[asked.request_id].verdict


def test_an_answer_is_shared_as_text_with_its_sources(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY]))
    window = press(ask(app.opened()), Ask.SHARE)
    (text,) = [each.value for each in window.code]
    assert text.startswith(f"Question: {QUESTION}\n\n{REPLY}\n\nSources\n[1] hotel")
    assert "internal" in window.warning[0].value


def test_a_new_conversation_leaves_the_old_one_to_be_found_and_gone_on_with(app: Served) -> None:
    app.answers_with(ScriptedModel([REPLY, "It is 180 euros in Geneva. [1]"]))
    window = press(ask(app.opened()), Ask.NEW)
    assert "120 euros" not in shown(window)
    window.text_input(key="history-search").set_value("nowhere said").run()
    assert Ask.HISTORY_NO_MATCH in shown(window)
    window.text_input(key="history-search").set_value("HOTEL 120").run()
    window = press(window, "What is the hotel limit")
    assert "The hotel limit is 120 euros. [1](#cite-" in shown(window)
    assert '<mark id="passage">' in shown(open_source(window))
    ask(window, "And in Geneva?")
    newest, first = app.handrail.history.requests(app.shelf.principal())
    assert newest.conversation == first.conversation


def test_the_page_stays_usable_while_an_answer_is_under_way_and_one_can_stop_it(
    app: Served,
) -> None:
    model = HeldBack()
    app.answers_with(model)  # type: ignore[arg-type]
    window = app.opened().chat_input[0].set_value(QUESTION).run()
    looked_at(window, lambda: "120 euros" in shown(window))
    assert Ask.WRITING in shown(window)
    window = press(window, Ask.STOP)
    assert Ask.STOPPED in shown(window)
    assert "120 euros" in shown(window)
    model.let_go.set()


def test_what_went_wrong_is_told_with_what_to_do(
    app: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise DatabaseUnavailable

    window = app.opened()
    monkeypatch.setattr(app.handrail.history, "requests", unavailable)
    window.run()
    assert "The database does not answer" in shown(window).replace("\\", "")
    assert Common.TRY_AGAIN in labels(window)


def test_what_nobody_expected_is_a_calm_sentence_with_a_number_that_is_logged(
    app: Served, caplog: pytest.LogCaptureFixture
) -> None:
    app.answers_with(Failing())  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        window = ask(app.opened())
    (incident,) = [each.args[0] for each in caplog.records if each.name == "app.views.telling"]
    assert f"**{incident}**" in shown(window)
    assert "secret detail" not in shown(window)
    assert not window.exception
    assert "secret detail" in caplog.text


def test_examples_are_offered_only_where_they_are_of_ones_own_organisation(app: Served) -> None:
    assert not [each for each in app.opened().button if (each.key or "").startswith("example-")]
    app.shelf.add_tenant("alder")
    app.door.lets_in = app.shelf.principal("alder", "noor.haldane")
    app.answers_with(ScriptedModel(["REFUSED: no_evidence"]))
    window = app.opened()
    assert "Alder Valley Clinics" in shown(window)
    example = next(each for each in window.button if each.key == "example-0")
    assert example.label.replace("\\", "") in shown(settled(example.click().run()))
