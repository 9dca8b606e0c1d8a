from dataclasses import replace

import numpy as np
import pytest

from core.evaluation.gate.comparing import compare
from core.evaluation.gate.sharing import shares
from core.evaluation.gate.telling import compared
from core.evaluation.reports import scored
from core.evaluation.suites.suite import Rules
from tests.evaluation.gate.pictures import (
    REAL,
    REWORDED,
    RIGHT,
    RULES,
    WRONG,
    Fixed,
    answered,
    case,
    outcome,
    refusing,
    run,
    suite,
)

CASES = tuple(case(n) for n in range(60))
SUITE = suite(CASES)
BASELINE = answered(SUITE)


def test_a_difference_is_candidate_less_baseline_over_the_same_cases() -> None:
    found = compare(BASELINE, answered(SUITE, {each.id: WRONG for each in CASES[:6]}))
    difference = found.differences["correctness"]
    assert difference.value == pytest.approx(-0.1)
    assert difference.low < -0.1 < difference.high
    assert (difference.wins, difference.losses, difference.pairs) == (0, 6, 60)


def test_heavier_cases_weigh_more() -> None:
    heavy = suite((replace(CASES[0], weight=40.0), *CASES[1:41]))
    found = compare(answered(heavy), answered(heavy, {"locks-000": WRONG}))
    assert found.differences["correctness"].value == pytest.approx(-0.5)


def test_losses_come_with_both_answers_and_wins_apart() -> None:
    before = answered(SUITE, {"locks-001": WRONG})
    found = compare(before, answered(SUITE, {"locks-002": WRONG}))
    assert [(each.case, each.answer_before, each.answer_after) for each in found.losses] == [
        ("locks-002", RIGHT, WRONG)
    ]
    assert [each.case for each in found.wins] == ["locks-001"]


def test_a_case_asked_of_one_run_only_is_told_apart() -> None:
    earlier, later = suite(CASES[:50]), suite(CASES[5:])
    found = compare(answered(earlier), answered(later))
    assert len(found.overlap.both) == 45
    assert found.overlap.only_baseline == tuple(each.id for each in CASES[:5])
    assert found.overlap.only_candidate == tuple(each.id for each in CASES[50:])
    assert "10 new since the baseline: locks-050" in compared(found)


def test_a_case_that_was_asked_differently_is_not_compared() -> None:
    outcomes = [outcome(each) for each in CASES]
    outcomes[3] = replace(outcomes[3], asked="another question", answer=WRONG)
    found = compare(BASELINE, scored(run(outcomes), SUITE, REAL))
    assert found.overlap.asked_differently == ("locks-003",)
    assert not found.losses


def test_cases_that_share_a_document_count_for_less() -> None:
    words = {each.id: REWORDED for each in CASES}
    lost = {each.id: WRONG for each in CASES if each.cluster == "3.md"}
    together = compare(BASELINE, answered(SUITE, words | lost))
    alone = suite(replace(each, justified_by=()) for each in CASES)
    apart = compare(answered(alone), answered(alone, words | lost))
    assert together.differences["correctness"].worst > apart.differences["correctness"].worst


def test_without_a_single_change_a_drop_is_still_not_ruled_out() -> None:
    found = compare(BASELINE, BASELINE).differences["correctness"]
    assert found.worst > 0.03
    assert found.low < 0 < found.high


def test_a_small_suite_says_what_it_is_blind_to() -> None:
    few = suite(tuple(case(n, documents=14) for n in range(64)))
    found = compare(answered(few), answered(few))
    smallest = found.detectable["correctness"]
    assert smallest is not None
    assert smallest > 0.05
    assert found.blind("correctness") == (
        f"64 cases on 14 documents: a drop under {100 * smallest:.0f} points would go unseen."
    )


def test_a_handful_of_cases_shows_next_to_nothing() -> None:
    few = suite(CASES[:3])
    smallest = compare(answered(few), answered(few)).detectable["correctness"]
    assert smallest is None or smallest > 0.5


def test_a_larger_suite_sees_smaller_drops() -> None:
    seen = [_smallest(size) for size in (60, 180, 600)]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 3


def _smallest(size: int) -> float:
    cases = tuple(case(n, documents=size) for n in range(size))
    told = Fixed("correctness", {each.id: 1.0 for each in cases})
    same = scored(run(map(outcome, cases)), suite(cases), [told])
    return compare(same, same).detectable["correctness"] or 1.0


def test_attempts_that_differ_among_themselves_raise_what_chance_explains() -> None:
    def twice(second: dict[str, str]) -> list[object]:
        return [
            replace(
                outcome(each, second.get(each.id) if attempt == 2 else REWORDED), attempt=attempt
            )
            for each in CASES
            for attempt in (1, 2)
        ]

    calm = scored(run(twice({})), SUITE, REAL)  # type: ignore[arg-type]
    shaky = scored(run(twice({each.id: WRONG for each in CASES[::3]})), SUITE, REAL)  # type: ignore[arg-type]
    steady = compare(BASELINE, calm).differences["correctness"]
    assert compare(BASELINE, shaky).differences["correctness"].noise > steady.noise


def test_less_is_better_where_less_is_better() -> None:
    refusals = suite(refusing(n) for n in range(30))
    worse = answered(refusals, {f"none-{n:03}": "It is Ada." for n in range(6)})
    found = compare(answered(refusals), worse).differences["under_refusal"]
    assert found.value == pytest.approx(0.2)
    assert found.drop == pytest.approx(0.2)
    assert found.losses == 6


def test_a_latency_margin_is_in_milliseconds() -> None:
    slow = scored(run(outcome(each) for each in CASES), SUITE, [Fixed("latency_ms", _times(900))])
    fast = scored(run(outcome(each) for each in CASES), SUITE, [Fixed("latency_ms", _times(500))])
    found = compare(fast, slow).differences["latency_ms"]
    assert found.exceeds(200)
    assert not found.exceeds(600)


def _times(milliseconds: float) -> dict[str, float]:
    jitter = np.random.default_rng(1).normal(0, 50, len(CASES))
    return {each.id: milliseconds + float(j) for each, j in zip(CASES, jitter, strict=True)}


def test_the_same_runs_give_the_same_numbers() -> None:
    worse = answered(SUITE, {each.id: WRONG for each in CASES[:6]})
    assert compare(BASELINE, worse).differences == compare(BASELINE, worse).differences


def test_the_margins_share_alpha_and_correctness_has_half() -> None:
    shared = shares({"recall": 0.05, "correctness": 0.05, "citations": 0.05}, 0.05)
    assert shared["correctness"] == pytest.approx(0.025)
    assert sum(shared.values()) == pytest.approx(0.05)
    for alone in ("correctness", "recall"):
        assert shares({alone: 0.1}, 0.05) == pytest.approx({alone: 0.05})


def test_more_margins_make_each_of_them_stricter_evidence() -> None:
    many = Rules(margins=dict.fromkeys(("correctness", "over_refusal", "recall"), 0.05))
    words = {each.id: REWORDED for each in CASES}
    alone = suite(CASES, replace(RULES, margins={"correctness": 0.05}))
    one = compare(answered(alone), answered(alone, words)).differences["correctness"]
    shared = suite(CASES, many)
    third = compare(answered(shared), answered(shared, words)).differences["correctness"]
    assert third.noise > one.noise
