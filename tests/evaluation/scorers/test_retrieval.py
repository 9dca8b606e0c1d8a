"""What justifies an answer is found by its passage, or else by its document."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.scorers.retrieval import Justified, Ndcg, Recall
from core.evaluation.suites.values import Case, Justification, RightRefusal

Answered = Callable[..., Outcome]
QUOTE = "For a full day away,\n meals are repaid up to EUR 62."


@pytest.fixture
def meals(case: Case) -> Case:
    return replace(case, justified_by=(Justification("policies/travel.md", QUOTE),))


@pytest.fixture
def other(travel: Passage) -> Passage:
    text = "A hotel is booked by the travel desk, and the desk alone."
    return replace(travel, chunk_id="travel-2", text=text)


def test_a_passage_counts_that_holds_most_of_the_quote(
    meals: Case, travel: Passage, other: Passage, answered: Answered
) -> None:
    outcome = answered("EUR 62 [2].", other, travel)
    assert Recall()(meals, outcome).value == 1
    assert Justified()(meals, outcome).value == 1
    assert Ndcg()(meals, outcome).value == pytest.approx(1 / 1.58496, abs=1e-4)
    [found] = Recall()(meals, outcome).evidence
    assert found.chunk_id == "travel-1"


def test_another_passage_of_the_document_does_not_count(
    meals: Case, other: Passage, answered: Answered
) -> None:
    for scorer in (Recall(), Ndcg(), Justified()):
        score = scorer(meals, answered("It depends.", other))
        assert score.value == 0
        assert not score.evidence[0].holds


def test_a_chunk_with_a_part_of_the_quote_counts_if_it_is_the_greater_part(
    meals: Case, travel: Passage, answered: Answered
) -> None:
    most = replace(travel, prefix="", text="a full day away, meals are repaid up to")
    least = replace(travel, prefix="", text="up to EUR 62. Minibars are never repaid.")
    assert Justified()(meals, answered("", most)).value == 1
    assert Justified()(meals, answered("", least)).value == 0


def test_the_same_words_in_another_document_are_another_passage(
    meals: Case, travel: Passage, answered: Answered
) -> None:
    copy = replace(travel, source="policies/travel-2024.md")
    assert Justified()(meals, answered("EUR 62.", copy)).value == 0


def test_without_a_passage_the_document_will_do(
    case: Case, other: Passage, answered: Answered
) -> None:
    anywhere = replace(case, justified_by=(Justification("policies/travel.md"),))
    assert Recall()(anywhere, answered("", other)).value == 1


def test_recall_is_over_all_justifications_and_justified_asks_for_one(
    meals: Case, travel: Passage, answered: Answered
) -> None:
    two = replace(meals, justified_by=(*meals.justified_by, Justification("policies/hotels.md")))
    outcome = answered("EUR 62.", travel)
    assert Recall()(two, outcome).value == 0.5
    assert Justified()(two, outcome).value == 1


def test_what_comes_after_the_first_k_does_not_count(
    meals: Case, travel: Passage, other: Passage, answered: Answered
) -> None:
    outcome = answered("EUR 62.", other, travel)
    assert Recall(k=1)(meals, outcome).value == 0
    assert Ndcg(k=1)(meals, outcome).value == 0


def test_a_passage_found_twice_counts_once(
    meals: Case, travel: Passage, answered: Answered
) -> None:
    assert Ndcg()(meals, answered("", travel, replace(travel, chunk_id="again"))).value == 1


def test_nothing_is_scored_that_the_asker_should_not_find(
    case: Case, meals: Case, travel: Passage, answered: Answered
) -> None:
    hidden = replace(meals, refusal=RightRefusal.NOT_CLEARED)
    for scorer in (Recall(), Ndcg(), Justified()):
        assert scorer(case, answered("", travel)).value is None
        assert scorer(hidden, answered("", travel)).value is None
        assert scorer(meals, answered("", error="cut off")).value is None
