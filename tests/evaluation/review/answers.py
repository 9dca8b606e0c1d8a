"""Cases, answers and a shelf to review: what the tests of this folder share."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from core.answering.service import Assistant
from core.audit import Audit
from core.domain.access import Principal, Tier
from core.domain.release import RefusalSettings
from core.evaluation.reports import Scored, scored
from core.evaluation.runs.values import Cited, Outcome, Passage, Run
from core.evaluation.scorers.score import Evidence, Score, Verdict
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom, Case, Justification, NumberFact
from core.inference.scripted import ScriptedModel
from core.releases import release
from core.settings import Settings
from core.store import records
from tests.conftest import Shelf

LEAVE = "Everyone has thirty days of leave a year."
PAY = "Pay begins at EUR 31,417 a year."
READER = AsWhom("acme", Tier.INTERNAL, name="reader")
CASE = Case(
    "leave-1",
    "How many days of leave?",
    READER,
    must_say=(NumberFact(30, "days"),),
    justified_by=(Justification("leave.md"),),
)
WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def passage(source: str, text: str, tier: Tier = Tier.INTERNAL) -> Passage:
    return Passage(f"c-{source}", source, "v1", source, (), "", text, 0, len(text), tier)


def outcome(case: Case = CASE, answer: str = "Thirty days. [1]", **more: object) -> Outcome:
    """An answer that quotes the leave policy, unless told otherwise."""
    told = Outcome(
        case.id,
        1,
        "asked",
        answer,
        citations=(Cited(1, "c-leave.md", LEAVE[:30], 0, 30),),
        retrieved=(passage("leave.md", LEAVE),),
    )
    return replace(told, **more)  # type: ignore[arg-type]


def suite(folder: Path, *cases: Case, tenant: str = "acme", **more: object) -> Suite:
    """A suite in a folder of its own, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Suite(folder.name, folder, "Leave.", tenant, cases or (CASE,), {"reader": READER})
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Says:
    """A scorer that says what it is told to."""

    name: str = "correctness"
    verdict: Verdict = Verdict.CORRECT
    value: float | None = 1.0
    why: str = "It states the fact."
    evidence: tuple[Evidence, ...] = field(default_factory=tuple)
    limits: str = "It says what it is told to."

    def __call__(self, _: Case, __: Outcome) -> Score:
        return Score(self.name, self.verdict, self.value, self.why, self.evidence)


def run(held: Suite, *outcomes: Outcome, began: datetime = WHEN) -> Scored:
    """A run of these outcomes, scored."""
    return scored(Run(held.name, "r-1", {}, {}, "code", began, outcomes), held, [Says()])


def assistant(shelf: Shelf) -> Assistant:
    """Answers whatever is asked, as long as anything is found."""
    made = replace(release(Settings()), refusal=RefusalSettings(0.0, 0.0))
    records.put_release(shelf.database, made)
    model = ScriptedModel(["Thirty days of leave. [1]"] * 20)
    return Assistant(shelf.store, shelf.searcher(), model, Audit(shelf.store), made)


def expert(shelf: Shelf, subject: str = "ann", **held: object) -> Principal:
    return shelf.principal(subject=subject, **{"roles": ("expert",), **held})  # type: ignore[arg-type]
