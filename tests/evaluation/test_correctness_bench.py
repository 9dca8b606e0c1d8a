"""The bench says how far the matching of facts agrees with people, beside the plain ways."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.cli.bench_correctness import correctness
from core.evaluation.correctness_bench import UnreadableJudgedAnswers, read, run

ROWS = [
    {"question": "who built it", "golden": "Marie Ottoline Feldgren", "answer": "Marie Feldgren."},
    {"question": "who built it", "golden": "Marie Ottoline Feldgren", "answer": "Lis Amdrup."},
    {"question": "when", "golden": ["12 May 1887", "1887"], "answer": "On May 12, 1887."},
    {"question": "when", "golden": ["12 May 1887", "1887"], "answer": "On May 14, 1887."},
    {"question": "how many", "golden": "seven/7", "answer": "There are 7 of them."},
    {"question": "how many", "golden": "seven/7", "answer": "There are nine of them."},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = [row | {"correct": at % 2 == 0, "model": f"m{at % 3}"} for at, row in enumerate(ROWS)]
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_it_tells_right_from_wrong_where_plain_containment_does_not(data: Path) -> None:
    figures = run(data).as_json()
    assert (figures["auroc"], figures["balanced_accuracy"], figures["f1"]) == (1, 1, 1)
    assert figures["baselines"]["containment"]["balanced_accuracy"] < 1
    assert figures["baselines"]["token_f1"]["auroc"] < 1
    assert (figures["n"], figures["questions"], figures["correct"]) == (6, 3, 3)


def test_every_figure_has_its_interval_and_every_model_its_own(data: Path) -> None:
    figures = run(data).as_json()
    assert sorted(figures["models"]) == ["m0", "m1", "m2"]
    for each in (figures, *figures["baselines"].values(), *figures["models"].values()):
        for name in ("auroc", "f1", "balanced_accuracy"):
            assert {name, f"{name}_low", f"{name}_high"} <= each.keys()


def test_the_names_of_other_sets_are_understood_and_improper_rows_left_out(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    row = {"qid": "q1", "question": "what", "golden": "adenosine diphosphate (ADP)", "answer": None}
    rows = [row | {"human_correct": False}, row | {"human_correct": True, "improper": True}]
    path.write_text("\n".join(map(json.dumps, rows)))
    [judged] = read(path)
    assert judged.golden[1:] == ("adenosine diphosphate", "ADP")
    assert (judged.group, judged.answer, judged.is_correct) == ("q1", "", False)


@pytest.mark.parametrize("line", ["{", "[]", '{"question": "a"}', '{"golden": "a", "correct": 1}'])
def test_a_row_that_cannot_be_read_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text(line)
    with pytest.raises(UnreadableJudgedAnswers, match="line 1"):
        read(path)


def test_a_file_without_a_row_says_what_it_takes(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text("\n")
    with pytest.raises(UnreadableJudgedAnswers, match="golden"):
        read(path)


def test_the_command_prints_json_and_a_table(data: Path) -> None:
    app = typer.Typer()
    app.command()(correctness)
    printed = CliRunner().invoke(app, ["--data", str(data), "--json"])
    assert json.loads(printed.stdout)["n"] == 6
    table = CliRunner().invoke(app, ["--data", str(data)])
    assert "containment" in table.stdout
    assert "6 answers to 3 questions" in table.stdout
