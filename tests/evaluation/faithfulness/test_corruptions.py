"""Right answers made wrong, and what is caught of that."""

from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.corrupting import Right, report, verbatim
from core.evaluation.faithfulness.corruptions import KINDS, corruptions
from core.evaluation.faithfulness.model import packaged

TEXTS = [
    "Guests may cancel until 14 days before arrival. After that, Harbour House keeps 40 percent of "
    "the price unless the room is let to others. The Norwegian branch asks for 25 percent.",
    "Bicycles are stored in the cellar if they have a tag. The porter, Mr Lindqvist, hands out tags "
    "on 3 days a week. Each tag costs 12 EUR and is valid until the end of the season.",
]


def rights() -> list[Right]:
    answer = TEXTS[0]
    made = [Right(answer, Context(TEXTS))]
    return made + [each for n in range(12) if (each := verbatim(Right("", Context(TEXTS)), n))]


def test_every_kind_of_corruption_is_made_once_where_it_can_be() -> None:
    made = list(corruptions(TEXTS[0], Context(TEXTS), 1))
    assert [each.kind for each in made] == list(KINDS)
    assert all(each.answer != TEXTS[0] for each in made)


def test_the_same_seed_makes_the_same_corruptions() -> None:
    context = Context(TEXTS)
    assert list(corruptions(TEXTS[1], context, 5)) == list(corruptions(TEXTS[1], context, 5))
    assert list(corruptions(TEXTS[1], context, 5)) != list(corruptions(TEXTS[1], context, 6))


def test_a_number_from_nowhere_stands_nowhere() -> None:
    context = Context(TEXTS)
    for seed in range(20):
        (made,) = [c for c in corruptions(TEXTS[0], context, seed) if c.kind == "number_absent"]
        assert made.answer[slice(*made.span)] not in " ".join(TEXTS)


def test_of_verbatim_answers_every_corruption_is_caught_without_false_alarm() -> None:
    found = report(rights(), packaged().threshold)
    assert found["false_alarms"]["unquoted"] == 0
    assert found["false_alarms"]["failed"] == 0
    assert all(kind["unquoted"] == 1 for kind in found["caught"].values())


def test_a_number_from_nowhere_is_marked_and_fails_its_claim() -> None:
    caught = report(rights(), packaged().threshold)["caught"]["number_absent"]
    assert caught["marked"] == 1
    assert caught["failed"] == 1
