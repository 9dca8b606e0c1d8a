from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from core.domain.answer import RefusalKind
from core.evaluation.gate.judging import judge, rules
from core.evaluation.gate.ruling import Verdict
from core.evaluation.reports import Scored, scored
from core.evaluation.runs.values import Outcome, Took
from core.evaluation.scorers.score import Score
from core.evaluation.scorers.score import Verdict as Said
from core.evaluation.suites.suite import Rules, Suite
from core.evaluation.suites.values import Case, RightRefusal
from tests.evaluation.gate.pictures import (
    NOTHING,
    REAL,
    REWORDED,
    RULES,
    SECRET,
    WRONG,
    Fixed,
    answered,
    case,
    outcome,
    refusing,
    run,
    suite,
)

CASES = (*(case(n) for n in range(100)), case(100, "critical"), *(refusing(n) for n in range(30)))
SUITE = suite(CASES)
BASELINE = answered(SUITE)
WORSE = {each.id: WRONG for each in CASES[:40]}
HALF_BAD = answered(SUITE, WORSE)


def blocked_by(verdict: Verdict) -> set[str]:
    return {each.rule for each in verdict.blocking}


def changed(number: int, **how: object) -> Scored:
    """The baseline's run with one case's outcome changed."""
    outcomes = list(BASELINE.run.outcomes)
    outcomes[number] = replace(outcomes[number], **how)  # type: ignore[arg-type]
    return scored(run(outcomes), SUITE, REAL)


def test_the_same_run_twice_passes() -> None:
    assert judge(BASELINE, BASELINE).passed


def test_a_reworded_but_right_answer_is_not_blocked() -> None:
    reworded = answered(SUITE, {each.id: REWORDED for each in CASES if each.refusal is None})
    verdict = judge(BASELINE, reworded)
    assert verdict.passed
    assert not verdict.comparison.losses


def test_a_clear_drop_is_blocked_and_says_in_which_cases() -> None:
    verdict = judge(BASELINE, HALF_BAD)
    assert blocked_by(verdict) == {"margin: correctness"}
    assert set(verdict.ruling("margin: correctness").cases) == set(WORSE)


def test_two_verdicts_in_a_hundred_flipped_by_other_words_are_not_blocked() -> None:
    words = {each.id: REWORDED for each in CASES if each.refusal is None}
    flipped = answered(SUITE, words | {each.id: WRONG for each in CASES[:2]})
    assert judge(BASELINE, flipped).passed


def test_a_scorer_that_changes_its_mind_is_noise_too() -> None:
    held = suite(CASES, Rules(margins={"faithfulness": 0.05}))
    sure = Fixed("faithfulness", {each.id: 1.0 for each in CASES})
    unsure = Fixed("faithfulness", dict(sure.values) | {each.id: 0.0 for each in CASES[:3]})
    before, after = (scored(BASELINE.run, held, (*REAL, each)) for each in (sure, unsure))
    assert judge(before, after).passed


def test_what_changed_only_for_the_worse_is_no_noise() -> None:
    assert not judge(BASELINE, answered(SUITE, {each.id: WRONG for each in CASES[:3]})).passed


def test_a_drop_within_the_margin_passes_however_sure_it_is() -> None:
    cases = tuple(case(n, documents=200) for n in range(1000))
    right = {each.id: 1.0 for each in cases}
    slight = right | {each.id: 0.0 for each in cases[:20]}
    for margin, passes in ((0.01, False), (0.05, True)):
        held = suite(cases, Rules(margins={"faithfulness": margin}))
        before, after = (_as_told(held, values) for values in (right, slight))
        assert judge(before, after).ruling("margin: faithfulness").passed is passes


def _as_told(held: Suite, values: dict[str, float]) -> Scored:
    return scored(run(map(outcome, held.cases)), held, [Fixed("faithfulness", values)])


