"""The small pieces the extractive model is made of."""

import pytest

from core.inference.extractive.cues import clause_number, excepts, leans, refers_to, varies
from core.inference.extractive.expected import expected, holds
from core.inference.extractive.parts import parts
from core.inference.extractive.ranges import amounts, match
from core.inference.extractive.sentences import sentences
from core.inference.extractive.units import Kind, units
from core.inference.extractive.values import Passage
from core.inference.extractive.words import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("approves", "approved"),
        ("policies", "policy"),
        ("stopping", "stopped"),
        ("claims", "claim"),
        ("leaving", "leave"),
        ("5,000", "5000"),
        ("ten", "10"),
        ("€", "EUR"),
    ],
)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    "sentence",
    [
        "Unless the manager agrees, it is not paid.",
        "3.2 Notwithstanding clause 3.1, the cost is paid.",
        "This does not apply to guests.",
        "It is not paid where a room was booked.",
        "After six years of service this becomes 30 days.",
        "In the flood zone the figure is 70.5 percent.",
        "Two more days are paid if the trip is long.",
        "- except on Sundays",
    ],
)
def test_conditions_and_exceptions_are_known_by_their_words(sentence: str) -> None:
    assert excepts(sentence)
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence", ["Lodging is paid up to EUR 140.", "The desk opens at nine.", "A taxi is paid."]
)
def test_a_rule_is_no_exception(sentence: str) -> None:
    assert not excepts(sentence)


def test_a_sentence_varies_a_rule_when_it_sets_a_condition_on_the_same_thing() -> None:
    rule = "A driver has an overnight allowance of GBP 29.50."
    assert varies("1.2 The allowance is GBP 21.75 where there are showers.", rule)
    assert not varies("1.2 The desk is open where there are showers.", rule)


def test_clauses_are_told_apart_by_their_numbers() -> None:
    assert clause_number("3.1 A limit holds.") == "3.1"
    assert refers_to("Clause 3.1 does not apply.", "3.1")
    assert not refers_to("3.1 A limit holds.", "3.1")
    assert not refers_to("Clause 13.1 and clause 3.12 do not apply.", "3.1")


def test_full_stops_of_abbreviations_and_numbers_end_no_sentence() -> None:
    text = "See No. 4, e.g. its annex. Dr. Ode pays 3.50 Euro. Then it ends."
    spans = [text[start:end] for start, end in sentences(text, 0, len(text))]
    assert spans == ["See No. 4, e.g. its annex.", "Dr. Ode pays 3.50 Euro.", "Then it ends."]


def test_headings_captions_and_rules_are_never_quoted_for_themselves() -> None:
    text = "# Lodging\n\nSteps in a claim\n\nTable 1. Limits\n\n| A | B |\n|---|---|\n| c | d |\n\n---\n"
    (row,) = units([Passage(1, "Travel", text)])
    assert row.kind is Kind.ROW
    assert [sentence.text for sentence in row.quoted()] == [
        "Table 1. Limits",
        "| A | B |\n|---|---|",
        "| c | d |",
    ]


def test_rows_of_a_table_cut_off_from_its_header_stand_alone() -> None:
    found = units([Passage(1, "Fees\n| Code | Fee |", "| F1 | 20 |\n| F2 | 30 |")])
    assert [unit.text for unit in found] == ["| F1 | 20 |", "| F2 | 30 |"]
    assert "Code" in found[0].surroundings


def test_items_of_a_nested_list_bring_every_lead_in() -> None:
    text = "Not paid:\n\n- at sea:\n  - wine\n- fines"
    leads = {
        unit.text: [text[slice(*lead)] for lead in unit.leads]
        for unit in units([Passage(1, "", text)])
    }
    assert leads["- wine"] == ["Not paid:", "- at sea:"]
    assert leads["- fines"] == ["Not paid:"]


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("| over 800, up to 9,000 | Head |", 1),
        ("| up to 800 | Lead |", -1),
        ("| over 9,000 | Director |", -1),
        ("| 1,000-3,000 | x |", 1),
        ("| Norvia | 52 |", 0),
    ],
)
def test_an_amount_is_held_against_the_ranges_of_a_row(row: str, verdict: int) -> None:
    assert match(amounts("Who approves EUR 2,500?"), row) == verdict


def test_a_question_is_split_where_it_asks_twice_and_nowhere_else() -> None:
    assert parts("How many quotes do I need and who signs?") == [
        "How many quotes do I need?",
        "who signs?",
    ]
    assert parts("Are bread and butter paid?") == []
    assert parts("I was ill. Who pays?") == []


def test_what_a_question_expects_is_recognised_in_a_sentence() -> None:
    assert holds(expected("How much is it?"), "It is 40 EUR.")
    assert not holds(expected("How much is it?"), "It depends.")
    assert holds(expected("When is it due?"), "On the last day of June.")
    assert holds(expected("Who signs?"), "The line manager signs.")
    assert expected("Is it paid?") is None
