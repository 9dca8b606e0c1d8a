"""Why may we not use it?"""

import pytest

from core.requirements.configuration import Choice, Configuration, Price, Subject, Terms
from core.requirements.explaining import NotOffered, explained
from core.requirements.rulings import Rulings
from tests.requirements.conftest import Written

CLAUSES = """
[[envelope]]
id = "R-TRN-1"
kind = "training"
words = "None."
allowed = false

[[envelope]]
id = "R-COST-1"
kind = "cost"
words = "Cheap."
per_request_usd = 0.01

[[envelope]]
id = "R-RES-1"
kind = "residency"
words = "Here."
regions = ["eu-*"]

[[envelope]]
id = "R-CON-1"
kind = "concurrency"
words = "Many."
at_once = 100
"""
OFFERED = Configuration(
    (
        Choice(Subject.MODEL, "acme/large", terms=Terms(region="eu-1", trains=True)),
        Choice(Subject.REGION, "eu-1", running=True),
        Choice(Subject.CHUNKING, "tokens"),
    )
)


@pytest.fixture
def rulings(written: Written) -> Rulings:
    return Rulings(written(CLAUSES), OFFERED)


def test_every_clause_that_speaks_of_it_is_given_with_its_reason(rulings: Rulings) -> None:
    (found,) = explained(rulings, "Acme/Large")
    assert (found.offered, found.allowed) == (True, False)
    assert {each.clause: each.allowed for each in found.rulings} == {
        "R-TRN-1": False,
        "R-COST-1": False,
        "R-RES-1": True,
    }


def test_what_no_clause_speaks_of_is_allowed(rulings: Rulings) -> None:
    (found,) = explained(rulings, "tokens")
    assert found.allowed
    assert found.rulings == ()


def test_a_setting_goes_by_its_name(rulings: Rulings) -> None:
    (found,) = explained(rulings, "HANDRAIL_REQUESTS_AT_ONCE")
    assert not found.allowed
    assert found.rulings[0].clause == "R-CON-1"


def test_a_model_nobody_configured_is_judged_as_if_it_were(rulings: Rulings) -> None:
    (found,) = explained(rulings, "other/model", price=lambda _: Price(0.1, 0.1))
    assert (found.subject, found.offered, found.allowed) == (Subject.MODEL, False, False)
    assert [each.clause for each in found.rulings if each.allowed] == ["R-COST-1"]


def test_a_region_nobody_configured_is_judged_when_said_to_be_one(rulings: Rulings) -> None:
    (found,) = explained(rulings, "us-1", Subject.REGION)
    assert not found.allowed
    (found,) = explained(rulings, "eu-7", Subject.REGION)
    assert found.allowed


@pytest.mark.parametrize(("name", "subject"), [("us-1", None), ("token", Subject.CHUNKING)])
def test_of_what_is_unknown_it_is_said_what_there_is(
    rulings: Rulings, name: str, subject: Subject | None
) -> None:
    with pytest.raises(NotOffered, match=r"Did you mean .* There is: .*acme/large.*tokens"):
        explained(rulings, name, subject)