def test_one_leak_blocks_whatever_else_improved() -> None:
    better = [replace(each, retrieved=(SECRET,)) if at == 7 else each for at, each in _all_right()]
    verdict = judge(HALF_BAD, scored(run(better), SUITE, REAL))
    assert blocked_by(verdict) == {"isolation"}
    assert verdict.ruling("isolation").cases == ("locks-007",)


def _all_right() -> list[tuple[int, Outcome]]:
    return list(enumerate(outcome(each) for each in CASES))


def test_isolation_blocks_also_where_nobody_looked() -> None:
    unseen = scored(BASELINE.run, SUITE, [each for each in REAL if each.name != "isolation"])
    assert "isolation" in blocked_by(judge(unseen, unseen))


def test_a_critical_case_fails_with_a_single_attempt_of_several() -> None:
    twice = [
        replace(outcome(each, WRONG if attempt == 2 and "critical" in each.tags else None))
        for each in CASES
        for attempt in (1, 2)
    ]
    numbered = [replace(each, attempt=1 + at % 2) for at, each in enumerate(twice)]
    verdict = judge(BASELINE, scored(run(numbered), SUITE, REAL))
    assert blocked_by(verdict) == {"critical: locks-100"}
    assert "30 days" in verdict.ruling("critical: locks-100").why


def test_a_critical_refusal_fails_when_it_is_answered() -> None:
    held = suite(CASES, Rules(critical=("none-003",)))
    candidate = answered(held, {"none-003": "It is Ada."})
    assert blocked_by(judge(answered(held), candidate)) == {"critical: none-003"}


def test_a_critical_case_that_nobody_scored_has_not_passed() -> None:
    silent = scored(BASELINE.run, SUITE, [each for each in REAL if each.name != "correctness"])
    assert "critical: locks-100" in blocked_by(judge(silent, silent))


def test_an_error_blocks() -> None:
    verdict = judge(BASELINE, changed(3, error="The model is busy. Try again.", answer=""))
    assert "errors" in blocked_by(verdict)
    assert "The model is busy" in verdict.ruling("errors").why


def test_a_case_that_was_not_asked_blocks() -> None:
    short = scored(run(BASELINE.run.outcomes[1:]), SUITE, REAL)
    verdict = judge(BASELINE, short)
    assert verdict.ruling("missing").cases == ("locks-000",)
    assert "missing" in blocked_by(verdict)


def test_a_run_of_nothing_passes_nothing() -> None:
    empty = scored(run(()), SUITE, REAL)
    assert {"missing", "margin: correctness"} <= blocked_by(judge(empty, empty))


class Broken:
    """A scorer whose sums come to nothing."""

    name = "faithfulness"
    limits = "It divides by zero."

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        return Score(self.name, Said.CORRECT, nan, "")


def test_nan_never_passes() -> None:
    held = suite(CASES, Rules(floors={"faithfulness": 0.0}))
    good = scored(BASELINE.run, held, (*REAL, Fixed("faithfulness", {c.id: 1.0 for c in CASES})))
    bad = scored(BASELINE.run, held, (*REAL, Broken()))
    assert blocked_by(judge(good, bad)) == {"unscored", "floor: faithfulness"}
    assert "floor: faithfulness" in blocked_by(judge(bad, bad))


def test_a_score_that_got_lost_blocks_though_the_average_rose() -> None:
    values = {each.id: 0.5 for each in CASES}
    before = scored(BASELINE.run, SUITE, (*REAL, Fixed("faithfulness", values)))
    lost = {name: 1.0 for name in values if name != "locks-004"}
    after = scored(BASELINE.run, SUITE, (*REAL, Fixed("faithfulness", lost)))
    verdict = judge(before, after)
    assert blocked_by(verdict) == {"unscored"}
    assert verdict.ruling("unscored").cases == ("locks-004",)


