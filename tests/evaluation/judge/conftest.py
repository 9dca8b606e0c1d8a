"""A run of three cases, and judges that say what they are told to."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.domain.access import Tier
from core.evaluation.judge.judging import Judge
from core.evaluation.runs.values import Outcome, Passage, Run
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom, Case, NumberFact, RightRefusal
from core.inference.router import Model
from core.requirements.configuration import Price

FREE = Price(0.0, 0.0)
ADA = AsWhom("acme", Tier.INTERNAL, frozenset(), "ada")
PASSAGE = Passage(
    "c1", "travel.md", "v1", "Travel", (), "", "A hotel is 120 euros.", 0, 21, Tier.INTERNAL
)


def said(verdict: str, reason: str = "As the facts say.") -> str:
    return json.dumps({"reason": reason, "verdict": verdict})


def case(name: str, refusal: RightRefusal | None = None) -> Case:
    facts = () if refusal else (NumberFact(120, "EUR"),)
    return Case(name, "What may a hotel cost?", ADA, must_say=facts, refusal=refusal)


def outcome(name: str, answer: str, refusal: str | None = None) -> Outcome:
    return Outcome(name, 1, "asked", answer, refusal, retrieved=(PASSAGE,), scores=(0.9,))


def judge(model: Model, repeat: int = 1, price: Price = FREE) -> Judge:
    return Judge(model, "scripted", price, repeat, at_once=1)


@pytest.fixture
def suite() -> Suite:
    cases = (case("right"), case("wrong"), case("none", RightRefusal.NO_EVIDENCE))
    return Suite("acme", Path("evals/acme"), "Travel.", "acme", cases)


@pytest.fixture
def run() -> Run:
    outcomes = (
        outcome("right", "A hotel is 120 euros. [1]"),
        outcome("wrong", "A hotel is 210 euros. [1]\n\nA taxi is free. [1]"),
        outcome("none", "The documents do not answer this.", "no_evidence"),
    )
    return Run("acme", "r-1", {}, {}, "code", datetime(2026, 11, 1, tzinfo=UTC), outcomes)
