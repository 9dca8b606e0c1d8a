"""Where people have settled what an answer is, their word stands in the place of the scorer's."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.evaluation.reports.metrics import CORRECTNESS
from core.evaluation.review.filing import LABELS, Labels, labels
from core.evaluation.review.items import item_id, matters
from core.evaluation.review.labels import Settled, Word, settled
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Score, Scorer, Verdict
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case


@dataclass(frozen=True, slots=True)
class Labelled:
    """A scorer of answers that gives way to what people have settled about the very same answer.

    Where two people are needed, one changes nothing, and nor do people who disagree until somebody
    has decided. Refusals keep the scorer's word: an axis of their own tells of those.
    """

    scorer: Scorer
    suite: Suite
    labels: Labels

    @property
    def name(self) -> str:
        """The scorer's own name, as it is the same metric."""
        return self.scorer.name

    @property
    def limits(self) -> str:
        """The scorer's own, as it scores whatever nobody has looked at."""
        return self.scorer.limits

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """What people settled, or what the scorer says."""
        scored = self.scorer(case, outcome)
        if case.refusal or outcome.refusal or outcome.error:
            return scored
        said = self.labels.get(item_id(self.suite.name, case, outcome), ())
        found = settled(said, matters(self.suite, case))
        return _score(scored, found) if found else scored


def with_people(suite: Suite, scorers: Sequence[Scorer]) -> tuple[Scorer, ...]:
    """The scorers, that of correctness held to what people said in the suite's `labels.jsonl`."""
    said = labels(suite.folder / LABELS)
    return tuple(
        Labelled(each, suite, said) if said and each.name == CORRECTNESS else each
        for each in scorers
    )


def _score(scored: Score, found: Settled) -> Score:
    right = found.verdict is Word.CORRECT
    verdict = Verdict.CORRECT if right else Verdict.INCORRECT
    return Score(scored.scorer, verdict, float(right), _why(scored, found), scored.evidence)


def _why(scored: Score, found: Settled) -> str:
    if found.adjudicated:
        told = f"{found.people} people looked at this very answer, and the last decided"
    else:
        told = (
            f"{found.people} {'person' if found.people == 1 else 'people'} said of this very answer"
        )
    return f"{told} that it is {found.verdict}. The scorer's own word: {scored.why}"
