"""Columns are told by the share of values that match, which must exceed chance by far."""

import pytest
from stdnum import iban, luhn
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.nl import bsn
from stdnum.us import rtn

from core.classification.chance import exceeds_chance
from core.classification.detecting import in_columns
from core.classification.detectors import bank, national
from core.classification.values import Category, Found
from tests.classification.numbers import digits, passing

NAMES = [
    "Beatrice Underhill",
    "Oskar Lindqvist",
    "Daniel Okonjo",
    "Martha Vale",
    "Simon Treadgold",
    "Teresa Ibarra-Sol",
]


def held(name: str, values: list[str], **others: list[str]) -> tuple[Found, ...]:
    return in_columns({name: values, **others})[name]


def only(name: str, values: list[str], **others: list[str]) -> Category:
    (found,) = held(name, values, **others)
    return found.category


@pytest.mark.parametrize("length", [8, 9, 10, 11, 13, 15, 16])
def test_a_column_of_random_numbers_is_no_identifier(length: int) -> None:
    assert held("id", digits(300, length)) == ()
    assert held("case_number", digits(12, length)) == ()


def test_a_column_of_consecutive_numbers_is_no_identifier() -> None:
    assert held("order", [str(number) for number in range(100_000_000, 100_000_500)]) == ()


@pytest.mark.parametrize("identifier", [*bank.IDENTIFIERS, *national.IDENTIFIERS])
def test_the_chance_stated_of_a_check_is_not_lower_than_it_is(
    identifier: bank.Identifier,
) -> None:
    for length in range(6, 18):
        drawn = [number for number in digits(2_000, length) if identifier.is_shaped(number)]
        passed = sum(map(identifier.is_valid, drawn))
        assert not exceeds_chance(passed, len(drawn) or 1, identifier.chance)


@pytest.mark.parametrize(
    ("is_valid", "length", "category"),
    [
        (bsn.is_valid, 9, Category.NATIONAL_ID),
        (nhs.is_valid, 10, Category.NATIONAL_ID),
        (nir.is_valid, 15, Category.NATIONAL_ID),
        (rtn.is_valid, 9, Category.BANK_ID),
    ],
)
def test_a_column_whose_every_number_passes_a_check_is_an_identifier_whatever_it_is_called(
    is_valid: object, length: int, category: Category
) -> None:
    assert callable(is_valid)
    assert only("ref", passing(30, length, is_valid)) is category


def test_card_numbers_are_seen_among_other_values() -> None:
    cards = [f"4{n}" for n in digits(200, 15) if luhn.is_valid(f"4{n}")][:15]
    assert only("payment", cards) is Category.BANK_ID


def test_accounts_are_seen_though_most_values_are_others() -> None:
    accounts = [f"NL{iban.calc_check_digits(f'NL00ABNA{n}')}ABNA{n}" for n in digits(10, 10)]
    assert only("remark", [*accounts, *(f"paid in {n}" for n in digits(30, 4))]) is Category.BANK_ID


def test_a_name_of_the_column_makes_up_for_a_shape_that_others_have_too() -> None:
    numbers = digits(40, 9)
    assert held("batch", numbers) == ()
    assert only("ssn", numbers) is Category.NATIONAL_ID


def test_names_of_persons_are_seen_by_the_names() -> None:
    assert only("owner", NAMES) is Category.PERSON_NAME
    assert only("holder", [f"{n.split()[1]}, {n.split()[0]}".upper() for n in NAMES]) is (
        Category.PERSON_NAME
    )


def test_names_of_places_and_firms_are_left_alone() -> None:
    firms = [
        "Victoria Hospital",
        "Martin Street School",
        "Jackson County",
        "Daniel Brewing Company",
    ]
    assert held("name", [*firms, "Oak Hill", "Springfield", "Harbour Lane Clinic"]) == ()


def test_phones_are_told_by_punctuation_or_by_the_name_of_the_column() -> None:
    grouped = [f"(415) 55{n[0]}-{n[1:]}" for n in digits(30, 5)]
    bare = [f"41555{n}" for n in digits(30, 5)]
    assert only("reach", grouped) is Category.PHONE
    assert held("reach", bare) == ()
    assert only("phone_no", bare) is Category.PHONE


def test_dates_are_of_birth_only_where_the_column_says_so() -> None:
    days = [f"19{60 + n}-03-{10 + n}" for n in range(15)]
    assert only("dateOfBirth", days) is Category.DATE_OF_BIRTH
    assert held("hired", days) == ()


def test_health_is_somebodys_only_in_a_table_about_persons() -> None:
    illness = ["asthma", "diabetes", "stroke", "pneumonia"]
    assert held("condition", illness, hospital=["North", "South"]) == ()
    assert only("condition", illness, patient_id=["1", "2", "3", "4"]) is Category.HEALTH


def test_pay_is_told_by_the_column_or_by_what_the_table_is_called() -> None:
    amounts = ["31250", "42000", "58900"]
    assert only("base_salary", amounts) is Category.SALARY
    assert held("budget", amounts) == ()
    found = in_columns({"top": amounts, "band": ["1", "2", "3"]}, caption="pay rates")
    assert [each.category for each in found["top"]] == [Category.SALARY]
    assert found["band"] == ()


def test_a_column_of_remarks_is_read_as_running_text() -> None:
    remarks = [
        f"Visit {n}: the caller asked for a later delivery, which was agreed." for n in range(9)
    ]
    told = [*remarks, "His social security number is 536-22-8841, he said on the phone today."]
    assert held("remarks", remarks) == ()
    assert only("remarks", told) is Category.NATIONAL_ID
