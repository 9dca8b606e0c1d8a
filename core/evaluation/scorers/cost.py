"""Cost: what the model's provider charges for an answer."""

from dataclasses import dataclass

from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Score, Verdict, unscored
from core.evaluation.suites.values import Case


@dataclass(frozen=True, slots=True)
class Cost:
    """US dollars."""

    name: str = "cost_usd"
    limits: str = "It counts the model's tokens at list price; machines and people are not in it."

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """US dollars; unscored where nothing came."""
        if outcome.error:
            return unscored(self.name, f"There is no answer: {outcome.error}")
        took = outcome.took
        why = f"{took.tokens_in} tokens in, {took.tokens_out} out: ${took.cost_usd:.6f}."
        return Score(self.name, Verdict.CORRECT, took.cost_usd, why)
