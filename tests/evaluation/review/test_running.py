"""Somebody who runs a suite themselves asks as less than they are, never as more."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.access import Tier
from core.evaluation.review.errors import NotWithin
from core.evaluation.review.running import is_within, narrowed, reachable, run_as
from core.evaluation.suites.values import AsWhom
from tests.conftest import Shelf
from tests.evaluation.review.answers import CASE, LEAVE, assistant, expert, suite

ABOVE = [
    AsWhom("acme", Tier.RESTRICTED),
    AsWhom("acme", Tier.INTERNAL, frozenset({"hr"})),
    AsWhom("globex", Tier.PUBLIC),
]


@pytest.mark.parametrize("whom", ABOVE)
def test_nobody_asks_as_somebody_who_may_see_more(shelf: Shelf, whom: AsWhom) -> None:
    reader = expert(shelf, groups=("clinical",))
    assert not is_within(reader, whom)
    with pytest.raises(NotWithin):
        narrowed(reader)(whom)


def test_who_asks_as_less_asks_in_their_own_name_and_without_roles(shelf: Shelf) -> None:
    reader = expert(shelf, clearance=Tier.CONFIDENTIAL, groups=("clinical",))
    less = narrowed(reader)(AsWhom("acme", Tier.PUBLIC))
    assert (less.subject, less.clearance, less.groups, less.roles) == (
        "ann",
        Tier.PUBLIC,
        frozenset(),
        frozenset(),
    )


def test_the_cases_within_reach_are_asked_and_no_others(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put("leave.md", LEAVE)
    above = [replace(CASE, id=f"above-{n}", as_whom=whom) for n, whom in enumerate(ABOVE)]
    held = suite(tmp_path / "leave", CASE, *above)
    assert [case.id for case in reachable(held, expert(shelf)).cases] == [CASE.id]
    run = run_as(held, assistant(shelf), expert(shelf), lambda *_: None)
    [outcome] = run.outcomes
    assert (outcome.case, outcome.error) == (CASE.id, None)
    assert outcome.answer == "Thirty days of leave. [1]"
