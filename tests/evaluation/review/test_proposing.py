"""Facts as people write them, a line each."""

import pytest

from core.evaluation.review.errors import BadProposal
from core.evaluation.review.proposing import Proposal, facts, kept, read, shown, written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("EUR 62", {"number": 62.0, "unit": "EUR"}),
        ("62", {"number": 62.0}),
        ("1,250.50 EUR", {"number": 1250.5, "unit": "EUR"}),
        ("30 ± 1 days", {"number": 30.0, "unit": "days", "tolerance": 1.0}),
        ("5%", {"number": 5.0, "unit": "%"}),
        ("2026-03-31", {"date": "2026-03-31"}),
        ("in writing", "in writing"),
        ("30 working days", "30 working days"),
        ("by post | by e-mail", {"any": ["by post", "by e-mail"]}),
        ("EUR 62 | x", {"any": [{"number": 62.0, "unit": "EUR"}, "x"]}),
    ],
)
def test_a_line_is_read_as_people_mean_it(text: str, line: object) -> None:
    proposal = kept(Proposal(must_say=facts(text)))
    assert proposal == {"must_say": [line]}


def test_facts_are_written_as_they_are_read() -> None:
    text = "62 EUR\n30 ± 1 days\n2026-03-31\nin writing | by e-mail\n1250.5"
    held = kept(Proposal(must_say=facts(text)))["must_say"]
    assert written(held) == text
    assert shown(held)[:2] == ("62 EUR", "30 ± 1 days")


@pytest.mark.parametrize("held", [{}, {"must_say": ["x"], "refusal": "no_evidence"}, {"other": 1}])
def test_a_proposal_says_what_is_right_and_only_one_thing(held: object) -> None:
    with pytest.raises(BadProposal):
        read(held)
