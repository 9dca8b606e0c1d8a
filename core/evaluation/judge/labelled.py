"""What reviewers have settled about the answers of a run, for a judge to be held against."""

from collections.abc import Mapping

from core.evaluation.judge.people import Said
from core.evaluation.judge.values import Item, Subject
from core.evaluation.review.filing import LABELS, labels
from core.evaluation.review.items import item_id
from core.evaluation.review.labels import Word, settled
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite


def people(suite: Suite, run: Run) -> Mapping[Subject, Said]:
    """What people say of each subject: whole answers are what they label, and claims are not."""
    known = _settled(suite, run)

    def said(item: Item) -> bool | None:
        return known.get((item.case, item.attempt))

    return {Subject.CORRECTNESS: said} if known else {}


def _settled(suite: Suite, run: Run) -> dict[tuple[str, int], bool]:
    """Whether an answer is right, by case and attempt, where people agree or one has decided."""
    told = labels(suite.folder / LABELS)
    cases = {case.id: case for case in suite.cases}
    words = {
        (each.case, each.attempt): settled(
            told.get(item_id(suite.name, cases[each.case], each), ()), matters=False
        )
        for each in run.outcomes
        if told and each.case in cases
    }
    return {key: each.verdict is Word.CORRECT for key, each in words.items() if each}
