"""What judges make of a run as a whole, each figure with its interval and what it is worth."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.evaluation.intervals import Mean, mean
from core.evaluation.judge.people import Said
from core.evaluation.judge.scorer import Judged, scorers
from core.evaluation.judge.values import Subject
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite


@dataclass(frozen=True, slots=True)
class Figure:
    """A judge's mean score over what it has a usable opinion of; None where that is nothing."""

    metric: str
    judge: str
    mean: Mean | None
    limits: str

    def as_json(self) -> dict[str, Any]:
        """The figure for a program; what there is nothing to say of is null."""
        nothing = {"value": None, "low": None, "high": None, "n": 0}
        told = asdict(self.mean) if self.mean else nothing
        return {"metric": self.metric, "judge": self.judge, **told, "limits": self.limits}

    def __str__(self) -> str:
        """The figure as people read it."""
        if self.mean is None:
            return f"{self.metric}: no usable judgement"
        each = self.mean
        return f"{self.metric} {each.value:.3f} ({each.low:.3f} to {each.high:.3f}, {each.n})"


def figures(suite: Suite, run: Run, people: Mapping[Subject, Said]) -> list[Figure]:
    """A figure for each judge whose judgements the run keeps."""
    return [_figure(each, suite, run) for each in scorers(suite, run, people)]


def _figure(judged: Judged, suite: Suite, run: Run) -> Figure:
    cases = {case.id: case for case in suite.cases}
    scores = (judged(cases[each.case], each) for each in run.outcomes if each.case in cases)
    values = [score.value for score in scores if score.value is not None]
    return Figure(judged.name, judged.judge, mean(values) if values else None, judged.limits)
