"""Every kind of clause, by its example that fails and by what it makes of what nobody declared."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.bootstrap.configuration import configuration
from core.requirements.clauses import KINDS
from core.requirements.clauses.kind import Kind
from core.requirements.configuration import (
    Choice,
    Configuration,
    Numbers,
    Price,
    Subject,
    Terms,
)
from core.requirements.ruling import Ruling
from core.requirements.rulings import Rulings
from core.requirements.values import Clause, ClauseKind
from core.settings import Settings
from tests.requirements.conftest import Written

DOCS = (Path(__file__).parents[2] / "docs" / "requirements.md").read_text(encoding="utf-8")
EVERY_KIND = [pytest.param(kind, id=name.value) for name, kind in KINDS.items()]


def rulings(kind: ClauseKind, configured: Configuration, **limits: object) -> list[Ruling]:
    return list(KINDS[kind].rulings(Clause("R-1", kind, "Because.", limits), configured))


def refused(kind: ClauseKind, configured: Configuration, **limits: object) -> set[str]:
    return {each.choice for each in rulings(kind, configured, **limits) if not each.allowed}


def model(name: str = "acme/large", price: Price | None = None, **terms: object) -> Configuration:
    known = Terms(**terms)  # type: ignore[arg-type]
    return Configuration((Choice(Subject.MODEL, name, running=True, terms=known, price=price),))


def numbers(**given: object) -> Configuration:
    return Configuration(numbers=replace(Numbers(), **given))  # type: ignore[arg-type]


def test_every_kind_has_a_module() -> None:
    assert set(KINDS) == set(ClauseKind)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_ships_an_example_that_fails(kind: Kind, written: Written) -> None:
    found = Rulings(written(kind.fails.clause), kind.fails.configuration)
    assert {each.choice for each in found.ruled_out} == set(kind.fails.ruled_out)
    assert found.broken
    assert {each.clause for each in found.broken} == {found.requirements.clauses[0].id}  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_guide_shows_every_example_that_fails_and_names_every_field(kind: Kind) -> None:
    assert kind.fails.clause in DOCS
    for field in kind.limits.model_fields:
        assert f"`{field}`" in DOCS


def test_what_the_guide_says_passes_does(written: Written) -> None:
    blocks = re.findall(r"^Passes[^\n]*\n\n```toml\n(\[\[envelope\]\].*?)```", DOCS, re.S | re.M)
    made = written(*blocks)
    assert {each.kind for each in made.clauses} == set(ClauseKind)
    assert Rulings(made, configuration(Settings(refresh_hours=12))).broken == ()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_field_says_what_to_write(kind: Kind) -> None:
    for name, field in kind.limits.model_fields.items():
        assert f"{name} = " in (field.description or "")


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        (ClauseKind.RESIDENCY, {"regions": ["*"]}),
        (ClauseKind.RETENTION, {"days_at_most": 10_000}),
        (ClauseKind.TRAINING, {"allowed": False}),
        (ClauseKind.COST, {"per_request_usd": 10_000}),
        (ClauseKind.LANGUAGES, {"languages": ["en"]}),
    ],
)
def test_what_nobody_declared_of_a_model_counts_against_it(
    kind: ClauseKind, limits: dict[str, object]
) -> None:
    assert refused(kind, model(), **limits) == {"acme/large"}


def test_a_model_in_this_deployment_keeps_learns_and_moves_nothing() -> None:
    local = model(local=True)
    assert not refused(ClauseKind.RESIDENCY, local, regions=["eu-*"])
    assert not refused(ClauseKind.RETENTION, local, days_at_most=0)
    assert not refused(ClauseKind.TRAINING, local, allowed=False)


def test_embeddings_and_rerankers_are_held_to_where_data_goes_like_models() -> None:
    configured = Configuration(
        (
            Choice(Subject.EMBEDDING, "acme/embed", terms=Terms(region="us-1")),
            Choice(Subject.RERANKER, "litellm:acme/rank", terms=Terms(region="us-1")),
        )
    )
    out = {"acme/embed", "litellm:acme/rank"}
    assert refused(ClauseKind.RESIDENCY, configured, regions=["eu-1"]) == out
    assert refused(ClauseKind.RETENTION, configured, days_at_most=0) == out
    assert refused(ClauseKind.TRAINING, configured, allowed=False) == out


def test_a_region_is_meant_whole_unless_it_ends_in_a_star() -> None:
    assert refused(ClauseKind.RESIDENCY, model(region="eu-west-1"), regions=["eu"])
    assert not refused(ClauseKind.RESIDENCY, model(region="EU-West-1"), regions=["eu-west-*"])


def test_a_deployment_whose_region_nobody_declared_is_nowhere_allowed() -> None:
    configured = Configuration((Choice(Subject.REGION, "undeclared", running=True),))
    assert refused(ClauseKind.RESIDENCY, configured, regions=["*"]) == {"undeclared"}


def test_a_model_is_as_slow_as_declared_and_otherwise_left_to_measuring() -> None:
    limits = {"first_token_p95": 1.0}
    assert refused(ClauseKind.LATENCY, model(first_token_p95=1.5), **limits) == {"acme/large"}
    assert not refused(ClauseKind.LATENCY, model(first_token_p95=1.0, answer_p95=99), **limits)
    (ruling,) = rulings(ClauseKind.LATENCY, model(), **limits)
    assert ruling.allowed
    assert "measuring" in ruling.reason


def test_a_call_may_not_outlast_the_whole_answer() -> None:
    at_most = {"answer_p95": 10.0}
    assert not refused(ClauseKind.LATENCY, numbers(model_timeout=10), **at_most)
    out = refused(ClauseKind.LATENCY, numbers(model_timeout=10.5), **at_most)
    assert out == {"HANDRAIL_MODEL_TIMEOUT=10.5"}


def test_a_budget_for_the_first_token_says_nothing_of_the_timeout() -> None:
    assert rulings(ClauseKind.LATENCY, numbers(model_timeout=60), first_token_p95=1.0) == []


def test_a_request_costs_its_longest_prompt_and_its_longest_reply() -> None:
    priced = replace(
        model(price=Price(2.0, 10.0)), numbers=Numbers(tokens_in=10_000, tokens_out=1_000)
    )
    assert not refused(ClauseKind.COST, priced, per_request_usd=0.03)
    assert refused(ClauseKind.COST, priced, per_request_usd=0.029)


def test_a_month_costs_its_requests() -> None:
    priced = replace(
        model(price=Price(2.0, 10.0)), numbers=Numbers(tokens_in=10_000, tokens_out=1_000)
    )
    month = {"requests_per_tenant_month": 1000}
    assert not refused(ClauseKind.COST, priced, per_tenant_month_usd=30.01, **month)
    assert refused(ClauseKind.COST, priced, per_tenant_month_usd=29.99, **month)


def test_every_language_is_needed() -> None:
    reads = model(languages=frozenset({"en", "de"}))
    assert not refused(ClauseKind.LANGUAGES, reads, languages=["de"])
    (ruling,) = rulings(ClauseKind.LANGUAGES, reads, languages=["de", "fi"])
    assert "not fi" in ruling.reason


def test_records_kept_without_end_are_kept_long_enough_and_too_long() -> None:
    forever = numbers(audit_days=None)
    assert not refused(ClauseKind.AUDIT_RETENTION, forever, days_at_least=36_500)
    assert refused(ClauseKind.AUDIT_RETENTION, forever, days_at_most=36_500)
    year = numbers(audit_days=365)
    assert not refused(ClauseKind.AUDIT_RETENTION, year, days_at_least=365, days_at_most=365)
    assert refused(ClauseKind.AUDIT_RETENTION, year, days_at_least=366)


def test_documents_that_nobody_promised_to_read_anew_are_stale() -> None:
    assert refused(ClauseKind.STALENESS, numbers(refresh_hours=None), hours_at_most=10_000)
    assert not refused(ClauseKind.STALENESS, numbers(refresh_hours=24), hours_at_most=24)


def test_one_person_must_be_let_through_as_often_as_required() -> None:
    limits = {"at_once": 1, "per_person_per_minute": 61}
    assert refused(ClauseKind.CONCURRENCY, numbers(), **limits) == {
        "HANDRAIL_REQUESTS_PER_MINUTE=60"
    }


def test_a_clause_on_chunking_says_nothing_of_rerankers() -> None:
    ranked = Configuration((Choice(Subject.RERANKER, "none", running=True),))
    assert rulings(ClauseKind.RETRIEVAL, ranked, chunking=["clause-1"]) == []
    assert refused(ClauseKind.RETRIEVAL, ranked, rerankers=["linear"]) == {"none"}
