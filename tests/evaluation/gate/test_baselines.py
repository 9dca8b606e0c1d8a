import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.evaluation.gate.baselines import Acceptance, accept, baseline, checked, history
from core.evaluation.gate.errors import NoBaseline, NoReason, NotAcceptable, OtherSuite
from core.evaluation.reports import Scored, scored
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Rules, Suite
from tests.evaluation.gate.pictures import REAL, SECRET, WRONG, case, outcome, run, suite

CASES = tuple(case(n) for n in range(20))
ADA = Acceptance("Ada", "The new travel policy.")
GOOD = run(outcome(each) for each in CASES)
LEAKY = run([replace(outcome(CASES[0]), retrieved=(SECRET,)), *GOOD.outcomes[1:]])


def scoring(made: Run, of: Suite) -> Scored:
    return scored(made, of, REAL)


@pytest.fixture
def locks(tmp_path: Path) -> Suite:
    return suite(CASES, Rules(margins={"correctness": 0.05}), tmp_path)


def test_an_accepted_run_is_the_baseline_from_then_on(locks: Suite) -> None:
    accept(GOOD, locks, ADA, scoring)
    assert baseline(locks) == GOOD
    assert checked(GOOD, locks, scoring).passed


def test_accepting_is_a_recorded_act(locks: Suite) -> None:
    accept(GOOD, locks, ADA, scoring)
    other = replace(run(outcome(each, WRONG) for each in CASES), release_id="r-2")
    accept(other, locks, Acceptance("Grace", "It says what the board decided."), scoring)
    first, second = history(locks)
    assert (first["by"], first["comparison"]) == ("Ada", None)
    assert (second["by"], second["why"]) == ("Grace", "It says what the board decided.")
    assert second["release"] == {"before": "r-1", "after": "r-2"}
    assert second["comparison"]["correctness"]["difference"] == -1.0
    assert second["comparison"]["correctness"]["low"] is not None
    assert second["broken"] == ["margin: correctness"]


def test_the_record_only_grows_and_is_a_line_an_act(locks: Suite) -> None:
    for _ in range(3):
        accept(GOOD, locks, ADA, scoring)
    lines = (locks.folder / "accepted.jsonl").read_text().splitlines()
    assert [json.loads(each)["by"] for each in lines] == ["Ada"] * 3


@pytest.mark.parametrize("nobody", [Acceptance("", "Because."), Acceptance("Ada", "  ")])
def test_nobody_accepts_without_a_name_and_a_reason(locks: Suite, nobody: Acceptance) -> None:
    with pytest.raises(NoReason):
        accept(GOOD, locks, nobody, scoring)
    assert not list(locks.folder.iterdir())


def test_a_leak_is_no_baseline(locks: Suite) -> None:
    with pytest.raises(NotAcceptable, match="isolation"):
        accept(LEAKY, locks, ADA, scoring)
    assert not list(locks.folder.iterdir())


def test_a_forced_baseline_is_recorded_with_its_reason_and_what_it_breaks(locks: Suite) -> None:
    accept(LEAKY, locks, replace(ADA, forced="The label was wrong, not the answer."), scoring)
    (line,) = history(locks)
    assert line["forced"] == "The label was wrong, not the answer."
    assert "isolation" in line["broken"]


def test_without_a_baseline_there_is_nothing_to_hold_to(locks: Suite) -> None:
    with pytest.raises(NoBaseline, match="handrail eval accept"):
        checked(GOOD, locks, scoring)


def test_the_run_of_another_suite_is_no_baseline(locks: Suite) -> None:
    with pytest.raises(OtherSuite):
        accept(replace(GOOD, suite="keys"), locks, ADA, scoring)
