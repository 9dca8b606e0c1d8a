"""A lint finds what makes a suite's figures wrong, and says what to do about it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.evaluation.suites.findings import Severity
from core.evaluation.suites.lint import lint
from core.evaluation.suites.reading import load
from tests.evaluation.suites.conftest import TODAY, Written, case, findings

GATE = '[gate]\ncritical = ["a-1", "tea"]\n[gate.margins]\ncorrectness = 0.05\n[weights]\ntea = 2\n'


def told(folder: Path) -> list[str]:
    return [f"{each.severity} {each.case}: {each.what}" for each in findings(folder)]


def test_a_suite_in_order_has_no_findings(suite: Written) -> None:
    assert told(suite(case(tags=["tea"]), more=GATE)) == []


def test_an_empty_suite_has_no_findings(suite: Written) -> None:
    assert told(suite()) == []


def test_errors_come_first_and_say_what_to_do(suite: Written) -> None:
    found = findings(suite(case(approved_by=None), case(id="a-2", must_say=[])))
    assert [each.severity for each in found] == sorted(each.severity for each in found)
    assert all(each.do for each in found)


# what is justified


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"justified_by": [{"document": "gone.md"}]}, "gone.md is not among the documents of acme"),
        (
            {"justified_by": [{"document": "kettles.md", "passage": "Use two litres."}]},
            'kettles.md no longer says "Use two litres."',
        ),
        ({"as_whom": "guest"}, "kettles.md is internal, which whoever asks may not see"),
        ({"as_of": "2025-06-01"}, "kettles.md is not yet effective on 2025-06-01"),
        ({"justified_by": [{"document": "old.md"}]}, "old.md is superseded on 2026-11-22"),
        ({"as_whom": {"tenant": "other"}}, "suite.toml names no documents of that tenant"),
    ],
)
def test_a_justification_that_does_not_hold_is_found(
    suite: Written, changes: dict[str, Any], what: str
) -> None:
    (found,) = told(suite(case(**changes)))
    assert found.startswith("error a-1:")
    assert what in found


def test_what_was_in_force_on_the_day_asked_of_justifies(suite: Written) -> None:
    then = case(as_of="2025-06-01", justified_by=[{"document": "old.md"}])
    assert told(suite(then)) == []


def test_a_justification_goes_out_of_force_as_days_go_by(suite: Written) -> None:
    folder = suite(case())
    assert findings(folder, date(2025, 12, 31)) != []
    assert findings(folder, date(2026, 1, 1)) == []


def test_what_is_not_for_the_asker_may_be_named_as_the_reason_to_refuse(suite: Written) -> None:
    refused = case(as_whom="guest", must_say=[], refusal="not_cleared")
    assert told(suite(refused)) == []


def test_a_file_that_cannot_be_read_justifies_nothing(suite: Written) -> None:
    folder = suite(case(justified_by=[{"document": "plan.pdf", "passage": "two litres"}]))
    (folder / "documents" / "plan.pdf").write_bytes(b"no PDF")
    (found,) = told(folder)
    assert "plan.pdf cannot be read" in found


def test_documents_that_are_not_there_are_told_once(suite: Written) -> None:
    folder = suite(case(), case(id="a-2", question="And a tea kettle?"))
    (folder / "documents").rename(folder / "elsewhere")
    (found,) = told(folder)
    assert "cannot be looked at" in found


def test_a_suite_without_documents_of_its_own_is_not_held_against_any(suite: Written) -> None:
    folder = suite(case(justified_by=[{"document": "gone.md"}]))
    rules = (folder / "suite.toml").read_text().replace('acme = "documents"', "")
    (folder / "suite.toml").write_text(rules)
    assert told(folder) == []


# what asks the same


def test_the_same_case_twice_is_an_error(suite: Written) -> None:
    again = case(id="a-2", question="how much goes into a kettle")
    (found,) = told(suite(case(), again))
    assert found.startswith("error a-2: It is a-1 again")


def test_two_expectations_for_one_question_by_one_asker_contradict(suite: Written) -> None:
    (found,) = told(suite(case(), case(id="a-2", must_say=["tea kettle"])))
    assert found.startswith("error a-2: It contradicts a-1")


def test_nearly_the_same_question_is_looked_at(suite: Written) -> None:
    (found,) = told(suite(case(), case(id="a-2", question="How much goes into the kettle?")))
    assert found.startswith("warning a-2: It asks nearly what a-1 asks")


@pytest.mark.parametrize(
    "changes",
    [
        {"as_whom": "guest", "must_say": [], "justified_by": [], "refusal": "not_cleared"},
        {"as_of": "2026-03-01"},
        {"earlier": [{"question": "What about urns?", "answer": "They hold nine."}]},
    ],
    ids=["another asker", "another day", "another conversation"],
)
def test_the_same_words_may_be_asked_by_another_or_on_another_day(
    suite: Written, changes: dict[str, Any]
) -> None:
    assert told(suite(case(), case(id="a-2", **changes))) == []


def test_questions_that_name_other_numbers_are_not_alike(suite: Written) -> None:
    first = case(question="How many quotes does an order of 5,000 need in this house?")
    other = case(id="a-2", question="How many quotes does an order of 9,000 need in this house?")
    assert told(suite(first, other)) == []


def test_a_holdout_case_that_tuning_has_too_leaks_whoever_asks(suite: Written) -> None:
    held_out = case(
        split="holdout", as_whom="guest", must_say=[], justified_by=[], refusal="not_cleared"
    )
    tuned = case(id="a-2", question="How much goes into a kettle, then?")
    (found,) = told(suite(held_out, tuned))
    assert found == "error a-1: It is held out, and a-2, which may be tuned on, asks the same."


def test_a_paraphrase_of_a_tuned_case_leaks_too(suite: Written) -> None:
    held_out = case(id="a-2", question="Water, how many litres of it?", split="holdout")
    (found,) = told(suite(case(), held_out))
    assert found.startswith("error a-2: It is held out, and a-1")
    assert "expects the same facts from the same passages" in found


def test_another_fact_of_the_same_passage_may_be_held_out(suite: Written) -> None:
    other = case(
        id="a-2", question="What is filled otherwise?", must_say=["tea kettle"], split="holdout"
    )
    assert told(suite(case(), other)) == []


# what is expected


def test_a_case_to_answer_needs_something_to_say(suite: Written) -> None:
    (found,) = told(suite(case(must_say=[])))
    assert found.startswith("error a-1: It is to be answered")


def test_a_case_that_only_says_what_is_wrong_is_looked_at(suite: Written) -> None:
    (found,) = told(suite(case(must_say=[], must_not_say=["three litres"])))
    assert found.startswith("warning a-1: It says what is wrong")


@pytest.mark.parametrize("must_not", [["two litres"], [{"any": ["one litre", "two litres"]}]])
def test_what_must_be_said_may_not_be_forbidden(suite: Written, must_not: list[Any]) -> None:
    bare = [{"document": "kettles.md"}]
    (found,) = told(suite(case(must_say=["two litres"], must_not_say=must_not, justified_by=bare)))
    assert "in must_say and in must_not_say" in found


def test_one_allowed_way_of_saying_it_is_enough(suite: Written) -> None:
    either = case(must_say=[{"any": ["two litres", "twice one"]}], must_not_say=["twice one"])
    assert told(suite(either)) == []


@pytest.mark.parametrize("approved_by", [None, "ada"])
def test_a_case_is_approved_by_somebody_else(suite: Written, approved_by: str | None) -> None:
    (found,) = told(suite(case(approved_by=approved_by)))
    assert found.startswith("warning a-1:")


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ("[gate.margins]\ncorectness = 0.05", "error"),
        ("[gate.floors]\nisolated = 1", "error"),
        ("[gate.ceilings]\nlatency = 100", "error"),
        ('[gate]\ncritical = ["a-9"]', "error"),
        ("[weights]\nsoup = 2", "warning"),
    ],
)
def test_a_rule_about_nothing_is_found(suite: Written, more: str, severity: str) -> None:
    (found,) = told(suite(case(), more=more))
    assert found.startswith(f"{severity} None:")


def test_the_metrics_are_those_that_the_caller_knows(suite: Written) -> None:
    folder = suite(case(), more="[gate.margins]\ntone = 0.05")
    assert lint(load(folder), {"tone": 1}, TODAY) == []
    assert [each.severity for each in findings(folder)] == [Severity.ERROR]


def test_passages_that_do_not_state_the_fact_are_looked_at(suite: Written) -> None:
    (found,) = told(suite(case(must_say=[{"number": 3, "unit": "litres"}])))
    assert found == "warning a-1: What justifies it does not say 3 litres."


def test_passages_that_say_what_must_not_be_said_are_looked_at(suite: Written) -> None:
    (found,) = told(suite(case(must_not_say=["tea kettle"])))
    assert found == "warning a-1: What justifies it says tea kettle, which must not be said."


def test_a_document_without_a_passage_is_enough_to_justify(suite: Written) -> None:
    assert told(suite(case(justified_by=[{"document": "kettles.md"}], must_say=["nine"]))) == []
