"""A judge's judgements as scores, beside which stands how steady and how trustworthy it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.evaluation.judge.items import items, of_run
from core.evaluation.judge.keeping import kept
from core.evaluation.judge.people import Said, against_people, judgement, told
from core.evaluation.judge.steadiness import steadiness
from core.evaluation.judge.values import Item, Judgement, Subject
from core.evaluation.runs.values import Outcome, Run
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case


@dataclass(frozen=True, slots=True)
class Judged:
    """Scores outcomes by what `judge` (a model and its prompt's version) said of them.

    Correctness is 1 or 0 by the majority of repeats, faithfulness the share of claims a majority
    supports. Where any of it lacks a usable judgement there is no score.
    """

    judgements: Mapping[str, Judgement]
    subject: Subject
    judge: str
    limits: str

    @property
    def name(self) -> str:
        """What the score is called."""
        return f"judged_{self.subject.value}"

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score of what came of a case, from judgements made before; nothing is asked."""
        if self.subject is Subject.CORRECTNESS and outcome.refusal and case.must_say:
            return Score(self.name, Verdict.REFUSED, 0.0, "It was refused; no judge was asked.")
        judged = [(each, self._of(each)) for each in items(self.subject, case, outcome)]
        if not judged:
            return unscored(self.name, "There is nothing here for a judge.")
        if without := [each for _, each in judged if each is None or each.holds is None]:
            return unscored(self.name, _why_not(without))
        return self._score([(item, each) for item, each in judged if each is not None])

    def _of(self, item: Item) -> Judgement | None:
        return judgement(item, self.judgements, self.judge)

    def _score(self, judged: Sequence[tuple[Item, Judgement]]) -> Score:
        holding = [bool(each.holds) for _, each in judged]
        value = sum(holding) / len(holding)
        right = Verdict.CORRECT if all(holding) else Verdict.INCORRECT
        evidence = tuple(_evidence(item, each) for item, each in judged)
        return Score(self.name, right, value, _why(judged), evidence)


def scorers(suite: Suite, run: Run, people: Mapping[Subject, Said]) -> tuple[Judged, ...]:
    """A scorer for each judge whose judgements the run keeps; `people` say what was labelled."""
    judgements = kept(run)
    return tuple(
        _judged(suite, run, judgements, Subject(subject), judge, people.get(Subject(subject)))
        for subject, judge in sorted({_whose(*each) for each in judgements.items()})
    )


def _judged(
    suite: Suite,
    run: Run,
    judgements: Mapping[str, Judgement],
    subject: Subject,
    judge: str,
    people: Said | None,
) -> Judged:
    own = {
        name: each for name, each in judgements.items() if _whose(name, each) == (subject, judge)
    }
    asked = of_run(subject, suite.cases, run.outcomes)
    agreement = against_people(asked, own, judge, people or _nobody)
    limits = (
        f"The opinion of a language model, {judge}. {told(agreement)} {steadiness(own.values())}"
    )
    return Judged(own, subject, judge, limits)


def _whose(name: str, judgement: Judgement) -> tuple[str, str]:
    return name.split(" ", 1)[0], judgement.judge


def _nobody(_: Item) -> None:
    return None


def _why_not(without: Sequence[Judgement | None]) -> str:
    said = next((each.opinions[0].reason for each in without if each and not each.usable), None)
    if any(each is None for each in without):
        return "It has not been judged."
    return said or "The judge's repeats contradict each other evenly."


def _why(judged: Sequence[tuple[Item, Judgement]]) -> str:
    against = [each for _, each in judged if not each.holds]
    return _reason((against or [each for _, each in judged])[0])


def _reason(judgement: Judgement) -> str:
    """What the judge said in one of the repeats that are its verdict, and how many these are."""
    reason = next(o.reason for o in judgement.opinions if o.holds is judgement.holds)
    same = sum(each is judgement.holds for each in judgement.usable)
    times = f" ({same} of {len(judgement.opinions)} times)" if len(judgement.opinions) > 1 else ""
    return f"{reason}{times}"


def _evidence(item: Item, judgement: Judgement) -> Evidence:
    what = "answer" if item.subject is Subject.CORRECTNESS else "claim"
    end = item.start + len(item.text)
    return Evidence(what, item.text, bool(judgement.holds), item.start, end)
