"""Latency: how long the asker waited, for the first words and for all of the answer."""

from dataclasses import dataclass

from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Score, Verdict, unscored
from core.evaluation.suites.values import Case

_LIMITS = (
    "It was measured on the machine and under the load of the run, not on those of production."
)


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from the question to the end of the answer or refusal."""

    name: str = "latency_ms"
    limits: str = _LIMITS

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """Milliseconds; unscored where nothing came."""
        return _milliseconds(self.name, outcome, outcome.took.total_ms)


@dataclass(frozen=True, slots=True)
class FirstToken:
    """Milliseconds from the question to the first words of the answer."""

    name: str = "first_token_ms"
    limits: str = _LIMITS

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """Milliseconds; unscored where nothing came."""
        return _milliseconds(self.name, outcome, outcome.took.first_ms)


def _milliseconds(name: str, outcome: Outcome, value: float) -> Score:
    if outcome.error:
        return unscored(name, f"There is no answer: {outcome.error}")
    return Score(name, Verdict.CORRECT, value, f"{value:,.0f} ms.")
