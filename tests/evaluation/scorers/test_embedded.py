"""All embedded scorers together: each metric once, each with its limits, the same every time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.evaluation.reports.metrics import METRICS
from core.evaluation.runs.values import Outcome, Passage, Run
from core.evaluation.scorers.embedded import scorers
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case, Justification, NumberFact

Answered = Callable[..., Outcome]


def run_of(*outcomes: Outcome) -> Run:
    return Run("alder", "r1", {}, {}, "code", datetime(2027, 1, 1, tzinfo=UTC), outcomes)


def suite_of(*cases: Case) -> Suite:
    return Suite("alder", Path("evals/alder"), "", "alder", cases)


def test_every_metric_has_its_scorer_and_every_scorer_its_limits(case: Case) -> None:
    found = scorers(run_of())
    names = [each.name for each in found]
    assert len(names) == len(set(names))
    assert set(METRICS) <= set(names)
    assert all(each.limits.endswith(".") for each in found)


def test_a_right_answer_passes_them_all_and_scores_the_same_again(
    case: Case, travel: Passage, answered: Answered
) -> None:
    right = replace(
        case,
        must_say=(NumberFact(62, "EUR"),),
        justified_by=(Justification(travel.source, travel.text),),
    )
    outcome = answered("For a full day away, meals are repaid up to EUR 62. [1]", travel)
    once, again = ([each(right, outcome) for each in scorers(run_of(outcome))] for _ in "12")
    assert once == again
    shares = {each.scorer: each.value for each in once if not each.scorer.endswith(("_ms", "_usd"))}
    assert shares.pop("over_refusal") == 0
    assert set(shares.values()) == {1.0, None}
