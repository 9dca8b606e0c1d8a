"""What the Ask page is made of: marks that lead to sources, text to take along, what is recalled."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.strings import Ask
from app.views.asking import Asking
from app.views.cited import anchor, cited
from app.views.conversation import Conversation, Exchange, Source, answered, recalled
from app.views.earlier import conversations, day_name
from app.views.shared import as_text, highest_tier
from core.answering.history import Asked, Cited
from core.answering.service import Event, Piece
from core.domain.access import Tier
from core.domain.answer import Answer, Citation, Question, RefusalKind
from core.domain.document import Chunk, Label, Provenance
from core.inference.router import Restarted

PLACE = Provenance(
    "d1",
    "4a9ed97d00",
    "travel.md",
    "Travel",
    100,
    200,
    ("Travel", "Meals"),
    3,
    Label(Tier.INTERNAL),
)
SOURCE = Source(
    1, "d1", "4a9ed97d00", ((100, 120),), "Travel", ("Travel", "Meals"), 3, Tier.INTERNAL
)
ASKED = Asked(
    "r1",
    "c1",
    datetime(2026, 3, 1, 12, tzinfo=UTC),
    "How much for meals?",
    date(2026, 3, 1),
    "What can I claim? How much for meals?",
    "EUR 62 [1]",
    None,
    (Cited(1, "chunk", "d1", "4a9ed97d00", 100, 120),),
    "model",
    12.0,
)


def citation(number: int, start: int, end: int) -> Citation:
    return Citation(number, "chunk", PLACE, "quote", start, end)


def test_a_mark_leads_to_its_source() -> None:
    shown = cited("EUR 62. [1][3]", [1, 3], "r")
    assert shown == 'EUR 62. [1](#cite-r-1 "Open source 1")[3](#cite-r-3 "Open source 3")'
    assert anchor("r", 3) == "cite-r-3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see [2]", "see [2]"),
        ("`[1]` and ``a ` [1]``", "`[1]` and ``a ` [1]``"),
        ("$5 a day, $10 a night", r"\$5 a day, \$10 a night"),
        ("a :red[word]", r"a \:red[word]"),
        ("write to desk@alder.example.", "write to `desk@alder.example`."),
    ],
)
def test_what_is_no_mark_of_a_source_is_text(text: str, shown: str) -> None:
    assert cited(text, [1], "r") == shown


def test_spans_of_one_source_are_together() -> None:
    answer = Answer(
        Question("q"), "t", "r", "rel", (citation(2, 9, 12), citation(1, 0, 3), citation(2, 5, 7))
    )
    assert [(each.number, each.spans) for each in answered(answer).sources] == [
        (1, ((0, 3),)),
        (2, ((5, 7), (9, 12))),
    ]


def test_what_is_recalled_is_what_was_shown() -> None:
    chunk = Chunk("chunk", "text", "", PLACE)
    exchange = recalled(ASKED, {"chunk": chunk}.get)
    assert exchange == Exchange(
        "How much for meals?",
        date(2026, 3, 1),
        "r1",
        "EUR 62 [1]",
        "What can I claim? How much for meals?",
        (SOURCE,),
    )


def test_a_source_that_is_gone_is_recalled_without_its_name() -> None:
    (source,) = recalled(ASKED, lambda _: None).sources
    assert (source.title, source.tier) == (Ask.GONE_TITLE, None)


def test_a_refusal_is_recalled_with_what_to_do_next() -> None:
    refusal = recalled(replace(ASKED, refusal="out_of_scope"), lambda _: None).refusal
    assert refusal is not None
    assert refusal.kind is RefusalKind.OUT_OF_SCOPE
    assert refusal.next_step


def test_a_question_carries_the_answered_turns_before_it() -> None:
    conversation = Conversation("c1")
    for exchange in (
        Exchange("one", request_id="r1", text="first"),
        Exchange("two", stopped=True, text="half"),
    ):
        conversation = conversation.ended(exchange)
    question = conversation.question("three", date(2026, 1, 1))
    assert (question.conversation, question.as_of) == ("c1", date(2026, 1, 1))
    assert [(turn.question, turn.answer) for turn in question.earlier] == [("one", "first")]


def test_text_to_take_along_has_numbered_sources_and_the_day_asked_about() -> None:
    exchange = Exchange("How much?", date(2026, 3, 1), "r1", "EUR 62 [1]", sources=(SOURCE,))
    assert as_text(exchange).splitlines() == [
        "Question: How much?",
        "As of: 1 March 2026",
        "",
        "EUR 62 [1]",
        "",
        "Sources",
        "[1] Travel, Meals, page 3 (internal; version 4a9ed97d)",
        "",
        "Asked in Handrail as request r1",
    ]


def test_sharing_is_warned_of_by_the_most_closely_held_source() -> None:
    held = replace(SOURCE, number=2, tier=Tier.RESTRICTED)
    assert highest_tier(Exchange("q", sources=(SOURCE, held))) is Tier.RESTRICTED
    assert highest_tier(Exchange("q")) is None


def test_conversations_are_found_by_the_words_of_one_of_their_requests() -> None:
    follow_up = replace(ASKED, request_id="r2", question="And for half a day?", text="EUR 34")
    alone = replace(ASKED, request_id="r0", conversation=None, question="Leave?", text="Ten days")
    newest_first = [follow_up, ASKED, alone]
    everything = conversations(newest_first)
    assert [(each.request.request_id, each.count) for each in everything] == [("r1", 2), ("r0", 1)]
    (found,) = conversations(newest_first, "HALF 34")
    assert found.request is follow_up
    assert conversations(newest_first, "meals 34") == []


def test_days_are_named_where_one_is() -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert day_name(now, now) == "Today"
    assert day_name(datetime(2026, 3, 1, 23, 59, tzinfo=UTC), now) == "Yesterday"
    assert day_name(datetime(2026, 2, 27, tzinfo=UTC), now) == "27 February 2026"


def answer() -> Answer:
    return Answer(Question("q"), "whole", "r", "rel")


def test_an_answer_under_way_can_be_looked_at_and_is_over_with_its_last_event() -> None:
    go_on = threading.Event()

    def events() -> Iterator[Event]:
        yield Piece("part", ())
        go_on.wait()
        yield answer()

    asking = Asking(Question("q"), events())
    go_on.set()
    progress = asking.progress(wait=30)
    assert progress.over
    assert (progress.text, progress.answer) == ("part", answer())


def test_what_was_said_before_a_restart_does_not_count() -> None:
    asking = Asking(
        Question("q"), iter([Piece("lost", ()), Restarted(), Piece("kept", ()), answer()])
    )
    progress = asking.progress(wait=30)
    assert (progress.text, progress.restarted) == ("kept", True)


def test_what_breaks_an_answer_is_told() -> None:
    def events() -> Iterator[Event]:
        raise LookupError("broken")
        yield

    progress = Asking(Question("q"), events()).progress(wait=30)
    assert isinstance(progress.error, LookupError)


def test_an_answer_that_was_stopped_is_followed_no_further() -> None:
    taken = threading.Event()
    go_on = threading.Event()
    closed = threading.Event()

    def events() -> Iterator[Event]:
        try:
            yield Piece("part", ())
            taken.set()
            go_on.wait()
            yield Piece("too late", ())
        finally:
            closed.set()

    asking = Asking(Question("q"), events())
    assert taken.wait(30)
    asking.stop()
    go_on.set()
    assert closed.wait(30)
    assert asking.progress().text == "part"
