from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Tier
from core.domain.answer import RefusalKind, Turn
from core.domain.errors import Permanent, Transient
from core.evaluation.runs.asking import asked, outcome
from core.evaluation.runs.values import Cited, Outcome
from core.evaluation.suites.values import AsWhom, Case
from tests.evaluation.runs.scripted import READER, Reply, Scripted, as_principal

CASE = Case("c1", "May I?", READER, earlier=(Turn("Who?", "You."),), as_of=date(2025, 3, 1))


def of(*replies: Reply) -> Outcome:
    return outcome(Scripted({"May I?": list(replies)}).assistant, as_principal, CASE, 1)


def test_an_answer_is_kept_with_everything_that_was_retrieved() -> None:
    found = of("Yes [1].")
    assert (found.case, found.attempt, found.asked) == ("c1", 1, asked(CASE))
    assert (found.answer, found.refusal, found.error) == ("Yes [1].", None, None)
    assert found.citations == (Cited(1, "00a1", "Yes.", 5, 9),)
    (passage,) = found.retrieved
    assert (passage.source, passage.start, passage.end) == ("a.md", 5, 9)
    assert (passage.tier, passage.groups) == (Tier.INTERNAL, frozenset({"works"}))
    assert found.scores == (0.8,)
    assert found.model == "scripted"
    assert (found.took.cost_usd, found.took.tokens_in) == (0.001, 10)
    assert 0 < found.took.first_ms <= found.took.total_ms


def test_a_case_is_asked_as_whom_it_says_with_its_turns_and_its_day() -> None:
    scripted = Scripted()
    outcome(scripted.assistant, as_principal, CASE, 1)
    ((principal, question),) = scripted.heard
    assert (principal.tenant, principal.clearance) == ("acme", Tier.INTERNAL)
    assert not principal.roles
    assert (question.earlier, question.as_of) == (CASE.earlier, date(2025, 3, 1))


def test_a_refusal_is_kept_by_its_kind() -> None:
    found = of(RefusalKind.OUT_OF_SCOPE)
    assert (found.refusal, found.error) == ("out_of_scope", None)
    assert found.took.first_ms == found.took.total_ms


def test_what_passes_is_asked_once_more() -> None:
    assert of(Transient("busy"), "Yes [1].").answer == "Yes [1]."


def test_what_does_not_pass_is_an_error_and_no_answer() -> None:
    found = of(Transient("busy"), Transient("still busy"), "Yes [1].")
    assert found.error == "This may pass; try again. still busy"
    assert (found.answer, found.refusal) == ("", None)


def test_what_is_wrong_for_good_is_not_asked_again() -> None:
    assert of(Permanent("no"), "Yes [1].").error == "Trying again will not help. no"


def test_that_no_model_was_available_is_an_error_and_no_refusal() -> None:
    found = of(RefusalKind.UNAVAILABLE)
    assert found.refusal is None
    assert found.error is not None
    assert "None of the configured models" in found.error


def test_a_crash_is_the_error_of_the_case_that_met_it() -> None:
    assert of(ZeroDivisionError("by zero")).error == "ZeroDivisionError: by zero"


@pytest.mark.parametrize(
    "other",
    [
        replace(CASE, question="Must I?"),
        replace(CASE, earlier=()),
        replace(CASE, as_of=None),
        replace(CASE, as_whom=AsWhom("other")),
        replace(CASE, as_whom=AsWhom("acme", Tier.PUBLIC)),
        replace(CASE, as_whom=AsWhom("acme", groups=frozenset({"works"}))),
    ],
)
def test_what_is_asked_as_whom_has_a_digest_of_its_own(other: Case) -> None:
    assert asked(other) != asked(CASE)


def test_what_is_expected_is_no_part_of_what_is_asked() -> None:
    assert asked(replace(CASE, id="c9", tags=("number",), weight=2.0)) == asked(CASE)
