"""What an answer denies, it does not state."""

import pytest

from core.evaluation.facts.stating import find
from core.evaluation.suites.values import NumberFact, TextFact

EUR_62 = NumberFact(62, "EUR")


@pytest.mark.parametrize(
    "answer",
    [
        "It is not EUR 62.",
        "It isn't EUR 62 but EUR 70.",
        "It is EUR 70, not EUR 62.",
        "EUR 70 rather than EUR 62.",
        "EUR 70 instead of EUR 62.",
        "The EUR 62 no longer applies.",
        "EUR 62 is wrong.",
        "EUR 62 was not the right amount.",
    ],
)
def test_a_denied_number_is_found_and_not_stated(answer: str) -> None:
    found = find(EUR_62, answer)
    assert not found.is_stated
    assert found.places[0].denied


@pytest.mark.parametrize(
    "answer",
    [
        "It is not more than EUR 62.",
        "It must not exceed EUR 62.",
        "Not EUR 70 but EUR 62.",
        "No, EUR 62.",
        "It is not repaid above EUR 62.",
        "Not only EUR 62 but also the fare.",
        "It is not EUR 62 a week. It is EUR 62 a day.",
    ],
)
def test_a_limit_and_a_no_to_something_else_deny_nothing(answer: str) -> None:
    assert find(EUR_62, answer).is_stated


def test_words_are_denied_through_what_stands_between() -> None:
    fact = TextFact("reimbursed")
    assert not find(fact, "Minibars cannot be reimbursed.").is_stated
    assert not find(fact, "Minibars are never fully reimbursed.").is_stated
    assert find(fact, "Minibars are not on the list, so meals are reimbursed.").is_stated


def test_a_fact_that_denies_is_stated_by_denying() -> None:
    assert find(TextFact("not reimbursed"), "Minibars are not reimbursed.").is_stated
    assert not find(TextFact("not reimbursed"), "Minibars are reimbursed.").is_stated
