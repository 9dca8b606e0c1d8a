"""Whether documents answer what "done" asks for."""

import pytest

from core.inference.embedding import HashEmbedder
from core.readiness.coverage import Coverage, Result, covered, found
from core.readiness.documents.passages import passages
from core.readiness.facts import fact, states
from core.readiness.finding import Kind
from core.requirements.values import Example, ExampleKind, Job, Requirements
from tests.readiness.documents.making import PARKING, document

LOCKERS = """# Lockers and keys

## 1 Lockers

1.1 A locker is opened by somebody else only in the presence of its holder.

1.2 The key of a locker that was lost is replaced within 48 hours.

## 2 Fees

| Service | Fee in EUR |
|---|---|
| Second key | 14 |
| Sticker | 2 |
"""
TEXTS = [document("lockers.md", LOCKERS), document("parking.md", PARKING)]


def example(question: str, *says: str, documents: tuple[str, ...] = ()) -> Example:
    return Example("D-1", ExampleKind.RIGHT, question, " ".join(says), says, documents)


def result(asked: Example) -> Coverage:
    requirements = Requirements(Job("Helps porters.", "", "", ""), (), (asked,), "")
    return covered(requirements, TEXTS, HashEmbedder())[1]


def test_a_passage_about_the_subject_that_states_the_facts_answers() -> None:
    answered = result(example("When is the lost key of a locker replaced?", "two days"))
    assert answered.result is Result.ANSWERED
    assert answered.passages[0].source == "lockers.md"
    assert list(found([answered])) == []


def test_the_subject_without_the_fact_is_only_adjacent() -> None:
    adjacent = result(example("When is the lost key of a locker replaced?", "three days"))
    (finding,) = found([adjacent])
    assert finding.kind is Kind.ONLY_ADJACENT
    assert "three days" in finding.what
    assert finding.evidence


def test_the_fact_about_another_subject_does_not_answer() -> None:
    elsewhere = result(example("How soon is a broken lamp on the stage mended?", "48 hours"))
    assert elsewhere.result is not Result.ANSWERED


def test_what_the_documents_know_nothing_of_is_not_covered() -> None:
    (finding,) = found([result(example("Who conducts the municipal orchestra?", "Ada Lind"))])
    assert finding.kind is Kind.NOT_COVERED


def test_a_document_that_the_example_names_may_say_it_in_other_words() -> None:
    asked = "What do I pay for a second one if I have a locker?"
    assert result(example(asked, "EUR 14", documents=("lockers.md",))).result is Result.ANSWERED


def test_wrong_answers_and_refusals_are_not_looked_for() -> None:
    wrong = Example("D-2", ExampleKind.WRONG, "When?", "At noon", ("noon",))
    refusal = Example("D-3", ExampleKind.REFUSAL, "Who?", refusal="no_evidence")
    requirements = Requirements(Job("Helps porters.", "", "", ""), (), (wrong, refusal), "")
    assert [each.example for each in covered(requirements, TEXTS, HashEmbedder())] == ["job"]


def test_without_documents_nothing_is_covered() -> None:
    asked = example("When is the lost key of a locker replaced?", "two days")
    requirements = Requirements(Job("Helps porters.", "", "", ""), (), (asked,), "")
    job, one = covered(requirements, [], HashEmbedder())
    assert {job.result, one.result} == {Result.NOTHING}


@pytest.mark.parametrize(
    ("said", "wanted", "holds"),
    [
        ("Claims are filed within 48 hours.", "two days", True),
        ("Meals are repaid up to EUR 62.", "62 euros", True),
        ("Meals are repaid up to EUR 62.", "EUR 48", False),
        ("Meals are repaid up to USD 62.", "EUR 62", False),
        ("The finance director decides.", "finance director", True),
        ("A late claim is refused.", "a late claim is not refused", False),
        ("The agency charges 250 visits.", "25", False),
    ],
)
def test_a_fact_is_stated_whatever_its_units_and_endings(
    said: str, wanted: str, holds: bool
) -> None:
    (passage,) = passages(document("a.md", said))
    assert states(passage, fact(wanted)) is holds
