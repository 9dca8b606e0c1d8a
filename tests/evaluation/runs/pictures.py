"""Runs and outcomes as they look, for tests to change."""

from datetime import UTC, date, datetime

from core.domain.access import Tier
from core.evaluation.runs.values import Cited, Holding, Outcome, Passage, Run, Took

RESETS = Passage(
    chunk_id="00a1",
    source="handbook/locks.md",
    version="ab" * 32,
    title="Locks",
    headings=("Locks", "Resets"),
    prefix="Locks > Resets",
    text="A lock is reset within 30 days.",
    start=120,
    end=151,
    tier=Tier.INTERNAL,
    groups=frozenset({"works", "office"}),
    effective_from=date(2024, 1, 1),
)
KEYS = Passage(
    "00b2", "keys.md", "cd" * 32, "Keys", (), "", "Keys are blue — «so».", 0, 21, Tier(0)
)

ANSWERED = Outcome(
    case="locks-01",
    attempt=1,
    asked="5eed",
    answer="Within 30 days [1].",
    citations=(Cited(1, "00a1", "within 30 days", 16, 30),),
    retrieved=(RESETS, KEYS),
    scores=(0.75, 0.5),
    searched="reset of a lock",
    model="embedded",
    took=Took(12.5, 3.1, 15.6, 16.0, 0.000125, 300, 12),
)
REFUSED = Outcome("locks-02", 1, "feed", "Nothing on that.", "no_evidence", (), (KEYS,), (0.1,))
FAILED = Outcome("locks-03", 1, "dead", "", error="The model is busy. Try again.")

RUN = Run(
    suite="locks",
    release_id="r-0123456789abcdef",
    release={"prompt": "Answer.", "route": ["embedded"], "retrieval": {"k": 8}},
    corpus={"alder": "c0ffee"},
    code="c0de",
    began=datetime(2026, 3, 1, 12, tzinfo=UTC),
    outcomes=(ANSWERED, REFUSED, FAILED),
    holdings={"alder": (Holding("keys.md", "cd" * 32, Tier.PUBLIC, frozenset({"works"})),)},
    judgements={"judge": {"kappa": 0.61}},
)
