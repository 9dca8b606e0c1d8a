"""The definition of done as evaluation cases."""

from dataclasses import replace

from core.domain.access import Tier
from core.requirements.cases import cases
from core.requirements.loading import parsed
from core.requirements.template import TEMPLATE
from core.requirements.values import Example, ExampleKind

RIGHT = Example("D-1", ExampleKind.RIGHT, "How long?", "Six weeks.", ("Six weeks",), ("a.md",))
WRONG = Example("D-2", ExampleKind.WRONG, "how  long?", "Two.", ("Two",), ("a.md", "b.md"))
REFUSAL = Example("D-3", ExampleKind.REFUSAL, "Who?", refusal="no_evidence")


def made(*done: Example) -> list[dict[str, object]]:
    return cases(replace(parsed(TEMPLATE), done=done))


def test_a_wrong_answer_joins_the_case_of_the_right_one() -> None:
    (case,) = made(WRONG, RIGHT)
    assert case["id"] == "D-1"
    assert case["must_say"] == ["Six weeks"]
    assert case["must_not_say"] == ["Two"]
    assert case["justified_by"] == [{"document": "a.md"}, {"document": "b.md"}]


def test_a_wrong_answer_given_to_somebody_else_is_a_case_of_its_own() -> None:
    right, wrong = made(RIGHT, replace(WRONG, clearance=Tier.PUBLIC))
    assert right["must_not_say"] == []
    assert (wrong["must_say"], wrong["must_not_say"]) == ([], ["Two"])


def test_a_refusal_is_its_kind_and_what_must_not_be_said() -> None:
    leak = replace(WRONG, question=REFUSAL.question, says=("Noor",))
    (case,) = made(REFUSAL, leak)
    assert (case["refusal"], case["must_say"]) == ("no_evidence", [])
    assert case["must_not_say"] == ["Noor"]


def test_nobody_has_approved_a_case_yet() -> None:
    assert {case["approved_by"] for case in made(RIGHT, REFUSAL)} == {None}


def test_the_same_file_seeds_the_same_cases() -> None:
    assert cases(parsed(TEMPLATE)) == cases(parsed(TEMPLATE))


def test_an_id_is_one_that_a_suite_takes() -> None:
    (case,) = made(replace(RIGHT, id="§ Meals, full day"))
    assert case["id"] == "Meals-full-day"
