"""A run judged: what is judged already stays, what comes in is kept as it comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.evaluation.judge.items import of_run
from core.evaluation.judge.judging import Judge, Watcher
from core.evaluation.judge.keeping import keeping, kept
from core.evaluation.judge.purse import Purse
from core.evaluation.judge.values import Item, Judgement, Subject
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite

KEPT_EVERY = 10  # judgements


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to judge of a run, what of it is missing, and the most that this may cost."""

    items: tuple[Item, ...]
    missing: tuple[Item, ...]
    most_usd: float


def work(suite: Suite, run: Run, judge: Judge, subjects: Sequence[Subject]) -> Work:
    """What is to be done before `run` is judged on `subjects`; raises `BadJudgement`."""
    items = [each for subject in subjects for each in of_run(subject, suite.cases, run.outcomes)]
    missing = judge.missing(items, kept(run))
    return Work(tuple(items), tuple(missing), judge.most(missing))


def judged(
    run: Run,
    judge: Judge,
    missing: Sequence[Item],
    purse: Purse,
    keep: Callable[[Run], None] = lambda _: None,
    watch: Watcher = lambda *_: None,
) -> Run:
    """The run with what the judge says of `missing`, as far as the purse reaches.

    `keep` is handed the run every ten judgements and at the end, also where it is stopped.
    """
    judgements = kept(run)
    try:
        for count, (name, judgement) in enumerate(judge.judged(missing, purse, watch), start=1):
            judgements[name] = _better(judgements.get(name), judgement)
            if count % KEPT_EVERY == 0:
                keep(keeping(run, judgements))
    finally:
        keep(keeping(run, judgements))
    return keeping(run, judgements)


def _better(before: Judgement | None, after: Judgement) -> Judgement:
    """The newer judgement, unless it is of the same and says less."""
    if before is None or before.given != after.given or len(before.usable) <= len(after.usable):
        return after
    return before
