"""Refusing too much, too little and for the wrong reason are three faults."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.refusal import OverRefusal, RefusalKind, UnderRefusal
from core.evaluation.scorers.score import Verdict
from core.evaluation.suites.values import Case, RightRefusal

Answered = Callable[..., Outcome]


def test_over_refusing_is_refusing_what_has_an_answer(case: Case, answered: Answered) -> None:
    assert OverRefusal()(case, answered("EUR 62.")).value == 0
    score = OverRefusal()(case, answered("Nothing answers this.", refusal="no_evidence"))
    assert (score.verdict, score.value) == (Verdict.REFUSED, 1.0)
    assert score.why.startswith("Over-refusing")


def test_under_refusing_is_answering_what_should_be_refused(case: Case, answered: Answered) -> None:
    hidden = replace(case, refusal=RightRefusal.NO_EVIDENCE)
    assert UnderRefusal()(hidden, answered("Nothing.", refusal="out_of_scope")).value == 0
    score = UnderRefusal()(hidden, answered("EUR 62."))
    assert (score.verdict, score.value) == (Verdict.INCORRECT, 1.0)
    assert score.why.startswith("Under-refusing")


@pytest.mark.parametrize(
    ("expected", "kind", "value"),
    [
        (RightRefusal.NO_EVIDENCE, "no_evidence", 1),
        (RightRefusal.NO_EVIDENCE, "out_of_scope", 0),
        (RightRefusal.OUT_OF_SCOPE, "out_of_scope", 1),
        (RightRefusal.NOT_CLEARED, "no_evidence", 1),
        (RightRefusal.NOT_CLEARED, "out_of_scope", 1),
        (RightRefusal.NOT_CLEARED, "underspecified", 0),
        (RightRefusal.UNDERSPECIFIED, "underspecified", 1),
        (RightRefusal.CONFLICTING, "conflicting", 1),
        (RightRefusal.CONFLICTING, "unavailable", 0),
    ],
)
def test_the_right_kind_is_the_expected_one_and_what_is_hidden_is_told_as_missing(
    expected: RightRefusal, kind: str, value: float, case: Case, answered: Answered
) -> None:
    score = RefusalKind()(replace(case, refusal=expected), answered("No.", refusal=kind))
    assert score.value == value
    assert score.why.startswith("It was refused for the right reason" if value else "Wrong kind")


def test_each_fault_is_scored_only_where_it_can_be_made(case: Case, answered: Answered) -> None:
    hidden = replace(case, refusal=RightRefusal.NO_EVIDENCE)
    assert OverRefusal()(hidden, answered("EUR 62.")).value is None
    assert UnderRefusal()(case, answered("EUR 62.")).value is None
    assert RefusalKind()(hidden, answered("EUR 62.")).value is None
    for scorer in (OverRefusal(), UnderRefusal(), RefusalKind()):
        assert scorer(hidden, answered("", error="cut off")).value is None
