"""What is kept of an answer for its reviewers, and what is left out of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.domain.access import Tier
from core.domain.answer import Turn
from core.evaluation.review.bodies import UNTOLD, body, sources, tier
from core.evaluation.review.items import Body, Said, dumped, item_id, loaded
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Evidence, Score, Verdict
from core.evaluation.suites.suite import Rules
from core.evaluation.suites.values import (
    AnyOf,
    Case,
    Justification,
    NumberFact,
    RightRefusal,
    TextFact,
)
from tests.evaluation.review.answers import CASE, READER, outcome, passage, suite

FORBIDS = replace(
    CASE,
    must_say=(),
    must_not_say=(
        NumberFact(31417, "EUR"),
        AnyOf((TextFact("Ada Byron"), TextFact("thirty days"))),
    ),
    refusal=RightRefusal.NOT_CLEARED,
    justified_by=(),
)
Kept = Callable[..., Body]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """The body that is kept of an answer to a case, with these scores."""

    def made(case: Case, *scores: Score, **more: object) -> Body:
        held = suite(tmp_path / "leave", case, rules=Rules(critical=("permission",)))
        said = [Said(each, "It cannot tell.") for each in scores]
        return body(held, case, outcome(case, **more), said)  # type: ignore[arg-type]

    return made


def test_what_must_not_be_said_is_not_there_to_be_read(kept: Kept) -> None:
    telling = Score(
        "correctness",
        Verdict.INCORRECT,
        0.0,
        "It must not say 31,417 EUR.",
        (Evidence("must not be said", "31417", False), Evidence("stated", "thirty days", True)),
    )
    held = dumped(kept(FORBIDS, telling))
    assert not [each for each in ("31417", "31,417", "Byron") if each in held]
    assert UNTOLD in held
    assert "thirty days" in held


def test_what_the_answer_says_in_any_case_is_told(kept: Kept) -> None:
    why = "It says Ada Byron."
    score = Score("correctness", Verdict.INCORRECT, 0.0, why)
    [said] = kept(FORBIDS, score, answer="Ask Ada Byron. [1]").scores
    assert said.score.why == why


def test_a_body_is_read_as_it_was_written(kept: Kept) -> None:
    case = replace(CASE, earlier=(Turn("Is there leave?", "Yes."),), as_of=date(2026, 1, 2))
    score = Score("citations", Verdict.CORRECT, 1.0, "Fine.", (Evidence("x", "y", True, 0, 3),))
    held = kept(case, score)
    assert loaded(json.loads(dumped(held))) == held


def test_what_is_critical_or_an_exception_matters(kept: Kept) -> None:
    assert not kept(CASE).expected.matters
    assert kept(replace(CASE, tags=("exception",))).expected.matters
    assert kept(replace(CASE, tags=("permission",))).expected.critical


def test_an_answer_rests_on_what_was_found_and_on_what_was_expected() -> None:
    case = replace(CASE, justified_by=(Justification("pay.md"),))
    assert sources(case, outcome(case)) == {"leave.md", "pay.md"}


def test_an_answer_that_leaks_is_for_those_who_may_see_everything() -> None:
    fine = Score("isolation", Verdict.CORRECT, 1.0, "Fine.")
    leak = Score("isolation", Verdict.INCORRECT, 0.0, "1 leak.")
    assert tier(CASE, [Said(fine, "")]) is Tier.PUBLIC
    assert tier(CASE, [Said(leak, "")]) is Tier.RESTRICTED


def test_an_expectation_that_no_document_holds_is_as_high_as_the_asker() -> None:
    asked_high = replace(CASE, as_whom=replace(READER, clearance=Tier.CONFIDENTIAL))
    assert tier(replace(asked_high, justified_by=()), []) is Tier.CONFIDENTIAL
    assert tier(asked_high, []) is Tier.PUBLIC


# The id


OTHER_ANSWERS: list[Outcome] = [
    outcome(answer="Thirty-one days. [1]"),
    outcome(answer="", refusal="no_evidence"),
]
OTHER_CASES = [
    replace(CASE, id="leave-2"),
    replace(CASE, question="How much leave?"),
    replace(CASE, must_say=(NumberFact(31, "days"),)),
    replace(CASE, as_whom=replace(READER, clearance=Tier.RESTRICTED)),
    replace(CASE, as_of=date(2025, 1, 1)),
]


def test_the_same_answer_to_the_same_case_is_the_same_item() -> None:
    found_otherwise = outcome(retrieved=(passage("other.md", "Thirty."),), citations=())
    renamed = replace(CASE, tags=("number",), approved_by="bob", weight=2.0)
    assert item_id("s", CASE, outcome()) == item_id("s", renamed, found_otherwise)


@pytest.mark.parametrize("other", OTHER_ANSWERS)
def test_another_answer_is_another_item(other: Outcome) -> None:
    assert item_id("s", CASE, other) != item_id("s", CASE, outcome())


@pytest.mark.parametrize("case", OTHER_CASES)
def test_a_label_does_not_outlive_the_question_or_the_expectation(case: Case) -> None:
    assert item_id("s", case, outcome(case)) != item_id("s", CASE, outcome())
