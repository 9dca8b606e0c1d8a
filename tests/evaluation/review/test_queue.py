"""What is looked at first."""

from collections.abc import Sequence

import pytest

from core.evaluation.review.items import Body, Expected, Item, Origin, Said
from core.evaluation.review.labels import Label
from core.evaluation.review.queue import Place, has_failed, is_uncertain, queue
from core.evaluation.scorers.score import Score, Verdict
from tests.evaluation.review.answers import WHEN
from tests.evaluation.review.test_labels import said

RIGHT, WRONG = Verdict.CORRECT, Verdict.INCORRECT


def scores(**values: tuple[Verdict, float]) -> dict[str, Score]:
    return {name: Score(name, verdict, value, "") for name, (verdict, value) in values.items()}


NOTHING = Expected()


def item(
    name: str, *, origin: Origin = Origin.RUN, expected: Expected = NOTHING, **values: object
) -> Item:
    given = [Said(each, "") for each in scores(**values).values()]  # type: ignore[arg-type]
    body = Body("How?", "So.", scores=tuple(given), expected=expected)
    return Item(name, origin, "s", name, "How?", "r-1", WHEN, body)


ITEMS = [
    item("right", correctness=(RIGHT, 1.0)),
    item("critical", correctness=(RIGHT, 1.0), expected=Expected(critical=True)),
    item("wrong", correctness=(WRONG, 0.0)),
    item("reported", origin=Origin.FEEDBACK),
    item("unsure", correctness=(RIGHT, 1.0), citations=(WRONG, 0.0)),
    item("second", expected=Expected(matters=True)),
    item("disagreed"),
    item("settled"),
]
SAID: dict[str, Sequence[Label]] = {
    "second": said("bob+"),
    "disagreed": said("bob+", "eve-"),
    "settled": said("bob+"),
}


def places(subject: str) -> dict[str, str]:
    return {each.item.id: each.place.name for each in queue(ITEMS, SAID, subject)}


def test_disagreements_come_first_then_the_unsure_the_reported_the_wrong_and_the_critical() -> None:
    assert list(places("ann").items()) == [
        ("disagreed", "ADJUDICATE"),
        ("second", "SECOND"),
        ("unsure", "UNCERTAIN"),
        ("reported", "REPORTED"),
        ("wrong", "FAILED"),
        ("critical", "CRITICAL"),
        ("right", "REST"),
        ("settled", "SETTLED"),
    ]


def test_who_has_spoken_waits_for_others() -> None:
    mine = places("bob")
    assert (mine["second"], mine["disagreed"]) == ("WAITING", "DISAGREEMENT")


@pytest.mark.parametrize(
    ("given", "unsure"),
    [
        ({"faithfulness": (RIGHT, 0.5)}, True),
        ({"faithfulness": (RIGHT, 1.0), "correctness": (RIGHT, 1.0)}, False),
        ({"correctness": (RIGHT, 1.0), "citations": (WRONG, 0.0)}, True),
        ({"correctness": (WRONG, 0.0), "citations": (RIGHT, 1.0)}, True),
        ({"correctness": (WRONG, 0.0), "faithfulness": (WRONG, 0.1)}, False),
        ({"correctness": (WRONG, 0.0)}, False),
        ({}, False),
    ],
)
def test_scorers_are_unsure_near_the_middle_and_where_they_contradict_each_other(
    given: dict[str, tuple[Verdict, float]], unsure: bool
) -> None:
    assert is_uncertain(scores(**given)) is unsure


def test_a_refusal_of_what_is_to_be_answered_has_failed() -> None:
    refused = Body("How?", "", refusal="no_evidence")
    assert has_failed(Item("a", Origin.RUN, "s", "a", "How?", "r", WHEN, refused))
    right = Body("How?", "", refusal="no_evidence", expected=Expected(refusal="no_evidence"))
    assert not has_failed(Item("a", Origin.RUN, "s", "a", "How?", "r", WHEN, right))
    assert Place.FAILED < Place.REST


def test_an_answer_is_not_wrong_for_how_it_was_found() -> None:
    found_late = {"correctness": (RIGHT, 1.0), "ndcg": (WRONG, 0.63), "recall": (WRONG, 0.5)}
    assert not has_failed(item("a", **found_late))
    assert has_failed(item("a", **found_late, faithfulness=(WRONG, 0.0)))
