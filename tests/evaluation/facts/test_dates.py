"""A day is one day however it is written; what can be read two ways is said to be unsure."""

from datetime import date

import pytest

from core.evaluation.facts.stating import find
from core.evaluation.suites.values import DateFact, TextFact

FIRST_OF_JULY = DateFact(date(2027, 7, 1))


@pytest.mark.parametrize(
    "answer",
    [
        "1 July 2027",
        "July 1, 2027",
        "the 1st of July, 2027",
        "1st July 2027",
        "Jul. 1st 2027",
        "2027-07-01",
        "1.7.2027",
        "01.07.2027",
        "from **1 July 2027** [1]",
    ],
)
def test_a_day_is_found_in_every_usual_form(answer: str) -> None:
    assert find(FIRST_OF_JULY, answer).is_stated_for_sure


@pytest.mark.parametrize(
    "answer", ["2 July 2027", "1 July 2026", "July 2027", "2027", "2027-01-07"]
)
def test_another_day_or_less_than_the_day_is_not_the_day(answer: str) -> None:
    assert not find(FIRST_OF_JULY, answer).is_stated


@pytest.mark.parametrize("answer", ["07/01/2027", "01/07/2027"])
def test_a_day_that_can_be_read_two_ways_is_stated_and_unsure(answer: str) -> None:
    found = find(FIRST_OF_JULY, answer)
    assert found.is_stated
    assert not found.is_stated_for_sure


def test_a_day_with_one_reading_is_sure_even_with_slashes() -> None:
    assert find(DateFact(date(2027, 7, 31)), "31/07/2027").is_stated_for_sure
    assert find(DateFact(date(2027, 7, 31)), "07/31/2027").is_stated_for_sure
    assert find(DateFact(date(2027, 7, 7)), "07/07/2027").is_stated_for_sure


def test_a_day_without_its_year_needs_the_year_elsewhere() -> None:
    assert find(FIRST_OF_JULY, "On 1 July.", "From when in 2027?").is_stated
    assert find(FIRST_OF_JULY, "In 2027, on 1 July.").is_stated
    assert not find(FIRST_OF_JULY, "On 1 July.").is_stated


def test_a_text_fact_may_be_a_day_or_part_of_one() -> None:
    assert find(TextFact("31 March"), "until March 31st, 2027").is_stated
    assert find(TextFact("July 2027"), "on 1 July 2027").is_stated
    assert find(TextFact("2027"), "on 1 July 2027").is_stated
    assert not find(TextFact("31 March"), "until 30 March").is_stated


def test_may_and_march_are_words_unless_they_are_months() -> None:
    assert find(TextFact("you may 5 times"), "You may 5 times a year.").is_stated
    assert find(TextFact("5 May"), "Until May 5.").is_stated
    assert not find(TextFact("5 May"), "You may 5 times a year.").is_stated


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert not find(DateFact(date(2027, 2, 28)), "2027-02-31").is_stated
