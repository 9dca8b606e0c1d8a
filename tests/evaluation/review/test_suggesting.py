"""What a right answer may have to say is offered from what the asker and the passages say."""

import pytest

from core.evaluation.review.items import Body
from core.evaluation.review.suggesting import MOST, noted, suggestions
from core.evaluation.runs.values import Cited
from tests.evaluation.review.answers import passage

TEXT = (
    "Leave is asked for in writing, ten days before it begins.\n\n"
    "Up to twelve days of leave carry over, until 30 September, in every clinic. "
    "Meals are EUR 62."
)
QUESTION = "How many days of leave carry over?"
CITED = (Cited(1, "c-leave.md", "", 0, 5),)


def report(note: str = "", answer: str = "", text: str = TEXT, **more: object) -> Body:
    held = {"retrieved": (passage("leave.md", text),), **more}
    return Body(QUESTION, answer, note=note, **held)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("note", "answer", "told"),
    [
        ("thirty-one days", "", ("thirty-one days",)),
        ("Not 15 days: it is 12 days, by 30 September.", "15 days.", ("12 days", "30 September")),
        ("It is 12 days, as I said: twelve days.", "", ("12 days",)),
        ("That is last year's policy", "15 days.", ()),
        ("", "15 days.", ()),
    ],
)
def test_a_note_gives_the_facts_it_states_and_the_answer_does_not(
    note: str, answer: str, told: tuple[str, ...]
) -> None:
    assert noted(report(note, answer)) == told


def test_what_is_beside_the_words_of_the_question_is_offered_first() -> None:
    assert [each.fact for each in suggestions(report())] == [
        "twelve days",
        "30 September",
        "ten days",
        "EUR 62",
    ]


def test_what_the_answer_states_is_offered_last() -> None:
    found = suggestions(report(answer="12 days, by 30 September."))
    assert [each.fact for each in found] == ["ten days", "EUR 62", "twelve days", "30 September"]


def test_only_what_the_answer_rests_on_is_looked_at_where_it_cites_anything() -> None:
    other = passage("pay.md", "Leave is paid at 80 percent.")
    both = (other, passage("leave.md", TEXT))
    assert "80 percent" in {each.fact for each in suggestions(report(retrieved=both))}
    cited = suggestions(report(retrieved=both, citations=CITED))
    assert "80 percent" not in {each.fact for each in cited}


def test_a_fact_stands_among_its_own_words_and_none_is_cut() -> None:
    first = suggestions(report())[0]
    assert (
        first.around
        == "Up to twelve days of leave carry over, until 30 September, in every clinic. …"
    )


def test_few_are_offered() -> None:
    many = " ".join(f"Stage {at} lasts {at} days." for at in range(2, 30))
    assert len(suggestions(report(text=many))) == MOST


def test_a_passage_without_amounts_offers_nothing() -> None:
    assert suggestions(report(text="Ask your manager.")) == ()
