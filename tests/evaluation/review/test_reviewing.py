"""From a run to the queue to what people say, as the people of a tenant."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from core.domain.access import Principal, Tier
from core.evaluation.review import reviewing
from core.evaluation.review.agreeing import agreeing
from core.evaluation.review.errors import MayNotLabel, MayNotLook, NoSuchItem, NotYourSuite
from core.evaluation.review.items import item_id
from core.evaluation.review.keeping import Brought, keep
from core.evaluation.review.labels import Kind, Word
from core.evaluation.review.queue import Place, Queued
from core.evaluation.review.sight import seen
from core.evaluation.suites.values import Case, Justification
from tests.conftest import Shelf
from tests.evaluation.review.answers import (
    CASE,
    LEAVE,
    PAY,
    READER,
    WHEN,
    Says,
    expert,
    outcome,
    passage,
    run,
    suite,
)

HIGH = replace(READER, clearance=Tier.RESTRICTED, name=None)
PAYS = replace(CASE, id="pay-1", as_whom=HIGH, justified_by=(Justification("pay.md"),))
FOREIGN = replace(CASE, id="foreign", as_whom=replace(READER, tenant="globex"))
EXCEPTION = replace(CASE, id="leave-2", tags=("exception",))


@pytest.fixture
def shelved(shelf: Shelf) -> Shelf:
    shelf.add_tenant("globex")
    shelf.put("leave.md", LEAVE)
    shelf.put("pay.md", PAY, tier=Tier.RESTRICTED)
    return shelf


@pytest.fixture
def bring(shelved: Shelf, tmp_path: Path) -> Callable[..., Brought]:
    """Brings answers to these cases to review, by somebody who may see all of the tenant."""

    days = count()

    def brought(*cases: Case, **answer: object) -> Brought:
        held = suite(tmp_path / "leave", *cases)
        outcomes = [outcome(case, **answer) for case in held.cases]  # type: ignore[arg-type]
        who = expert(shelved, "op", roles=("expert", "curator"), clearance=Tier.RESTRICTED)
        began = WHEN + timedelta(days=next(days))
        return keep(shelved.store, who, run(held, *outcomes, began=began))

    return brought


def queue(shelf: Shelf, who: Principal) -> dict[str, Queued]:
    return {each.item.case: each for each in reviewing.queued(shelf.store, who)}


def say(shelf: Shelf, subject: str, case: str, verdict: Word, **held: object) -> Kind:
    who = expert(shelf, subject, **held)
    return reviewing.say(shelf.store, who, queue(shelf, who)[case].item.id, verdict).kind


# What arrives


def test_a_run_is_there_to_review_with_its_scores_and_what_was_expected(
    shelved: Shelf, bring: Callable[..., Brought], tmp_path: Path
) -> None:
    assert bring() == Brought(kept=1)
    found = queue(shelved, expert(shelved))["leave-1"].item
    assert found.id == item_id("leave", CASE, outcome())
    assert found.body is not None
    assert found.body.answer == "Thirty days. [1]"
    assert found.body.retrieved[0].text == LEAVE
    assert found.scores()["correctness"].why == Says().why
    assert found.body.expected.must_say == ({"number": 30.0, "unit": "days"},)


def test_an_expert_sees_what_rests_on_nothing_above_them(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring(CASE, PAYS)
    assert set(queue(shelved, expert(shelved))) == {"leave-1"}
    assert set(queue(shelved, expert(shelved, clearance=Tier.RESTRICTED))) == {"leave-1", "pay-1"}


def test_what_rests_on_a_document_the_tenant_does_not_hold_reaches_nobody(
    bring: Callable[..., Brought],
) -> None:
    elsewhere = (passage("theirs.md", "A secret."),)
    assert bring(CASE, retrieved=elsewhere) == Brought(untraced=1)
    assert bring(FOREIGN) == Brought(foreign=1)


def test_bringing_it_again_keeps_what_was_said(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring()
    say(shelved, "ann", "leave-1", Word.CORRECT)
    bring()
    [label] = queue(shelved, expert(shelved))["leave-1"].labels
    assert label.subject == "ann"
    bring(answer="Thirty-one days. [1]")
    assert queue(shelved, expert(shelved))["leave-1"].labels == ()


def test_a_run_of_another_tenants_suite_is_nobodys_here(shelved: Shelf, tmp_path: Path) -> None:
    theirs = run(suite(tmp_path / "theirs", CASE, tenant="globex"), outcome())
    with pytest.raises(NotYourSuite):
        keep(shelved.store, expert(shelved), theirs)
    with pytest.raises(NotYourSuite):
        seen(shelved.store, expert(shelved), theirs)


# Who may


def test_only_experts_and_analysts_look_and_only_experts_speak(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring()
    with pytest.raises(MayNotLook):
        queue(shelved, shelved.principal())
    analyst = shelved.principal(subject="ana", roles=("analyst",))
    item = queue(shelved, analyst)["leave-1"].item.id
    with pytest.raises(MayNotLabel):
        reviewing.say(shelved.store, analyst, item, Word.CORRECT)


def test_nobody_speaks_of_what_they_may_not_see(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring(PAYS)
    hidden = item_id("leave", PAYS, outcome(PAYS))
    for who in (expert(shelved), expert(shelved, tenant="globex", clearance=Tier.RESTRICTED)):
        with pytest.raises(NoSuchItem):
            reviewing.say(shelved.store, who, hidden, Word.CORRECT)


# Two people, and a third


def test_where_it_matters_a_second_person_is_asked_for(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring(CASE, EXCEPTION)
    for case in ("leave-1", "leave-2"):
        say(shelved, "ann", case, Word.CORRECT)
    anns, bobs = queue(shelved, expert(shelved)), queue(shelved, expert(shelved, "bob"))
    assert anns["leave-1"].place is bobs["leave-1"].place is Place.SETTLED
    assert (anns["leave-2"].place, bobs["leave-2"].place) == (Place.WAITING, Place.SECOND)


def test_a_disagreement_is_decided_by_somebody_else(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring(EXCEPTION)
    assert say(shelved, "ann", "leave-2", Word.CORRECT) is Kind.LABEL
    assert say(shelved, "bob", "leave-2", Word.INCORRECT) is Kind.LABEL
    assert say(shelved, "bob", "leave-2", Word.INCORRECT) is Kind.LABEL
    assert say(shelved, "eve", "leave-2", Word.CORRECT) is Kind.ADJUDICATION
    found = queue(shelved, expert(shelved))["leave-2"].settled
    assert found is not None
    assert (found.verdict, found.adjudicated) == (Word.CORRECT, "eve")
    assert say(shelved, "eve", "leave-2", Word.INCORRECT) is Kind.ADJUDICATION


def test_agreement_is_that_of_people_before_anybody_decided(
    shelved: Shelf, bring: Callable[..., Brought]
) -> None:
    bring(CASE, EXCEPTION)
    for who, verdict in (("ann", Word.CORRECT), ("bob", Word.INCORRECT), ("eve", Word.CORRECT)):
        say(shelved, who, "leave-2", verdict)
    for who in ("ann", "bob"):
        say(shelved, who, "leave-1", Word.CORRECT)
    found = agreeing(reviewing.queued(shelved.store, expert(shelved)))
    assert (found.people.items, found.people.raw) == (2, 0.5)
    assert (found.scorer.items, found.scorer.raw) == (2, 1.0)
    assert (found.labelled, found.settled, found.open) == (2, 2, 0)


# A run, shown


def test_a_run_is_shown_without_the_cases_its_reader_may_not_see(
    shelved: Shelf, tmp_path: Path
) -> None:
    held = suite(tmp_path / "leave", CASE, PAYS, FOREIGN)
    scored = run(held, *(outcome(case) for case in held.cases))
    visible = seen(shelved.store, expert(shelved), scored)
    assert [case.id for case in visible.scored.suite.cases] == ["leave-1"]
    assert {each.case for each in visible.scored.run.outcomes} == {"leave-1"}
    assert visible.hidden == 2
    with pytest.raises(MayNotLook):
        seen(shelved.store, shelved.principal(), scored)
