"""Suites, runs and scores as the gate sees them, for tests to change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from core.domain.access import Tier
from core.evaluation.reports import Scored, scored
from core.evaluation.runs.values import Outcome, Passage, Run, Took
from core.evaluation.scorers.correctness import Correctness
from core.evaluation.scorers.isolation import Isolation
from core.evaluation.scorers.latency import Latency
from core.evaluation.scorers.refusal import OverRefusal, RefusalKind, UnderRefusal
from core.evaluation.scorers.score import Score, Scorer, Verdict, unscored
from core.evaluation.suites.suite import Rules, Suite
from core.evaluation.suites.values import AsWhom, Case, Justification, RightRefusal, TextFact

SOMEBODY = AsWhom("alder", Tier.INTERNAL)
RIGHT, REWORDED, WRONG = "Within 30 days.", "You have 30 days for it.", "Within 60 days."
NOTHING = "Nothing on that."
RULES = Rules(margins={"correctness": 0.05, "under_refusal": 0.05}, critical=("critical",))
RUN = Run(
    suite="locks",
    release_id="r-1",
    release={"prompt": "Answer."},
    corpus={"alder": "c0ffee"},
    code="c0de",
    began=datetime(2026, 3, 1, 12, tzinfo=UTC),
    outcomes=(),
)
SECRET = Passage(
    "00a1", "board.md", "ab" * 32, "Board", (), "", "To be sold.", 0, 11, Tier.RESTRICTED
)
REAL: tuple[Scorer, ...] = (
    *(Correctness(), OverRefusal(), UnderRefusal(), RefusalKind(), Isolation(), Latency()),
)


@dataclass(frozen=True)
class Fixed:
    """A scorer that gives each case the value it was told, and no score to the others."""

    name: str
    values: Mapping[str, float] = field(default_factory=dict)
    limits: str = "It says what it was told to say."

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        if case.id not in self.values:
            return unscored(self.name, "The judge did not answer.")
        return Score(self.name, Verdict.CORRECT, self.values[case.id], "So it was told.")


def case(number: int, *tags: str, documents: int = 10) -> Case:
    """A case to answer; several share a document."""
    return Case(
        id=f"locks-{number:03}",
        question=f"How long does lock {number} take?",
        as_whom=SOMEBODY,
        must_say=(TextFact("30 days"),),
        justified_by=(Justification(f"{number % documents}.md"),),
        tags=tags,
    )


def refusing(number: int, kind: RightRefusal = RightRefusal.NO_EVIDENCE) -> Case:
    """A case to refuse."""
    return Case(f"none-{number:03}", "Who is it?", SOMEBODY, refusal=kind)


def suite(cases: Iterable[Case], rules: Rules = RULES, folder: Path = Path("locks")) -> Suite:
    """A suite of these cases."""
    return Suite("locks", folder, "Locks.", "alder", tuple(cases), rules=rules)


def outcome(of: Case, answer: str | None = None, **changed: object) -> Outcome:
    """What is right, or another answer."""
    kind = None
    if of.refusal and answer is None:
        kind = "no_evidence" if of.refusal is RightRefusal.NOT_CLEARED else of.refusal.value
    text = answer or (NOTHING if of.refusal else RIGHT)
    took = Took(first_ms=80.0, total_ms=100.0, cost_usd=0.001)
    made = Outcome(of.id, 1, f"asked {of.id}", text, kind, took=took)
    return replace(made, **changed)  # type: ignore[arg-type]


def run(outcomes: Iterable[Outcome]) -> Run:
    """A run of these outcomes."""
    return replace(RUN, outcomes=tuple(outcomes))


def answered(
    of: Suite, answers: Mapping[str, str] | None = None, scorers: Iterable[Scorer] = REAL
) -> Scored:
    """A scored run in which some cases, by id, are answered so, and the others right."""
    given = answers or {}
    return scored(run(outcome(each, given.get(each.id)) for each in of.cases), of, scorers)
