"""The gate's verdict: every rule asked, none skipped because another has already blocked."""

from collections.abc import Iterator

from core.evaluation.gate.accepted import CORPUS, RELEASE, accepted
from core.evaluation.gate.budgets import budgets, held
from core.evaluation.gate.comparing import Comparison, compare
from core.evaluation.gate.hard import ERRORS, MISSING, UNSCORED, critical, hard
from core.evaluation.gate.ruling import Ruling, Verdict
from core.evaluation.gate.soft import ceiling, floor, margin, soft
from core.evaluation.reports.metrics import ISOLATION
from core.evaluation.reports.scoring import Scored
from core.evaluation.suites.suite import Suite


def judge(baseline: Scored, candidate: Scored, *, committed: bool = False) -> Verdict:
    """The verdict on a candidate, by the rules of its suite.

    With `committed`, the baseline is the one that was accepted for what is in the repository, and
    another release or corpus blocks until it is accepted too; without, two releases are compared on
    purpose. Code that changed blocks only by what it does. Raises `BadRequirements`.
    """
    comparison = compare(baseline, candidate)
    return Verdict(comparison, tuple(_rulings(comparison, committed=committed)))


def rules(suite: Suite, *, committed: bool = False) -> tuple[str, ...]:
    """The names of every rule that `judge` will ask, before anything is run."""
    return (
        *(ERRORS, MISSING, UNSCORED, ISOLATION),
        *(critical(case.id) for case in suite.cases if suite.is_critical(case)),
        *map(margin, suite.rules.margins),
        *map(floor, suite.rules.floors),
        *map(ceiling, suite.rules.ceilings),
        *(budget.rule for budget in budgets(suite)),
        *((RELEASE, CORPUS) if committed else ()),
    )


def _rulings(comparison: Comparison, *, committed: bool) -> Iterator[Ruling]:
    yield from hard(comparison)
    yield from soft(comparison)
    yield from held(comparison.candidate)
    if committed:
        yield from accepted(comparison)
