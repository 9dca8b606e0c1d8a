from dataclasses import replace
from math import nan

import pytest

from core.evaluation.reports import scored
from core.evaluation.reports.confusion import Cell, confusion
from core.evaluation.reports.figures import figure, figures
from core.evaluation.reports.metrics import METRICS
from core.evaluation.reports.slices import by_split, by_tag
from core.evaluation.runs.values import Outcome
from core.evaluation.scorers.score import Score, Verdict
from core.evaluation.suites.values import Case, RightRefusal, Split
from tests.evaluation.gate.pictures import (
    NOTHING,
    REAL,
    WRONG,
    Fixed,
    answered,
    case,
    outcome,
    refusing,
    run,
    suite,
)

CASES = tuple(case(n) for n in range(20))
CORRECTNESS, FAITHFULNESS = METRICS["correctness"], METRICS["faithfulness"]


class Broken:
    """A scorer whose sums come to nothing."""

    name = "faithfulness"
    limits = "It divides by zero."

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        return Score(self.name, Verdict.CORRECT, nan, "")


def test_a_figure_is_a_weighted_mean_with_its_interval_and_its_cases() -> None:
    held = suite((replace(CASES[0], weight=20.0), *CASES[1:]))
    found = figure(answered(held, {"locks-000": WRONG}), CORRECTNESS)
    assert found.value == pytest.approx(19 / 39)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 19 / 39 < found.high
    assert (found.cases, found.documents) == (20, 10)


def test_a_perfect_figure_is_not_certain() -> None:
    found = figure(answered(suite(CASES)), CORRECTNESS)
    assert found.value == found.high == 1.0
    assert found.low is not None
    assert found.low < 0.95


def test_a_case_counts_with_the_mean_of_its_attempts() -> None:
    one = CASES[0]
    attempts = [outcome(one), outcome(one, WRONG, attempt=2), outcome(one, attempt=3)]
    made = scored(run(attempts), suite([one]), REAL)
    value = made.values("correctness")[one.id]
    assert value.value == pytest.approx(2 / 3)
    assert value.spread > 0


def test_nan_is_no_score() -> None:
    made = scored(run(map(outcome, CASES)), suite(CASES), [Broken()])
    found = figure(made, FAITHFULNESS)
    assert found.value is None
    assert found.lost == 20
    assert str(found) == "not scored"
    assert "finite" in made.scores["locks-000"]["faithfulness"][0].why


def test_what_is_unscored_takes_no_part() -> None:
    told = Fixed("faithfulness", {each.id: 0.5 for each in CASES[:5]})
    found = figure(scored(run(map(outcome, CASES)), suite(CASES), [told]), FAITHFULNESS)
    assert (found.value, found.cases, found.lost) == (0.5, 5, 15)


def test_faithfulness_is_of_answers_only() -> None:
    told = Fixed("faithfulness", {each.id: 0.5 for each in CASES})
    refused = [outcome(each, NOTHING, refusal="no_evidence") for each in CASES[:5]]
    made = scored(run([*refused, *map(outcome, CASES[5:])]), suite(CASES), [told])
    found = figure(made, FAITHFULNESS)
    assert (found.cases, found.lost) == (15, 0)


def test_over_refusing_and_under_refusing_are_told_apart() -> None:
    kinds = (RightRefusal.NO_EVIDENCE, RightRefusal.NOT_CLEARED, RightRefusal.CONFLICTING)
    refusals = tuple(refusing(at, kind) for at, kind in enumerate(kinds))
    held = suite((*CASES[:4], *refusals))
    outcomes = [
        *(outcome(each) for each in CASES[:3]),
        outcome(CASES[3], NOTHING, refusal="no_evidence"),
        outcome(refusals[0], "It is Ada."),
        *map(outcome, refusals[1:]),
    ]
    found = confusion(scored(run(outcomes), held, REAL))
    assert found.over_refusal.value == pytest.approx(1 / 4)
    assert found.under_refusal.value == pytest.approx(1 / 3)
    assert found.counts[Cell("answer", "answered")] == 3
    assert found.counts[Cell("answer", "no_evidence")] == 1
    assert found.counts[Cell("not_cleared", "no_evidence")] == 1
    assert sum(sum(found.row(right)) for right in ("answer", *kinds)) == 7


def test_a_slice_has_the_cases_of_its_tag_and_no_others() -> None:
    held = suite((*CASES[:10], *(replace(each, tags=("table",)) for each in CASES[10:])))
    (table,) = by_tag(answered(held, {"locks-012": WRONG}))
    assert (table.name, table.cases) == ("table", 10)
    assert table.figures["correctness"].value == pytest.approx(0.9)


def test_the_holdout_is_reported_apart() -> None:
    held = suite((*CASES[:10], *(replace(each, split=Split.HOLDOUT) for each in CASES[10:])))
    tuning, holdout = by_split(answered(held, {"locks-012": WRONG}))
    assert tuning.figures["correctness"].value == 1.0
    assert holdout.figures["correctness"].value == pytest.approx(0.9)


def test_a_score_of_ones_own_becomes_a_figure_too() -> None:
    told = Fixed("tone", {each.id: 0.5 for each in CASES})
    found = figures(scored(run(map(outcome, CASES)), suite(CASES), (*REAL, told)))
    assert found["tone"].value == 0.5
    assert next(iter(found)) == "correctness"
    assert list(found)[-1] == "tone"
