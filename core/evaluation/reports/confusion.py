"""Refusals on an axis of their own: what was right against what was done."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.domain.answer import RefusalKind
from core.evaluation.reports.figures import Figure, figure
from core.evaluation.reports.metrics import METRICS, to_answer, to_refuse
from core.evaluation.reports.scoring import Scored
from core.evaluation.suites.values import RightRefusal

ANSWER, ANSWERED = "answer", "answered"
RIGHT = (ANSWER, *(kind.value for kind in RightRefusal))
DONE = (ANSWERED, *(kind.value for kind in RefusalKind))


class Cell(NamedTuple):
    """What was right (a row), and what was done (a column)."""

    right: str
    done: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """Attempts by what was right and what was done; the two faults are never added up.

    `over_refusal` is the share of cases to answer that were refused, `under_refusal` the share of
    cases to refuse that were answered. Attempts that ended in an error are in no cell.
    """

    counts: Mapping[Cell, int]
    over_refusal: Figure
    under_refusal: Figure

    def row(self, right: str) -> tuple[int, ...]:
        """The attempts of a row, in the order of `DONE`."""
        return tuple(self.counts.get(Cell(right, done), 0) for done in DONE)


def confusion(scored: Scored) -> Confusion:
    """The refusal confusion matrix of a run, with both faults as figures."""
    return Confusion(
        Counter(_cells(scored)),
        figure(scored, METRICS["over_refusal"]),
        figure(scored, METRICS["under_refusal"]),
    )


def _cells(scored: Scored) -> Iterator[Cell]:
    for case in scored.cases.values():
        if to_answer(case) or to_refuse(case):
            right = case.refusal.value if case.refusal else ANSWER
            for outcome in scored.outcomes[case.id]:
                if outcome.error is None:
                    yield Cell(right, outcome.refusal or ANSWERED)
