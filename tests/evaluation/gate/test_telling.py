import json
from xml.etree import ElementTree

from core.evaluation.gate.judging import judge
from core.evaluation.gate.telling import screen
from core.evaluation.gate.writing import as_json, junit, markdown
from tests.evaluation.gate.pictures import WRONG, answered, case, refusing, suite

CASES = (*(case(n) for n in range(90)), case(90, "critical"), *(refusing(n) for n in range(30)))
SUITE = suite(CASES)
SAID = f"{WRONG} | <img src=x> ![](http://example.org/x.png) @everyone \x1b[2J"
PASSED = judge(answered(SUITE), answered(SUITE))
BLOCKED = judge(answered(SUITE), answered(SUITE, {each.id: SAID for each in CASES[40:91]}))


def test_the_first_line_says_whether_it_may_ship() -> None:
    assert screen(PASSED).startswith("PASSED  locks: all 7 rules hold.")
    assert screen(BLOCKED).startswith("BLOCKED  locks: 2 of 7 rules do not hold.")


def test_what_blocks_fits_on_one_screen_with_hard_rules_first() -> None:
    lines = screen(BLOCKED).splitlines()
    assert len(lines) <= 48
    rules = [line for line in lines if line.startswith("  x ")]
    assert rules == ["  x critical: locks-090", "  x margin: correctness"]


def test_the_worst_losses_show_both_answers() -> None:
    assert "before: Within 30 days." in screen(BLOCKED)
    assert "after:  Within 60 days." in screen(BLOCKED)


def test_an_answer_cannot_command_the_terminal() -> None:
    assert "\x1b" not in screen(BLOCKED)


def test_what_a_scorer_cannot_tell_stands_where_its_score_blocks() -> None:
    assert "But: It looks for the facts of the case and for nothing else" in screen(BLOCKED)
    assert "What these scores cannot tell" in markdown([PASSED])


def test_junit_has_a_test_for_every_rule_and_a_failure_for_each_that_blocks() -> None:
    root = ElementTree.fromstring(junit([BLOCKED, PASSED]))
    suites = root.findall("testsuite")
    assert [(each.get("tests"), each.get("failures")) for each in suites] == [
        ("7", "2"),
        ("7", "0"),
    ]
    failed = [each.get("name") for each in suites[0] if each.find("failure") is not None]
    assert failed == ["critical: locks-090", "margin: correctness"]


def test_the_markdown_says_why_and_an_answer_cannot_break_out_of_its_cell() -> None:
    written = markdown([BLOCKED])
    assert written.startswith("### ⛔ BLOCKED")
    assert "| margin: correctness |" in written
    rows = [line for line in written.splitlines() if "60 days" in line and "locks-040" in line]
    assert rows
    assert "<img" not in written
    assert "![](http" not in written
    assert "http://example.org" not in written
    assert "@everyone" not in written


def test_the_json_has_every_rule_every_figure_and_every_loss() -> None:
    written = json.loads(json.dumps(as_json(BLOCKED), allow_nan=False))
    assert written["passed"] is False
    assert len(written["rules"]) == 7
    figure = written["metrics"]["correctness"]
    assert figure["low"] <= figure["difference"] <= figure["high"]
    assert figure["limits"]
    assert {each["case"] for each in written["losses"]} == {each.id for each in CASES[40:91]}
