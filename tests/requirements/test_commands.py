"""`handrail requirements`, as people and programs run it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.bootstrap.samples import FOLDER
from core.cli.requirements import app
from core.requirements.template import TEMPLATE
from core.settings import BadSetting

SAMPLE = str(FOLDER / "requirements.toml")


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDRAIL_REQUIREMENTS", raising=False)
    monkeypatch.setenv("COLUMNS", "160")


def run(*words: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(app, list(words))


def test_check_says_what_is_allowed_and_ruled_out_and_by_which_clause() -> None:
    done = run("check", SAMPLE)
    assert done.exit_code == 0
    row = next(line for line in done.stdout.splitlines() if "dedicated" in line)
    assert "ruled out" in row
    assert "R-TEN-1" in row
    assert "What runs keeps to every clause" in done.stdout


def test_check_fails_and_names_the_clause_that_what_runs_breaks() -> None:
    done = run("check", HANDRAIL_REQUIREMENTS=SAMPLE, HANDRAIL_REQUESTS_AT_ONCE="4")
    assert done.exit_code == 1
    assert "R-CON-1 is broken by what runs" in done.stderr


def test_check_prints_json_for_programs() -> None:
    done = run("check", SAMPLE, "--json", HANDRAIL_RERANK="none")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (found["holds"], found["broken"]) == (False, ["R-RTV-1"])
    keys = {"subject", "choice", "allowed", "clause", "reason", "running"}
    assert all(set(each) == keys for each in found["rulings"])


def test_requirements_that_rule_nothing_out_are_warned_of(tmp_path: Path) -> None:
    first, done = TEMPLATE.index("[[envelope]]"), TEMPLATE.index("# The definition of done")
    path = tmp_path / "wide.toml"
    path.write_text(TEMPLATE[:first] + TEMPLATE[done:], encoding="utf-8")
    found = run("check", str(path))
    assert found.exit_code == 0
    assert "rule nothing out" in found.stderr


def test_without_requirements_check_says_how_to_begin() -> None:
    done = run("check")
    assert done.exit_code == 1
    assert "handrail requirements init" in done.stderr


def test_init_writes_a_file_that_check_takes_and_never_writes_over_one(tmp_path: Path) -> None:
    path = tmp_path / "requirements.toml"
    assert run("init", str(path)).exit_code == 0
    assert run("check", str(path)).exit_code == 0
    path.write_text("mine", encoding="utf-8")
    assert run("init", str(path)).exit_code == 1
    assert path.read_text(encoding="utf-8") == "mine"


def test_explain_tells_why_with_the_clause_in_its_owners_words() -> None:
    done = run("explain", "us-east-1", "--as", "region", "--requirements", SAMPLE)
    assert done.exit_code == 0
    assert "would be ruled out" in done.stdout
    assert "R-RES-1 rules it out" in done.stdout
    assert "“Patient, member and customer matters" in done.stdout


def test_explain_tells_what_a_clause_rules_on() -> None:
    done = run("explain", "R-RTV-1", "--requirements", SAMPLE)
    assert "“A rule is never shown without its conditions" in done.stdout
    assert "semantic" in done.stdout
    assert "shared" not in done.stdout
    done = run("explain", "R-RTV-1", "--requirements", SAMPLE, "--json")
    assert {each["clause"] for each in json.loads(done.stdout)} == {"R-RTV-1"}


def test_explain_prints_json_for_programs() -> None:
    done = run("explain", "semantic", "--requirements", SAMPLE, "--json")
    (found,) = json.loads(done.stdout)
    assert (found["subject"], found["offered"], found["allowed"]) == ("chunking", True, False)


def test_seed_cases_writes_a_json_object_a_line(tmp_path: Path) -> None:
    path = tmp_path / "new" / "cases.jsonl"
    done = run("seed-cases", "--requirements", SAMPLE, "--out", str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert done.exit_code == 0
    assert f"Wrote {len(lines)} cases" in done.stdout
    assert json.loads(lines[0])["id"] == "D-ALDER-1"


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ('{"acme/large', "model_terms.* written as JSON"),
        ('{"acme/large": {"region": 3}}', "HANDRAIL_MODEL_TERMS, acme/large, region: "),
        ('{"acme/large": {"reigon": "eu"}}', "HANDRAIL_MODEL_TERMS, acme/large, reigon: "),
    ],
)
def test_terms_that_cannot_be_read_are_told_by_name(terms: str, told: str) -> None:
    done = run("check", SAMPLE, HANDRAIL_MODEL_TERMS=terms)
    assert isinstance(done.exception, BadSetting)
    assert re.search(told, str(done.exception))


def test_listing_the_commands_imports_nothing_slow() -> None:
    slow = ["litellm", "llama_index", "onnxruntime", "psycopg", "numpy", "pydantic"]
    code = f"import sys, core.cli.requirements; print([n for n in {slow} if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
