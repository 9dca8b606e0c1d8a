"""What needs no model: quotes, altered quotes, figures and names from nowhere."""

import pytest

from core.evaluation.faithfulness.claims import claims
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.rules import Ruled, ruled

PASSAGE = """# Travel

Flights over 6 hours may be booked in **premium economy** if a director agrees. The daily
allowance in Norway is 58 EUR. Receipts are kept for ten years; copies will do.

| country | allowance |
|---|---|
| Chad | 41 EUR |
"""
CONTEXT = Context([PASSAGE])


def of(claim: str) -> Ruled:
    (found,) = claims(claim)
    return ruled(found, CONTEXT)


@pytest.mark.parametrize(
    "claim",
    [
        "The daily allowance in Norway is 58 EUR.",
        "the daily   allowance in Norway is 58 EUR [1]",
        "“Flights over 6 hours may be booked in premium economy if a director agrees.”",
        "| Chad | 41 EUR |",
    ],
)
def test_a_whole_quote_is_one_whatever_its_marks(claim: str) -> None:
    assert of(claim) == Ruled(is_quoted=True)


@pytest.mark.parametrize(
    "claim",
    [
        "The daily allowance in Norway is 85 EUR.",
        "The daily allowance in Norway is 41 EUR.",
        "The daily allowance in Chad is 58 EUR.",
        "The daily allowance in Norway is not 58 EUR.",
        "Flights over 6 hours may be booked in premium economy.",
    ],
)
def test_a_quote_with_one_thing_changed_is_altered(claim: str) -> None:
    found = of(claim)
    assert found.is_altered
    assert not found.is_quoted


def test_figures_and_names_from_nowhere_are_marked_where_they_stand() -> None:
    claim = "In Peru, one gets 77 EUR by way of Quint."
    found = of(claim)
    assert [claim[slice(*span)] for span in found.figures] == ["77"]
    assert [claim[slice(*span)] for span in found.names] == ["Peru", "Quint"]


def test_a_number_written_otherwise_is_no_figure_from_nowhere() -> None:
    context = Context("It cost two million EUR, in twelve parts, at 21:30, in Austin, TX.")
    for claim in (
        "That is 2,000,000 EUR.",
        "There are 12 of them.",
        "At 9:30 pm in Texas it began.",
    ):
        found = ruled(claims(claim)[0], context)
        assert found.figures == ()
        assert found.names == ()


def test_what_the_question_says_is_not_from_nowhere() -> None:
    context = Context("It goes on Schedule C.", question="Where does it go on form 1040?")
    assert ruled(claims("On form 1040, it goes on Schedule C.")[0], context).figures == ()
