"""Makers of small cases and outcomes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.domain.access import Tier
from core.evaluation.runs.values import Cited, Outcome, Passage
from core.evaluation.suites.values import AsWhom, Case

TRAVEL = Passage(
    chunk_id="travel-1",
    source="policies/travel.md",
    version="v2",
    title="Travel",
    headings=("Travel", "Meals"),
    prefix="Travel > Meals",
    text="For a full day away, meals are repaid up to EUR 62. Minibars are never repaid.",
    start=100,
    end=179,
    tier=Tier.INTERNAL,
)


@pytest.fixture
def case() -> Case:
    return Case("alder-1", "What is repaid for meals?", AsWhom("alder"))


@pytest.fixture
def travel() -> Passage:
    return TRAVEL


@pytest.fixture
def answered() -> Callable[..., Outcome]:
    def make(answer: str, *retrieved: Passage, **more: object) -> Outcome:
        outcome = Outcome("alder-1", 0, "digest", answer, retrieved=retrieved)
        return replace(outcome, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def cited() -> Callable[..., Cited]:
    def make(passage: Passage, quote: str, number: int = 1) -> Cited:
        start = passage.start + passage.text.index(quote)
        return Cited(number, passage.chunk_id, quote, start, start + len(quote))

    return make
