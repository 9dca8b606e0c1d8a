"""`handrail eval lint` and `handrail eval schema`, as people and programs use them."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from core.cli.evaluation import app
from tests.evaluation.suites.conftest import Written, case


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_suite_without_errors_passes(suite: Written) -> None:
    done = run("lint", str(suite(case(approved_by=None))))
    assert done.exit_code == 0
    assert "acme: 1 cases, 0 errors, 1 warnings" in done.stdout


def test_an_error_fails_and_says_what_to_do(suite: Written) -> None:
    done = run("lint", str(suite(case(must_say=[]))))
    assert done.exit_code == 1
    assert "error a-1: It is to be answered" in done.stdout
    assert "Add must_say" in done.stdout


def test_programs_get_the_findings_as_json(suite: Written) -> None:
    done = run("lint", str(suite(case(must_say=[]))), "--json")
    (found,) = json.loads(done.stdout)
    assert (found["suite"], found["cases"], found["errors"]) == ("acme", 1, 1)
    assert list(found["findings"][0]) == ["severity", "case", "what", "do"]


def test_the_schema_is_printed_as_it_is_kept() -> None:
    assert run("schema").stdout == Path("evals/cases.schema.json").read_text(encoding="utf-8")
