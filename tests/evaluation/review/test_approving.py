"""A proposal becomes a case: by a second person where it matters, in the experts' own suite."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.access import Principal, Tier
from core.evaluation.review.approving import approve, may_approve, own_suites, written
from core.evaluation.review.errors import (
    MayNotLabel,
    NothingProposed,
    NotYourSuite,
    SecondPersonNeeded,
)
from core.evaluation.review.items import Body, Expected, Item, Origin
from core.evaluation.review.labels import Label
from core.evaluation.review.queue import Place, Queued
from core.evaluation.suites.reading import load
from core.evaluation.suites.writing import text
from tests.conftest import MakePrincipal
from tests.evaluation.review.answers import CASE, WHEN
from tests.evaluation.review.test_labels import said

RULES = 'about = "Leave."\ntenant = "{tenant}"\n[principals]\nreader = {{}}\n'
RIGHT = {"must_say": [{"number": 31, "unit": "days"}]}
OTHER = replace(CASE, id="leave-9", tags=("number",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The suites of two tenants."""
    for tenant in ("acme", "globex"):
        (tmp_path / tenant).mkdir()
        (tmp_path / tenant / "suite.toml").write_text(RULES.format(tenant=tenant), encoding="utf-8")
        (tmp_path / tenant / "cases.jsonl").write_text(text([CASE, OTHER]), encoding="utf-8")
    return tmp_path


@pytest.fixture
def ann(principal: MakePrincipal) -> Principal:
    return principal(subject="ann", roles=("expert",))


@pytest.fixture
def bob(principal: MakePrincipal) -> Principal:
    return principal(subject="bob", roles=("expert",))


def queued(proposal: object, *, matters: bool = False, report: bool = False) -> Queued:
    """What ann proposes for a case, or of a report."""
    body = Body(CASE.question, "Thirty.", expected=Expected(matters=matters))
    origin, case = (Origin.FEEDBACK, "reported-1a2b") if report else (Origin.RUN, CASE.id)
    item = Item("item", origin, "" if report else "acme", case, CASE.question, "r", WHEN, body)
    labels: tuple[Label, ...] = tuple(replace(each, proposal=proposal) for each in said("ann-"))  # type: ignore[arg-type]
    return Queued(item, labels, Place.SECOND, None)


def test_a_corrected_expectation_is_a_diff_of_one_line(
    folder: Path, ann: Principal, bob: Principal
) -> None:
    path = folder / "acme" / "cases.jsonl"
    before = path.read_text(encoding="utf-8").splitlines()
    written = approve(load(folder / "acme"), bob, queued(RIGHT, matters=True))
    after = path.read_text(encoding="utf-8").splitlines()
    assert (written.written_by, written.approved_by) == ("ann", "bob")
    assert after[1:] == before[1:]
    line = json.loads(after[0])
    assert line["must_say"] == [{"number": 31, "unit": "days"}]
    assert line["justified_by"] == json.loads(before[0])["justified_by"]
    assert load(folder / "acme").cases[0] == written


def test_where_it_matters_nobody_approves_their_own(folder: Path, ann: Principal) -> None:
    assert not may_approve(ann, queued(RIGHT, matters=True))
    with pytest.raises(SecondPersonNeeded):
        approve(load(folder / "acme"), ann, queued(RIGHT, matters=True))
    assert load(folder / "acme").cases[0].must_say == CASE.must_say
    assert approve(load(folder / "acme"), ann, queued(RIGHT)).approved_by == "ann"


def test_a_report_becomes_a_case_at_the_end(folder: Path, ann: Principal) -> None:
    whom = {"clearance": "confidential", "groups": ["hr"]}
    proposal = {**RIGHT, "as_whom": whom, "justified_by": [{"document": "leave.md"}]}
    case = approve(load(folder / "acme"), ann, queued(proposal, report=True))
    assert load(folder / "acme").cases[-1] == case
    assert (case.id, case.sources) == ("reported-1a2b", ("leave.md",))
    assert (case.as_whom.tenant, case.as_whom.clearance) == ("acme", Tier.CONFIDENTIAL)


def test_a_new_case_with_a_tag_that_matters_takes_two(
    folder: Path, ann: Principal, bob: Principal
) -> None:
    new = queued({**RIGHT, "as_whom": "reader", "tags": ["exception"]}, report=True)
    with pytest.raises(SecondPersonNeeded):
        approve(load(folder / "acme"), ann, new)
    assert approve(load(folder / "acme"), bob, new).as_whom.name == "reader"


def test_experts_write_into_their_own_tenants_suites_alone(
    folder: Path, principal: MakePrincipal, ann: Principal
) -> None:
    assert [each.name for each in own_suites(folder, ann)] == ["acme"]
    stranger = principal("globex", "eve", roles=("expert",))
    with pytest.raises(NotYourSuite):
        approve(load(folder / "acme"), stranger, queued(RIGHT))
    analyst = principal(subject="ana", roles=("analyst",))
    with pytest.raises(MayNotLabel):
        approve(load(folder / "acme"), analyst, queued(RIGHT))
    assert own_suites(folder / "nowhere", ann) == []


def test_without_a_proposal_there_is_nothing_to_approve(folder: Path, bob: Principal) -> None:
    with pytest.raises(NothingProposed):
        approve(load(folder / "acme"), bob, queued(None))


@pytest.mark.parametrize("report", [True, False])
def test_what_is_written_is_known_until_something_else_is_proposed(
    folder: Path, ann: Principal, report: bool
) -> None:
    proposal = queued(RIGHT, report=report)
    assert written([load(folder / "acme")], proposal) is None
    case = approve(load(folder / "acme"), ann, proposal)
    held = [load(folder / "acme")]
    assert written(held, proposal) == case
    assert written(held, queued({"refusal": "underspecified"}, report=report)) is None
    assert written(held, queued(None, report=report)) is None
