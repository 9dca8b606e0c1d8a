import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from core.bootstrap import evaluating
from core.cli.evaluation import app
from core.evaluation.gate.errors import NoBaseline
from core.evaluation.runs import keeping
from core.evaluation.runs.values import Run
from core.evaluation.suites.reading import load
from tests.evaluation.gate.pictures import WRONG, outcome, run

RULES = """
about = "Locks."
tenant = "alder"
[principals]
"ada" = {}
[gate]
critical = ["locks-01"]
margins = { correctness = 0.05 }
"""
CASE = (
    '{{"id": "locks-{0:02}", "question": "How long?", "as_whom": "ada", "must_say": ["30 days"],'
    ' "justified_by": [{{"document": "{0}.md"}}]}}\n'
)


class Desk:
    """Somebody at a machine with a suite, a good run of it and a bad one."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "evals" / "locks"
        self.folder.mkdir(parents=True)
        (self.folder / "suite.toml").write_text(RULES)
        (self.folder / "cases.jsonl").write_text("".join(CASE.format(n) for n in range(40)))
        cases = load(self.folder).cases
        self.good = run(map(outcome, cases))
        worse = run(outcome(each, WRONG if at > 20 else None) for at, each in enumerate(cases))
        self.bad = replace(worse, release_id="r-2")
        keeping.write(self.good, home / "good.json")
        keeping.write(self.bad, home / "bad.json")

    def does(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, [each.replace("~", str(self.home)) for each in arguments])

    def accepts(self) -> Result:
        return self.does("accept", "--run", "~/good.json", "--by", "Ada", "--why", "The first.")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("HANDRAIL_SUITES", str(tmp_path / "evals"))
    monkeypatch.setenv("HANDRAIL_HOME", str(tmp_path / "home"))
    return Desk(tmp_path)


def test_the_gate_exits_with_0_for_what_may_ship_and_1_for_what_may_not(desk: Desk) -> None:
    same = desk.does("gate", "--baseline", "~/good.json", "--candidate", "~/good.json")
    assert (same.exit_code, same.output.split()[0]) == (0, "PASSED")
    worse = desk.does("gate", "--baseline", "~/good.json", "--candidate", "~/bad.json")
    assert (worse.exit_code, worse.output.split()[0]) == (1, "BLOCKED")
    assert "x margin: correctness" in worse.output


def test_the_gate_holds_to_the_accepted_baseline_if_none_is_named(desk: Desk) -> None:
    assert desk.accepts().exit_code == 0
    assert desk.does("gate", "--candidate", "~/bad.json").exit_code == 1
    assert desk.does("gate", "--candidate", "~/good.json").exit_code == 0


def test_the_gate_writes_its_three_reports(desk: Desk) -> None:
    given = ("--baseline", "~/good.json", "--candidate", "~/bad.json", "--out", "~/reports")
    desk.does("gate", *given)
    reports = desk.home / "reports"
    assert ElementTree.parse(reports / "gate.xml").getroot().tag == "testsuites"
    assert "BLOCKED" in (reports / "gate.md").read_text()
    assert json.loads((reports / "gate.json").read_text())[0]["passed"] is False


def test_the_gate_tells_programs_in_json_and_by_its_exit_code(desk: Desk) -> None:
    given = ("--baseline", "~/good.json", "--candidate", "~/bad.json", "--json")
    result = desk.does("gate", *given)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["metrics"]["correctness"]["losses"] == 19


def test_comparing_blocks_nothing_and_says_what_would_go_unseen(desk: Desk) -> None:
    result = desk.does("compare", "~/good.json", "~/bad.json")
    assert result.exit_code == 0
    assert "after:  Within 60 days." in result.output
    assert "would go unseen" in result.output


def test_accepting_says_what_the_baseline_was_before(desk: Desk) -> None:
    desk.accepts()
    result = desk.does("accept", "--run", "~/bad.json", "--by", "Ada", "--why", "60 now.")
    assert "r-2 is the baseline, before r-1" in result.output
    assert (desk.folder / "accepted.jsonl").read_text().count("\n") == 2


def test_a_check_runs_the_suites_and_blocks_if_one_of_them_is_worse(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.accepts()
    made = [desk.good, desk.bad]

    def replayed(*_: object) -> Iterator[Run]:
        yield made.pop(0)

    monkeypatch.setattr(evaluating, "runs", replayed)
    assert desk.does("check").exit_code == 0
    blocked = desk.does("check", "locks")
    assert blocked.exit_code == 1
    assert "accepted: release" in blocked.output


def test_a_check_without_a_baseline_says_so_before_it_runs_anything(desk: Desk) -> None:
    assert isinstance(desk.does("check").exception, NoBaseline)


def test_every_command_teaches_with_an_example(desk: Desk) -> None:
    for command in ("compare", "gate", "check", "accept"):
        assert f"Example: handrail eval {command}" in desk.does(command, "--help").output
