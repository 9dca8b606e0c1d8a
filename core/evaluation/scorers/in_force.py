"""Whether what was retrieved applies on the day that is asked of."""

from dataclasses import dataclass, field
from datetime import date

from core.domain.document import Effective, Standing
from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.scorers.held import Holdings, held, nothing
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.values import Case


@dataclass(frozen=True, slots=True)
class InForce:
    """1 where every retrieved passage is in force on the case's day, `today` if it names none; else 0.

    With `holdings` the dates are those of the tenant's files, which the database may have lost.
    """

    today: date
    holdings: Holdings = field(default_factory=nothing)
    name: str = "in_force"
    limits: str = (
        "It goes by the dates that documents are given; whether those are right it cannot tell."
    )

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score, with the passages that do not apply as evidence; 1 where nothing was retrieved."""
        if outcome.error:
            return unscored(self.name, f"Nothing was searched: {outcome.error}")
        day = case.as_of or self.today
        found = [(p, self._standing(case.as_whom.tenant, p, day)) for p in outcome.retrieved]
        wrong = tuple(
            Evidence(standing.value, passage.text, False, chunk_id=passage.chunk_id)
            for passage, standing in found
            if standing is not Standing.IN_FORCE
        )
        why = f"{len(wrong)} of {len(found)} passages are not in force on {day}."
        verdict = Verdict.INCORRECT if wrong else Verdict.CORRECT
        return Score(self.name, verdict, 0.0 if wrong else 1.0, why, wrong)

    def _standing(self, tenant: str, passage: Passage, day: date) -> Standing:
        known = held(self.holdings, tenant, passage)
        dates = [(each.effective_from, each.effective_to) for each in known]
        dates = dates or [(passage.effective_from, passage.effective_to)]
        several = [Effective(start, end).on(day) for start, end in dates]
        return Standing.IN_FORCE if Standing.IN_FORCE in several else several[0]
