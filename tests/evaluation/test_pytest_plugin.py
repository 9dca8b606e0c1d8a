import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.bootstrap import evaluating
from core.evaluation.gate.baselines import Acceptance, accept
from core.evaluation.runs.values import Run
from core.evaluation.suites.reading import load
from core.evaluation.suites.suite import Suite
from tests.evaluation.gate.pictures import SECRET, outcome, run

pytest_plugins = ["pytester"]

RULES = """
about = "Locks."
tenant = "alder"
[principals]
"ada" = {}
[gate]
critical = ["locks-1"]
margins = { correctness = 0.05 }
"""
CASE = (
    '{{"id": "locks-{0}", "question": "How long?", "as_whom": "ada", "must_say": ["30 days"],'
    ' "justified_by": [{{"document": "{0}.md"}}]}}\n'
)
ALONE = ("-p", "no:cacheprovider")


@pytest.fixture
def locks(pytester: pytest.Pytester) -> Path:
    folder = pytester.mkdir("evals") / "locks"
    folder.mkdir()
    (folder / "suite.toml").write_text(RULES)
    (folder / "cases.jsonl").write_text("".join(CASE.format(n) for n in range(4)))
    return folder


def right(suite: Suite) -> Run:
    return run(map(outcome, suite.cases))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """What running a suite comes to: these runs, one after the other."""
    made: list[Run] = []

    def replayed(*_: object) -> Iterator[Run]:
        yield made.pop(0)

    monkeypatch.setattr(evaluating, "runs", replayed)
    return made


def accepted(folder: Path) -> Suite:
    suite = load(folder)
    accept(right(suite), suite, Acceptance("Ada", "The first."))
    return suite


def test_every_rule_and_every_critical_case_is_a_test(
    pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    runs.append(right(accepted(locks)))
    result = pytester.runpytest_inprocess(*ALONE, "-v", "evals")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(["*critical: locks-1 PASSED*", "*margin: correctness PASSED*"])


def test_it_fails_as_a_test_fails_with_the_screen_of_the_gate(
    pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    good = right(accepted(locks))
    leaky = replace(good.outcomes[0], retrieved=(SECRET,))
    runs.append(replace(good, outcomes=(leaky, *good.outcomes[1:])))
    result = pytester.runpytest_inprocess(*ALONE, "evals")
    result.assert_outcomes(passed=7, failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["isolation: 1 cases showed*", "BLOCKED  locks: 1 of 8 rules do not hold."]
    )


def test_the_suite_is_run_once_for_all_its_tests(
    pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    good = right(accepted(locks))
    runs.extend([good, good])
    pytester.runpytest_inprocess(*ALONE, "evals")
    assert len(runs) == 1


def test_without_a_baseline_nothing_is_run_and_one_is_told_what_to_do(
    pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    runs.append(right(load(locks)))
    result = pytester.runpytest_inprocess(*ALONE, "evals")
    result.assert_outcomes(errors=8)
    result.stdout.fnmatch_lines(["*The suite has no accepted baseline*"])
    assert len(runs) == 1


def test_another_release_fails_until_it_is_accepted(
    pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    runs.append(replace(right(accepted(locks)), release_id="r-2"))
    result = pytester.runpytest_inprocess(*ALONE, "evals")
    result.assert_outcomes(passed=7, failed=1)
    result.stdout.fnmatch_lines(["*handrail eval accept*"])


def test_a_run_that_is_not_below_a_suite_collects_nothing_of_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    (pytester.path / "suite.toml").write_text("[gate]")
    pytester.runpytest_inprocess(*ALONE).assert_outcomes(passed=1)


@pytest.mark.parametrize("more", [("-p", "no:xdist"), ("-p", "xdist", "-n", "0")])
def test_it_works_with_and_without_xdist(
    more: tuple[str, ...], pytester: pytest.Pytester, locks: Path, runs: list[Run]
) -> None:
    runs.append(right(accepted(locks)))
    result = pytester.runpytest_inprocess(*ALONE, *more, "--strict-markers", "evals")
    result.assert_outcomes(passed=8)


def test_importing_the_plugin_imports_nothing_slow() -> None:
    slow = "{'numpy', 'pydantic', 'psycopg', 'typer', 'core.evaluation'}"
    code = f"import sys, core.pytest_plugin; sys.exit(bool({slow} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True)
