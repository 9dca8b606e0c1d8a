"""As people judge: a part of a fact will do if it tells, and if it is not another's."""

from datetime import date

import pytest

from core.evaluation.facts.stating import Strictness, find
from core.evaluation.facts.unglueing import unglued
from core.evaluation.suites.values import AnyOf, DateFact, Fact, NumberFact, TextFact


def finds(fact: Fact | str, answer: str, asked: str = "") -> bool:
    wanted = TextFact(fact) if isinstance(fact, str) else fact
    return find(wanted, answer, asked, Strictness.PARTS).is_stated


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("Marie Ottoline Feldgren", "Marie Feldgren designed it."),
        ("the Danish painter Lis Amdrup", "Lis Amdrup"),
        ("Dr. J. P. Holloway", "It was Holloway."),
        ("Professor Ida Brandt", "Ida Brandt did."),
        ("Justice Brandt", "Ida Brandt wrote it."),
        ("J. P. Holloway", "J.P. Holloway wrote it."),
        ("Theodor Rasmusen", "Teodor Rasmussen"),
        ("Corrin Quay, Alderland", "Corrin Quay"),
        ("12 May 1887", "In 1887."),
        ("in 1887 and 1888", "1888"),
        ("1848-51", "from 1848 to 1851"),
        ("7", "the seventh"),
        ("a six-year period", "6 years"),
        ("reproduction", "the reproductive system"),
    ],
)
def test_a_part_that_tells_will_do(fact: str, answer: str) -> None:
    assert finds(fact, answer)


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("Marie Feldgren", "Anna Feldgren designed it."),
        ("12 May 1887", "On 14 May 1887."),
        ("12 May 1887", "In 1888."),
        ("the late 6th century", "the late 5th century"),
        ("Marie Feldgren", "It was not Marie Feldgren but her sister."),
        ("Corrin Quay, Alderland", "Brightwater, Alderland"),
        ("7 days", "several days"),
        ("Harbour Empire", "the Desert Empire"),
        ("Rosamund", "R. Amdrup"),
    ],
)
def test_what_is_another_s_will_not(fact: str, answer: str) -> None:
    assert not finds(fact, answer)


def test_what_the_question_says_already_counts_little() -> None:
    asked = "Which river runs through Corrin Quay?"
    assert not finds("the river Ember", "A river does.", asked)
    assert finds("the river Ember", "The Ember.", asked)


def test_a_year_that_the_question_names_is_not_the_day() -> None:
    fact, answer = "9 December 1987", "The season of 1987 ended early."
    assert finds(fact, answer, "When did the season end?")
    assert not finds(fact, answer, "When did the 1987 season end?")


def test_another_day_of_the_year_spoils_the_year() -> None:
    fact = AnyOf((TextFact("1979"), TextFact("21 July 1979")))
    assert finds(fact, "It came out in 1979.")
    assert not finds(fact, "It came out on 10 July 1979.")


def test_the_share_says_how_much_is_stated() -> None:
    fact = TextFact("Marie Ottoline Feldgren")
    whole, part, none = (
        find(fact, answer, strictness=Strictness.PARTS).share
        for answer in ("Marie Ottoline Feldgren", "Feldgren", "Lis Amdrup")
    )
    assert whole == 1 > part > none == 0


def test_numbers_and_days_that_a_case_gives_stay_exact() -> None:
    assert not finds(NumberFact(14, "days"), "10 to 14 days")
    assert not finds(DateFact(date(1887, 5, 12)), "in 1887")


def test_what_copying_has_glued_together_comes_apart() -> None:
    assert unglued("They joined in2013after the vote.") == "They joined in 2013 after the vote."
    assert (
        unglued("It was Feldgren12. She won it in 19031.") == "It was Feldgren. She won it in 1903."
    )
    assert unglued("about 12km, the 3rd of 18,000") == "about 12km, the 3rd of 18,000"
