"""Correctness by facts: all that must be said is said, and nothing that must not be."""

from dataclasses import dataclass

from core.evaluation.facts.stating import Found, Strictness, find, told
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.values import Case, Fact

STATED, MISSING, FORBIDDEN = "stated", "missing", "must not be said"


@dataclass(frozen=True, slots=True)
class Correctness:
    """1 where every fact that must be said is stated and none that must not be; 0 if not, or refused.

    Evidence has every fact: where it is stated, or that it is missing. `strictness` is for the
    facts that must be said; those that must not be are always looked for as they are written.
    """

    strictness: Strictness = Strictness.EXACT

    name: str = "correctness"
    limits: str = (
        "It looks for the facts of the case and for nothing else: what an answer adds to them may be "
        "wrong, and a fact in words that the case does not foresee counts as missing."
    )

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """`REFUSED` for a refusal of what is to be answered; unscored without a fact or an answer."""
        if outcome.error:
            return unscored(self.name, f"There is no answer: {outcome.error}")
        evidence = (*self._wanted(case, outcome), *_forbidden(case, outcome))
        faults = [each for each in evidence if not each.holds]
        if any(each.what == FORBIDDEN for each in faults):
            return Score(self.name, Verdict.INCORRECT, 0.0, _why(faults), evidence)
        if case.refusal or not (case.must_say or case.must_not_say):
            return unscored(self.name, "The case has no fact that an answer has to state.")
        if outcome.refusal:
            why = f"It was refused ({outcome.refusal}), and there is an answer."
            return Score(self.name, Verdict.REFUSED, 0.0, why, evidence)
        if faults:
            return Score(self.name, Verdict.INCORRECT, 0.0, _why(faults), evidence)
        return Score(self.name, Verdict.CORRECT, 1.0, _right(case), evidence)

    def _wanted(self, case: Case, outcome: Outcome) -> list[Evidence]:
        if case.refusal or outcome.refusal:
            return []
        text = outcome.answer
        return [
            _stated(fact, find(fact, text, case.question, self.strictness), text)
            for fact in case.must_say
        ]


def _stated(fact: Fact, found: Found, answer: str) -> Evidence:
    if not found.places:
        return Evidence(MISSING, told(fact), holds=False)
    place = found.places[0]
    what = STATED if found.is_stated else "denied"
    if found.is_stated and not found.is_stated_for_sure:
        what = "stated, if the date is read that way"
    return Evidence(what, answer[place.start : place.end], found.is_stated, place.start, place.end)


def _forbidden(case: Case, outcome: Outcome) -> list[Evidence]:
    found = [(fact, find(fact, outcome.answer, case.question)) for fact in case.must_not_say]
    return [
        Evidence(
            FORBIDDEN,
            outcome.answer[each.places[0].start : each.places[0].end],
            holds=False,
            start=each.places[0].start,
            end=each.places[0].end,
        )
        for _, each in found
        if each.is_stated_for_sure
    ]


def _why(faults: list[Evidence]) -> str:
    why = "; ".join(f"{each.what}: {each.text}" for each in faults)
    return f"{why[0].upper()}{why[1:]}."


def _right(case: Case) -> str:
    number = len(case.must_say)
    if not number:
        return "It says nothing that it must not say."
    return "It states the fact." if number == 1 else f"It states all {number} facts."
