"""Numbers are compared on the scale of what they measure."""

import pytest

from core.evaluation.facts.stating import find, told
from core.evaluation.suites.values import NumberFact, TextFact


@pytest.mark.parametrize(
    ("number", "unit", "answer"),
    [
        (62, "EUR", "62 euros"),
        (62, "EUR", "€62"),
        (62, "euros", "EUR 62.00 a night"),
        (62, "€", "sixty-two euros"),
        (62.5, "EUR", "62,50 €"),
        (1500, "EUR", "€1.5k"),
        (1500, "EUR", "EUR 1 500"),
        (2_000_000, "USD", "$2 million"),
        (210_000, "EUR", "two hundred and ten thousand euros"),
        (14, "days", "two weeks"),
        (14, "days", "a 14-day period"),
        (14, "days", "fourteen (14) days"),
        (14, "days", "14 (fourteen) days"),
        (1, "day", "24 hours"),
        (0.5, "hours", "30 minutes"),
        (0.5, "hours", "half an hour"),
        (1.5, "hours", "one and a half hours"),
        (90, "minutes", "1½ hours"),
        (2, "years", "24 months"),
        (50, "%", "half of the fee"),
        (50, "percent", "50 per cent"),
        (75, "%", "three quarters of the fee"),
        (10, "working days", "ten working days"),
        (10, "working days", "10 business days"),
        (10, "days", "10 working days"),
        (1, "week", "within a week"),
        (5, "km", "5,000 metres"),
        (12, "pages", "twelve pages"),
        (62, "EUR per night", "EUR 62"),
        (-2, "%", "It fell by -2%."),
    ],
)
def test_a_number_is_stated_in_any_of_its_units_and_spellings(
    number: float, unit: str, answer: str
) -> None:
    assert find(NumberFact(number, unit), answer).is_stated


@pytest.mark.parametrize(
    ("number", "unit", "answer"),
    [
        (62, "EUR", "62 dollars"),
        (62, "EUR", "EUR 62 million"),
        (62, "EUR", "62 days"),
        (14, "days", "14 weeks"),
        (14, "days", "10 to 14 days"),
        (14, "days", "10–14 days"),
        (14, "days", "between 10 and 14 days"),
        (62, "EUR", "EUR 50 to EUR 62"),
        (10, "working days", "two weeks"),
        (10, "working days", "10 days"),
        (10, "calendar days", "10 working days"),
        (30, "days", "one month"),
        (50, "%", "50 percentage points"),
        (12, "pages", "12 days for all pages"),
    ],
)
def test_another_unit_a_range_and_another_kind_of_day_are_other_numbers(
    number: float, unit: str, answer: str
) -> None:
    assert not find(NumberFact(number, unit), answer).is_stated


def test_what_something_was_raised_from_and_to_is_no_range() -> None:
    assert find(NumberFact(62, "EUR"), "It was raised from EUR 50 to EUR 62.").is_stated


def test_a_bare_number_takes_its_unit_from_the_question_or_the_table() -> None:
    assert find(NumberFact(62, "EUR"), "62", "How many euros a night?").is_stated
    assert find(NumberFact(14, "days"), "| Days | 14 |").is_stated
    assert not find(NumberFact(62, "EUR"), "62", "How much is it?").is_stated


@pytest.mark.parametrize(
    "answer", ["62 members pay EUR 20.", "Section 62 says EUR 20.", "In 62-page form, EUR 20."]
)
def test_a_number_that_counts_something_else_takes_no_unit(answer: str) -> None:
    assert not find(NumberFact(62, "EUR"), answer).is_stated
    assert not find(TextFact("EUR 62"), answer).is_stated


def test_a_noun_of_one_s_own_is_counted_with_words_between() -> None:
    assert find(NumberFact(12, "pages"), "It has 12 double-sided pages.").is_stated
    assert find(NumberFact(12, "pages"), "It has 12.", "How many pages has it?").is_stated
    assert not find(NumberFact(12, "pages"), "It has 12 chapters on 300 pages.").is_stated


def test_the_cells_of_a_row_are_numbers_apart() -> None:
    row = "| Place | Limit, EUR | In summer |\n|---|---|---|\n| Corrin Quay | 138 | 175 |"
    assert find(NumberFact(138, "EUR"), row).is_stated
    assert find(NumberFact(175, "EUR"), row).is_stated
    assert not find(NumberFact(138_175), row).is_stated


def test_a_number_without_a_unit_is_found_in_any_unit() -> None:
    assert find(NumberFact(62), "EUR 62").is_stated
    assert find(NumberFact(62), "sixty-two").is_stated


def test_a_tolerance_is_in_the_unit_of_the_fact() -> None:
    fact = NumberFact(10, "days", tolerance=1)
    assert find(fact, "11 days").is_stated
    assert find(fact, "264 hours").is_stated
    assert not find(fact, "12 days").is_stated
    assert told(fact) == "10 ± 1 days"