def test_a_refusal_loses_no_score_that_only_answers_have() -> None:
    values = Fixed("faithfulness", {each.id: 1.0 for each in CASES if each.refusal is None})
    before = scored(BASELINE.run, SUITE, (*REAL, values))
    outcomes = list(BASELINE.run.outcomes)
    outcomes[0] = replace(outcomes[0], answer=NOTHING, refusal=RefusalKind.NO_EVIDENCE.value)
    others = Fixed("faithfulness", {each.id: 1.0 for each in CASES[1:]})
    assert judge(before, scored(run(outcomes), SUITE, (*REAL, others))).passed


def test_floors_and_ceilings_hold_whatever_the_baseline_was() -> None:
    held = suite(CASES, Rules(floors={"correctness": 0.9}, ceilings={"latency_ms": 50}))
    bad = answered(held, WORSE)
    assert blocked_by(judge(bad, bad)) == {"floor: correctness", "ceiling: latency_ms"}


def test_a_perfect_score_meets_a_floor_of_one_for_all_weights() -> None:
    weighted = tuple(replace(each, weight=0.1 + at / 7) for at, each in enumerate(CASES))
    held = suite(weighted, Rules(floors={"isolation": 1.0, "correctness": 1.0}))
    assert judge(answered(held), answered(held)).passed


def test_a_margin_on_what_nobody_scores_blocks() -> None:
    held = suite(CASES, Rules(margins={"faithfulness": 0.05}))
    assert blocked_by(judge(answered(held), answered(held))) == {"margin: faithfulness"}


# two seconds to the first words, thirty to the last, two cents
BUDGETS = Path(__file__).parents[3] / "data/samples/requirements.toml"


@pytest.mark.parametrize(
    ("took", "blocking"),
    [
        (Took(first_ms=1900, total_ms=29_000, cost_usd=0.019), set()),
        (Took(first_ms=2100, total_ms=29_000), {"budget: R-LAT-1 first_token_p95"}),
        (Took(first_ms=1900, total_ms=31_000), {"budget: R-LAT-1 answer_p95"}),
        (Took(cost_usd=0.021), {"budget: R-COST-1 per_request_usd"}),
    ],
)
def test_budgets_are_those_of_the_requirements(took: Took, blocking: set[str]) -> None:
    held = replace(SUITE, requirements=BUDGETS)
    slow = scored(run(replace(each, took=took) for each in BASELINE.run.outcomes), held, REAL)
    assert blocked_by(judge(BASELINE, slow)) == blocking


def test_another_release_or_corpus_blocks_until_it_is_accepted() -> None:
    other = replace(BASELINE.run, release_id="r-2", corpus={"alder": "decaf"}, code="f00d")
    candidate = scored(other, SUITE, REAL)
    verdict = judge(BASELINE, candidate, committed=True)
    assert blocked_by(verdict) == {"accepted: release", "accepted: corpus"}
    assert "handrail eval accept" in verdict.ruling("accepted: release").why
    assert judge(BASELINE, candidate).passed


def test_code_alone_blocks_by_what_it_does_and_not_by_having_changed() -> None:
    other = scored(replace(BASELINE.run, code="f00d"), SUITE, REAL)
    assert judge(BASELINE, other, committed=True).passed


@pytest.mark.parametrize("committed", [True, False])
def test_every_rule_is_known_before_anything_is_run(committed: bool) -> None:
    everything = replace(
        RULES, floors={"correctness": 0.1}, ceilings={"latency_ms": 500}, critical=("critical",)
    )
    held = suite(CASES, everything)
    verdict = judge(answered(held), answered(held), committed=committed)
    assert [each.rule for each in verdict.rulings] == list(rules(held, committed=committed))


def test_a_refusal_meant_for_another_reason_lowers_its_own_metric_only() -> None:
    kinds = tuple(refusing(n, RightRefusal.CONFLICTING) for n in range(60))
    held = suite(kinds, Rules(margins={"under_refusal": 0.05, "refusal_kind": 0.05}))
    other = [outcome(each, refusal="no_evidence", answer=NOTHING) for each in kinds]
    verdict = judge(answered(held), scored(run(other), held, REAL))
    assert blocked_by(verdict) == {"margin: refusal_kind"}
