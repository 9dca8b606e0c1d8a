"""How a run is scored wherever it is looked at: without a network, and held to what people said."""

from core.evaluation.reports.scoring import Scored, scored
from core.evaluation.review.labelled import with_people
from core.evaluation.runs.values import Run
from core.evaluation.scorers.embedded import scorers
from core.evaluation.suites.suite import Suite


def score(run: Run, suite: Suite) -> Scored:
    """Every embedded scorer's word on a run; of what `labels.jsonl` settles, people's on correctness."""
    return scored(run, suite, with_people(suite, scorers(run)))
