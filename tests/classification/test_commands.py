"""`handrail classification`, as someone types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from core.classification.file import CLASSIFICATION, read
from core.cli.classification import app
from core.domain.access import Tier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "leave.md").write_text("---\nclassification: internal\n---\n# Leave\n\n25 days.")
    (folder / "pay.csv").write_text("grade,base salary\nA,31250\nB,42000\n")
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_map_is_proposed_and_reviewed_and_the_decision_stays(folder: Path) -> None:
    assert run("map", "--documents", folder).exit_code == 0
    path = folder / CLASSIFICATION
    words = ("--reason", "A published scale", "--by", "J. Roe", "--map", path)
    assert run("set", "pay.csv:base salary", "public", *words).exit_code == 0
    decided = path.read_text()
    assert run("map", "--documents", folder).exit_code == 0
    assert path.read_text() == decided
    assert read(path).map.tables["pay.csv"].columns["base salary"].tier is Tier.PUBLIC


def test_check_fails_while_anything_has_no_tier_and_says_what(folder: Path) -> None:
    run("map", "--documents", folder)
    checked = run("check", folder)
    assert checked.exit_code == 1
    assert "no tier  pay.csv:grade" in checked.output


def test_check_passes_once_a_rule_covers_the_rest(folder: Path) -> None:
    (folder / CLASSIFICATION).write_text('[[rule]]\nmatch = "**"\ntier = "internal"\n')
    checked = run("check", folder, "--json")
    assert checked.exit_code == 0
    told = json.loads(checked.stdout)
    assert told["without_tier"] == []
    assert {each["place"] for each in told["entries"] if each["underclassified"]} == {
        "pay.csv",
        "pay.csv:base salary",
    }


def test_check_writes_nothing(folder: Path) -> None:
    run("check", folder)
    assert not (folder / CLASSIFICATION).exists()


def test_a_table_and_a_document_of_one_name_are_refused(folder: Path) -> None:
    other = folder / "tables"
    other.mkdir()
    (other / "pay.csv").write_text("a,b\n1,2\n")
    result = run("map", "--sources", other, "--documents", folder, "--out", folder / "m.toml")
    assert type(result.exception).__name__ == "SameName"


def test_check_counts_tables_of_another_folder_as_the_map_has_them(folder: Path) -> None:
    tables = folder.parent / "tables"
    tables.mkdir()
    (tables / "towns.csv").write_text("town,river\nElmsford,Ash\nNorthby,Wey\n")
    assert run("map", "--sources", tables, "--documents", folder).exit_code == 0
    checked = run("check", folder)
    assert checked.exit_code == 1
    assert "no tier  towns.csv:river" in checked.output
