"""The job in one sentence, and what is no such sentence."""

import pytest

from core.requirements.job import problems
from core.requirements.values import Job

SENTENCE = (
    "Helps shift leads decide whether a machine may run on, so that none runs with a defect the "
    "manual calls stopping."
)
GOOD = Job(
    SENTENCE,
    decision="whether a machine may run on",
    audience="shift leads",
    outcome="none runs with a defect the manual calls stopping",
)


def job(sentence: str = SENTENCE, **fields: str) -> Job:
    given = {"decision": GOOD.decision, "audience": GOOD.audience, "outcome": GOOD.outcome}
    return Job(sentence, **{**given, **fields})


def wrong(given: Job) -> dict[str, str]:
    return dict(problems(given))


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        Job(
            "Lets claims handlers at Dr. Okafor's practice (e.g. trainees) choose which tariff "
            "applies, so that the patient is charged once and at the rate of that day.",
            decision="which tariff applies",
            audience="claims handlers",
            outcome="the patient is charged once and at the rate of that day",
        ),
        Job(
            "So that no permit outlasts its inspection, planning officers approve or reject an "
            "extension with the rules of the year the permit was issued.",
            decision="approve or reject an extension",
            audience="planning officers",
            outcome="no permit outlasts its inspection",
        ),
    ],
)
def test_a_sentence_with_a_decision_an_audience_and_an_outcome_is_a_job(good: Job) -> None:
    assert wrong(good) == {}


def test_a_span_may_differ_in_case_and_white_space() -> None:
    assert wrong(job(audience="Shift\n leads")) == {}


def test_two_sentences_are_rejected_with_their_number() -> None:
    assert "2 sentences" in wrong(job(f"{SENTENCE} It knows every manual."))["sentence"]


def test_a_paragraph_of_one_long_sentence_is_rejected() -> None:
    assert "paragraph" in wrong(job(SENTENCE[:-1] + ", and so on" * 20 + "."))["sentence"]


def test_what_does_not_stand_in_the_sentence_is_rejected() -> None:
    assert "not in the sentence" in wrong(job(audience="night managers"))["audience"]


def test_a_decision_that_decides_nothing_is_rejected() -> None:
    sentence = "Answers questions on manuals for shift leads, so that no defect goes unseen."
    found = wrong(
        Job(sentence, "Answers questions on manuals", "shift leads", "no defect goes unseen")
    )
    assert "names no decision" in found["decision"]


@pytest.mark.parametrize("audience", ["all users", "everyone", "our people", "the business"])
def test_an_audience_of_anybody_is_rejected(audience: str) -> None:
    sentence = SENTENCE.replace("shift leads", audience)
    assert "names nobody" in wrong(job(sentence, audience=audience))["audience"]


@pytest.mark.parametrize(
    "outcome", ["the answers are correct and helpful", "users get better results", "high quality"]
)
def test_an_outcome_that_praises_itself_is_rejected(outcome: str) -> None:
    sentence = f"Helps shift leads decide whether a machine may run on, so that {outcome}."
    assert "could be said of anything" in wrong(job(sentence, outcome=outcome))["outcome"]


def test_the_three_each_have_words_of_their_own() -> None:
    found = wrong(job(audience="whether a machine", outcome=GOOD.outcome))
    assert "shares words with decision" in found["audience"]


def test_fields_left_empty_are_told_of_once_by_the_reader_of_the_file() -> None:
    assert wrong(job(decision="", audience="", outcome="")) == {}
