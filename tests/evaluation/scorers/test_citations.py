"""A cited sentence stands in what it cites, and what is cited was retrieved."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.evaluation.runs.values import Cited, Outcome, Passage
from core.evaluation.scorers.citations import Citations
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.values import Case

Answered = Callable[..., Outcome]
Quoting = Callable[..., Cited]


@pytest.fixture
def hotels(travel: Passage) -> Passage:
    text = "Hotels are booked by the travel desk two weeks ahead."
    return replace(travel, chunk_id="hotels-1", source="policies/hotels.md", text=text)


def test_sentences_that_stand_in_what_they_cite_are_supported(
    case: Case, travel: Passage, hotels: Passage, answered: Answered, cited: Quoting
) -> None:
    answer = "Meals are repaid up to 62 euros for a full day [1]. The travel desk books hotels [2]."
    quotes = (cited(travel, travel.text[:51]), cited(hotels, hotels.text, 2))
    score = Citations()(case, answered(answer, travel, hotels, citations=quotes))
    assert (score.verdict, score.value) == (Verdict.CORRECT, 1.0)
    assert [answer[e.start : e.end] for e in score.evidence] == [e.text for e in score.evidence]


def test_a_figure_the_passage_does_not_have_is_not_supported(
    case: Case, travel: Passage, answered: Answered
) -> None:
    answer = "Meals are repaid up to EUR 62 [1]. Minibars are repaid up to EUR 20 [1]."
    score = Citations()(case, answered(answer, travel))
    assert (score.verdict, score.value) == (Verdict.INCORRECT, 0.5)
    [fault] = [each for each in score.evidence if not each.holds]
    assert "EUR 20" in fault.text


def test_a_sentence_that_cites_the_wrong_passage_is_not_supported(
    case: Case, travel: Passage, hotels: Passage, answered: Answered
) -> None:
    answer = "Hotels are booked by the travel desk [1]."
    assert Citations()(case, answered(answer, travel, hotels)).value == 0


def test_an_amount_may_be_written_in_another_unit(
    case: Case, hotels: Passage, answered: Answered
) -> None:
    answer = "Hotels are booked 14 days ahead by the travel desk [1]."
    assert Citations()(case, answered(answer, hotels)).value == 1


def test_citing_what_was_not_retrieved_spoils_the_answer(
    case: Case, travel: Passage, hotels: Passage, answered: Answered, cited: Quoting
) -> None:
    answer = "Meals are repaid up to EUR 62 [1]."
    foreign = answered(answer, travel, citations=(cited(hotels, "travel desk"),))
    assert Citations()(case, foreign).value == 0
    assert Citations()(case, answered("Meals are repaid up to EUR 62 [3].", travel)).value == 0


def test_a_quote_that_is_not_the_passage_s_spoils_the_answer(
    case: Case, travel: Passage, answered: Answered, cited: Quoting
) -> None:
    made_up = replace(cited(travel, "up to EUR 62"), quote="up to EUR 82")
    score = Citations()(case, answered("Up to EUR 62 [1].", travel, citations=(made_up,)))
    assert score.value == 0
    assert "EUR 82" in score.why


def test_an_answer_that_cites_nothing_has_no_support(
    case: Case, travel: Passage, answered: Answered
) -> None:
    assert Citations()(case, answered("Meals are repaid up to EUR 62.", travel)).value == 0


def test_a_refusal_cites_nothing_and_is_not_scored(case: Case, answered: Answered) -> None:
    assert Citations()(case, answered("Nothing.", refusal="no_evidence")).value is None
