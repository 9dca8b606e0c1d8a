"""How far the reviewers of a tenant agree with each other, and the scorer of correctness with them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.evaluation.agreement import Agreement, between, cohens_kappa
from core.evaluation.reports.metrics import CORRECTNESS
from core.evaluation.review.labels import DECIDED, Kind
from core.evaluation.review.queue import Queued
from core.evaluation.scorers.score import Verdict

SCORED = {Verdict.CORRECT: "correct", Verdict.INCORRECT: "incorrect"}


@dataclass(frozen=True, slots=True)
class Agreeing:
    """People among themselves, before anybody decided between them; and the scorer with the settled.

    `settled` answers people have settled, `open` they disagree on.
    """

    people: Agreement
    scorer: Agreement
    labelled: int
    settled: int
    open: int


def agreeing(queue: Sequence[Queued]) -> Agreeing:
    """The agreement over everything that the reader may see."""
    raters: dict[str, dict[str, str]] = defaultdict(dict)
    for each in queue:
        for label in each.standing:
            if label.kind is Kind.LABEL and label.verdict in DECIDED:
                raters[label.subject][each.item.id] = label.verdict.value
    return Agreeing(
        people=between(raters),
        scorer=cohens_kappa(_against_scorer(queue)),
        labelled=sum(bool(each.standing) for each in queue),
        settled=sum(each.settled is not None for each in queue),
        open=sum(
            len({label.verdict for label in each.standing}) > 1
            for each in queue
            if not each.settled
        ),
    )


def _against_scorer(queue: Sequence[Queued]) -> list[tuple[str, str]]:
    pairs = []
    for each in queue:
        score = each.item.scores().get(CORRECTNESS)
        if each.settled and score and score.verdict in SCORED:
            pairs.append((each.settled.verdict.value, SCORED[score.verdict]))
    return pairs
