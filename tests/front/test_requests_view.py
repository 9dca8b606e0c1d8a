"""Requests: figures for operators and auditors, without content."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.strings import Requests
from app.views import plots
from app.views.requests import percent
from app.views.wording import plain
from core.domain.answer import Question
from core.inference.scripted import ScriptedModel
from core.observability.figures import HourFigures, MayNotSeeFigures
from tests.conftest import MakePrincipal, Shelf
from tests.front.looking import seen, words
from tests.front.served import Served, served

SECRET = "How much may the hotel of Ms Featherstone cost?"


@pytest.fixture
def app(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    shelf.put("hotel.md", "The hotel limit is 120 euros.")
    shelf.add_tenant("globex")
    with served(shelf, tmp_path, monkeypatch) as app:
        app.answers_with(ScriptedModel(["The hotel limit is 120 euros. [1]"] * 20))
        yield app


def ask(app: Served, *principals: Any) -> None:
    for each in principals:
        app.handrail.assistant.ask(each, Question(SECRET))


def metrics(page: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in page.metric}


@pytest.mark.parametrize("role", ["operator", "auditor"])
def test_operators_and_auditors_see_their_own_tenants_figures(
    app: Served, principal: MakePrincipal, role: str
) -> None:
    ask(app, principal(), principal(), principal(tenant="globex"))
    page = seen(app, "requests", principal(subject="olga", roles=(role,)))
    shown = metrics(page)
    assert shown[Requests.REQUESTS] == "2"
    assert shown[Requests.REFUSED] == "0%"
    assert shown[Requests.P95].endswith("s")
    assert "globex" not in words(page)
    assert not page.dataframe


def test_refusals_are_told_by_kind_and_share(app: Served, principal: MakePrincipal) -> None:
    ask(app, principal(), principal(tenant="globex"))
    page = seen(app, "requests", principal(tenant="globex", roles=("operator",)))
    assert metrics(page)[Requests.REFUSED] == "100%"
    assert "Nothing found: 1 (100%)" in words(page)


def test_whoever_runs_the_fleet_sees_every_tenant_a_row_each(
    app: Served, principal: MakePrincipal
) -> None:
    ask(app, principal(), principal(), principal(tenant="globex"))
    page = seen(app, "requests", principal(tenant="operations", roles=("fleet-operator",)))
    assert metrics(page)[Requests.REQUESTS] == "3"
    assert metrics(page)[Requests.TENANTS] == "2"
    assert Requests.P95 not in metrics(page)
    rows = page.dataframe[0].value.to_dict("records")
    assert [(each[Requests.TENANT], each[Requests.REQUESTS]) for each in rows] == [
        ("acme", 2),
        ("globex", 1),
    ]


def test_nothing_of_what_was_asked_or_by_whom_is_on_the_page(
    app: Served, principal: MakePrincipal
) -> None:
    ask(app, principal(subject="featherstone"))
    page = seen(app, "requests", principal(roles=("operator",)))
    everything = (words(page) + str(page)).casefold()
    assert "1" in metrics(page)[Requests.REQUESTS]
    assert "featherstone" not in everything
    assert "120 euros" not in everything


def test_others_are_told_whom_to_ask_and_shown_nothing_else(
    app: Served, principal: MakePrincipal
) -> None:
    ask(app, principal())
    page = seen(app, "requests", principal(roles=("curator", "expert", "analyst")))
    assert page.error[0].value == plain(str(MayNotSeeFigures()))
    assert not page.metric
    assert not page.segmented_control


def test_a_period_without_requests_says_what_to_do(app: Served, principal: MakePrincipal) -> None:
    page = seen(app, "requests", principal(roles=("operator",)))
    assert "No requests in the last 24 hours." in words(page)
    page.segmented_control(key="requests-period").set_value(7 * 24).run()
    assert "No requests in the last 7 days." in words(page)


def test_every_plot_is_drawn_for_every_period(app: Served, principal: MakePrincipal) -> None:
    ask(app, principal())
    page = seen(app, "requests", principal(roles=("operator",)))
    for period, plot in product(Requests.PERIODS, Requests.PLOTS):
        page.segmented_control(key="requests-period").set_value(period)
        page.segmented_control(key="requests-plot").set_value(plot)
        page.run()
        assert not page.error
        drawn = json.loads(page.get("vega_lite_chart")[0].proto.spec)
        assert drawn["encoding"]["y"]["field"] == "amount"


HOUR = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ONE = HourFigures("acme", HOUR, requests=5, refused=2, cost_usd=0.01, p50_ms=300, p95_ms=1_500)
OTHER = HourFigures("globex", HOUR, requests=1, refused=0, cost_usd=0.0, p50_ms=90, p95_ms=90)


def shown(rows: list[plots.Row]) -> list[tuple[str, float]]:
    return [(row["what"], row["amount"]) for row in rows]


def test_a_single_tenants_requests_are_told_apart_by_outcome() -> None:
    assert shown(plots.requests([ONE])) == [(Requests.ANSWERED, 3.0), (Requests.REFUSED, 2.0)]
    assert shown(plots.requests([ONE, OTHER])) == [("acme", 5.0), ("globex", 1.0)]


def test_times_are_seconds_and_of_several_tenants_the_slow_ones() -> None:
    assert shown(plots.latency([ONE])) == [(Requests.P50, 0.3), (Requests.P95, 1.5)]
    assert shown(plots.latency([ONE, OTHER])) == [("acme", 1.5), ("globex", 0.09)]


def test_a_bar_stands_for_more_time_the_longer_the_period() -> None:
    hours = [plots.window(HOUR, HOUR + timedelta(days=days)).hours for days in (1, 7, 30)]
    assert hours == [1, 6, 24]


def test_a_small_share_is_not_called_none() -> None:
    assert [percent(0, 1_000), percent(1, 1_000), percent(10, 1_000)] == ["0%", "under 1%", "1%"]
