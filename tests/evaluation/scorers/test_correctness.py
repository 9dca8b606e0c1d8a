"""An answer is correct if it states what it must and nothing that it must not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.evaluation.facts.stating import Strictness
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.correctness import Correctness
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.values import (
    AsWhom,
    Case,
    DateFact,
    NumberFact,
    RightRefusal,
    TextFact,
)

Answered = Callable[..., Outcome]
EUR_62, EUR_48 = NumberFact(62, "EUR"), NumberFact(48, "EUR")


@pytest.fixture
def meals(case: Case) -> Case:
    return replace(case, must_say=(EUR_62, TextFact("full day")), must_not_say=(EUR_48,))


def test_an_answer_that_states_every_fact_is_correct(meals: Case, answered: Answered) -> None:
    score = Correctness()(meals, answered("62 euros for a **full day** [1]."))
    assert (score.verdict, score.value) == (Verdict.CORRECT, 1.0)
    assert [each.text for each in score.evidence] == ["62 euros", "full day"]


def test_a_missing_fact_makes_it_incorrect_and_is_named(meals: Case, answered: Answered) -> None:
    score = Correctness()(meals, answered("For a full day it is repaid."))
    assert (score.verdict, score.value) == (Verdict.INCORRECT, 0.0)
    assert score.why == "Missing: 62 EUR."


def test_what_must_not_be_said_makes_a_right_answer_incorrect(
    meals: Case, answered: Answered
) -> None:
    answer = "EUR 62 for a full day, and EUR 48 in 2024."
    score = Correctness()(meals, answered(answer))
    assert score.verdict is Verdict.INCORRECT
    [fault] = [each for each in score.evidence if not each.holds]
    assert answer[fault.start : fault.end] == "EUR 48"


def test_what_is_denied_is_not_said(meals: Case, answered: Answered) -> None:
    assert Correctness()(meals, answered("EUR 62 a full day, not EUR 48.")).value == 1
    score = Correctness()(meals, answered("For a full day it is not EUR 62."))
    assert score.verdict is Verdict.INCORRECT
    assert "Denied: EUR 62" in score.why


def test_a_refusal_of_what_has_an_answer_is_refused_and_counts_nothing(
    meals: Case, answered: Answered
) -> None:
    score = Correctness()(meals, answered("Nothing answers this.", refusal="no_evidence"))
    assert (score.verdict, score.value) == (Verdict.REFUSED, 0.0)


def test_a_refusal_that_tells_what_it_must_not_is_incorrect(case: Case, answered: Answered) -> None:
    hidden = replace(case, refusal=RightRefusal.NOT_CLEARED, must_not_say=(EUR_62,))
    leaky = answered("I may not tell you about the EUR 62.", refusal="no_evidence")
    assert Correctness()(hidden, leaky).verdict is Verdict.INCORRECT
    silent = answered("Nothing answers this.", refusal="no_evidence")
    assert Correctness()(hidden, silent).verdict is Verdict.UNSCORED


def test_without_a_fact_or_an_answer_there_is_nothing_to_score(
    case: Case, meals: Case, answered: Answered
) -> None:
    assert Correctness()(case, answered("EUR 62.")).verdict is Verdict.UNSCORED
    assert Correctness()(meals, answered("", error="cut off")).verdict is Verdict.UNSCORED


def test_an_answer_that_only_has_to_hold_its_tongue_is_correct_if_it_does(
    case: Case, answered: Answered
) -> None:
    quiet = replace(case, must_not_say=(EUR_48,))
    assert Correctness()(quiet, answered("It depends.")).value == 1
    assert Correctness()(quiet, answered("EUR 48.")).value == 0


def test_a_date_that_can_be_read_two_ways_is_taken_and_told(case: Case, answered: Answered) -> None:
    dated = replace(case, must_say=(DateFact(date(2027, 7, 1)),))
    score = Correctness()(dated, answered("From 07/01/2027."))
    assert score.value == 1
    assert "if the date is read that way" in score.evidence[0].what
    other = replace(case, must_not_say=(DateFact(date(2027, 7, 1)),))
    assert Correctness()(other, answered("From 07/01/2027.")).value == 1


def test_a_part_of_a_fact_will_do_only_where_that_was_asked_for(
    case: Case, answered: Answered
) -> None:
    named = replace(case, must_say=(TextFact("Marie Ottoline Feldgren"),))
    outcome = answered("Marie Feldgren.")
    assert Correctness()(named, outcome).value == 0
    assert Correctness(Strictness.PARTS)(named, outcome).value == 1


def test_its_limits_are_said() -> None:
    assert "facts of the case" in Correctness().limits


@given(
    some.integers(1, 9999), some.integers(1, 9999), some.sampled_from(("{}", "**{}**", "| {} |"))
)
def test_a_forbidden_number_is_never_made_good_by_the_right_one(
    right: int, wrong: int, dress: str
) -> None:
    case = Case(
        "c",
        "How much?",
        AsWhom("alder"),
        (),
        None,
        (NumberFact(right, "EUR"),),
        (NumberFact(wrong, "EUR"),),
    )
    answer = f"{dress.format(f'EUR {right}')} and {dress.format(f'{wrong} euros')}"
    assert Correctness()(case, Outcome("c", 0, "", answer)).value == 0
