"""Figures tell what requests took, to those whose business it is, and never what was asked."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from psycopg.errors import InsufficientPrivilege

from core.audit import Audit
from core.domain.access import Principal
from core.observability.figures import Figures, MayNotSeeFigures
from core.store import Store
from tests.conftest import MakePrincipal, Shelf

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def record(store: Store, principal: Principal, ms: float, refusal: str | None = None) -> None:
    body = {
        "asked": {"question": "secret"},
        "returned": {"refusal": refusal},
        "model": "m",
        "release": "r",
        "tokens": {"in": 10, "out": 5},
        "cost_usd": 0.25,
        "latency_ms": {"total": ms},
    }
    Audit(store).append(principal, uuid4(), "request.answered", body)


@pytest.fixture
def busy(shelf: Shelf, principal: MakePrincipal) -> Shelf:
    shelf.add_tenant("globex")
    for ms in (100, 200, 300):
        record(shelf.store, principal("acme"), ms)
    record(shelf.store, principal("acme"), 10, "no_evidence")
    record(shelf.store, principal("globex"), 50)
    return shelf


def test_an_operator_sees_what_the_tenants_requests_took(
    busy: Shelf, principal: MakePrincipal
) -> None:
    operator = principal("acme", "op", roles=("operator",))
    (acme,) = Figures(busy.store).by_tenant(operator, BEGINNING)
    assert (acme.tenant, acme.requests, acme.answered) == ("acme", 4, 3)
    assert acme.refused == {"no_evidence": 1}
    assert (acme.cost_usd, acme.tokens_in, acme.p50_ms) == (1.0, 40, 150)


def test_whoever_runs_the_fleet_sees_every_tenant(busy: Shelf, principal: MakePrincipal) -> None:
    fleet = principal("operations", "op", roles=("fleet-operator",))
    figures = Figures(busy.store)
    assert [each.tenant for each in figures.by_tenant(fleet, BEGINNING)] == ["acme", "globex"]
    assert sum(each.requests for each in figures.by_hour(fleet, BEGINNING)) == 5


def test_figures_are_for_operators_and_auditors(busy: Shelf, principal: MakePrincipal) -> None:
    figures = Figures(busy.store)
    for roles in ((), ("curator",), ("analyst", "expert")):
        with pytest.raises(MayNotSeeFigures):
            figures.by_tenant(principal(roles=roles), BEGINNING)
    assert figures.by_tenant(principal(roles=("auditor",)), BEGINNING)


def test_the_database_itself_shows_figures_to_no_other_role(
    busy: Shelf, principal: MakePrincipal
) -> None:
    with busy.store.scoped(principal(roles=("curator",))) as db:
        assert db.rows("select * from visible_figures('-infinity')") == []
        with pytest.raises(InsufficientPrivilege):
            db.rows("select * from request_figures")


def test_what_is_before_the_period_does_not_count(busy: Shelf, principal: MakePrincipal) -> None:
    operator = principal("acme", "op", roles=("operator",))
    later = datetime.now(UTC) + timedelta(hours=1)
    assert Figures(busy.store).by_tenant(operator, later) == []
