"""Kinds of columns are judged against those that people gave."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from core.cli.bench_data import kinds
from core.evaluation.errors import UnreadableKinds
from core.evaluation.kinds_bench import judge

TABLE = "id,when,paid,ratio,share\n1,2024-01-02,Y,0.5,10%\n2,2024-03-04,N,0.75,12%\n"


def nobody(_what: str, _done: int, _total: int) -> None:
    """Watches nothing."""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "orders.csv").write_text(TABLE)
    return folder


def annotated(tmp_path: Path, kinds_of: dict[str, list[str]]) -> Path:
    path = tmp_path / "kinds.json"
    path.write_text(json.dumps({"column_types": kinds_of}))
    return path


def test_every_column_is_judged_in_the_words_of_people(tables: Path, tmp_path: Path) -> None:
    human = ["integer", "date-iso-8601", "boolean", "float", "string"]
    report = judge(tables, annotated(tmp_path, {"orders": human, "lost": ["string"]}), nobody)
    assert [told.word for told in report.told] == ["integer", "date", "boolean", "float", "string"]
    assert (report.accuracy.value, report.accuracy.n) == (1.0, 5)
    assert report.missing == ("lost",)


def test_wrong_columns_are_listed(tables: Path, tmp_path: Path) -> None:
    human = ["integer", "string", "boolean", "float", "string"]
    report = judge(tables, annotated(tmp_path, {"orders": human}), nobody).as_json()
    assert (report["columns"], report["right"], report["accuracy"]) == (5, 4, 0.8)
    wrong = {"table": "orders.csv", "column": "when", "human": "string", "kind": "date"}
    assert report["wrong"] == [wrong]


@pytest.mark.parametrize("content", ["", "[]", '{"column_types": []}', '{"column_types": {}}'])
def test_unreadable_annotations_say_how_to_write_them(
    tables: Path, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "kinds.json"
    path.write_text(content)
    with pytest.raises(UnreadableKinds, match="column_types"):
        judge(tables, path, nobody)


def test_another_number_of_columns_is_said(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableKinds, match="5 columns, not 1"):
        judge(tables, annotated(tmp_path, {"orders": ["integer"]}), nobody)


def test_the_command_prints_json(tables: Path, tmp_path: Path) -> None:
    app = Typer()
    app.command()(kinds)
    path = annotated(tmp_path, {"orders": ["integer", "date", "boolean", "float", "string"]})
    ran = CliRunner().invoke(
        app, ["--tables", str(tables), "--annotations", str(path), "--json"], catch_exceptions=False
    )
    assert json.loads(ran.stdout)["right"] == 5
