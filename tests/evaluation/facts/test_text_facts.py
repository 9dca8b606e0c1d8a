"""Words are found however an answer dresses them, and only where they stand."""

import pytest

from core.evaluation.facts.stating import find, told
from core.evaluation.suites.values import AnyOf, NumberFact, TextFact


@pytest.mark.parametrize(
    "answer",
    [
        "Your line manager approves it.",
        "YOUR **LINE MANAGER** APPROVES IT.",
        "Your line\n  manager approves it.",
        "It is approved by the line managers [2].",
        "It is for the `line manager`’s approval.",
        "See the [line manager](https://intranet/line_manager).",
    ],
)
def test_words_are_found_whatever_their_case_spacing_markup_and_number(answer: str) -> None:
    assert find(TextFact("line manager"), answer).is_stated


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("part-time", "Part‑time staff may."),
        ("part time", "Part–time staff may."),
        ("the owner's consent", "With the owner’s consent."),
        ('the "red list"', "Whatever is on the “red list”."),
        ("Zoë Béranger", "Ask Zoe Beranger."),
        ("EUR 1,000", "It is 1000 euros."),
        ("1 000", "It is 1,000."),
        ("U.S. staff", "US staff may."),
        ("third day", "On the 3rd day."),
        ("by 17:00", "By 5 p.m. at the latest."),
        ("ten days", "10 days"),
    ],
)
def test_one_thing_written_two_ways_is_one_fact(fact: str, answer: str) -> None:
    assert find(TextFact(fact), answer).is_stated


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("line manager", "The manager is in line."),
        ("line manager", "Stand in line. Manager approval follows."),
        ("art", "It is part of it."),
        ("EUR 62", "EUR 620"),
        ("EUR 62", "EUR 6.2"),
        ("B12", "B1"),
        ("form 7", "form 17"),
    ],
)
def test_words_in_another_order_sentence_or_word_are_no_statement(fact: str, answer: str) -> None:
    assert not find(TextFact(fact), answer).places


def test_a_place_is_the_span_of_the_answer_as_it_was_written() -> None:
    answer = "| Rate | **EUR 1,000** |"
    [place] = find(TextFact("EUR 1000"), answer).places
    assert answer[place.start : place.end] == "EUR 1,000"


def test_any_alternative_will_do() -> None:
    fact = AnyOf((TextFact("two weeks"), NumberFact(3, "months")))
    assert find(fact, "a quarter, that is 3 months").is_stated
    assert find(fact, "fourteen days").is_stated
    assert not find(fact, "two months").is_stated
    assert told(fact) == "two weeks or 3 months"


def test_an_empty_answer_states_nothing() -> None:
    assert not find(TextFact("line manager"), "").places
    assert find(TextFact("line manager"), "").share == 0
