"""`handrail bench faithfulness` on labelled answers in each of the formats it reads."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from core.cli.bench_faithfulness import faithfulness
from core.evaluation.faithfulness.labelled import UnreadableLabels, read

TEXTS = [
    f"The number {n} tram leaves Corner {n} at {n + 4}:15 in summer. Dogs ride free on line {n}."
    for n in range(2, 12)
]
RIGHT = "Dogs travel free on line {n}, which leaves at {t}:15 in summer."
WRONG = "Line {n} was founded by Prince Ottokar and carries 9000 wolves through Lapland."


def lines() -> list[dict[str, Any]]:
    return [
        {
            "context": text if n % 2 else [text],
            "response": answer.format(n=n, t=n + 4),
            "supported": answer is RIGHT,
            "task": "even" if n % 2 else "odd",
            "generator": "one",
            "question": "When does it leave?",
        }
        for n, text in enumerate(TEXTS, start=2)
        for answer in (RIGHT, WRONG)
    ]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    return path


def run(*arguments: str) -> Any:
    app = typer.Typer()
    app.command()(faithfulness)
    return CliRunner().invoke(app, list(arguments))


def test_the_json_has_every_figure_with_its_interval_and_the_baselines(tmp_path: Path) -> None:
    found = run("--data", str(written(tmp_path / "a.jsonl", lines())), "--json")
    report = json.loads(found.stdout)
    for part in (report, *report["tasks"].values()):
        for name in ("auroc", "f1", "balanced_accuracy"):
            assert part[f"{name}_low"] <= part[name] <= part[f"{name}_high"]
        assert {"always_positive", "novel_word_ratio"} <= part["baselines"].keys()
    assert report["tasks"].keys() == {"even", "odd"}
    assert report["auroc"] == 1.0
    assert (report["n"], report["positives"], report["threshold"]) == (20, 10, 0.5)
    assert report["within_generator"]["auroc"] == 1.0
    assert report["corruptions"]["verbatim"]["false_alarms"]["unquoted"] == 0
    assert "judge" in report["limits"]
    assert report["trained_on"] == 0


def test_people_get_a_table_and_what_it_cannot_tell(tmp_path: Path) -> None:
    found = run("--data", str(written(tmp_path / "a.jsonl", lines())))
    assert found.exit_code == 0
    assert "AUROC" in found.stdout
    assert "opposite" in found.stdout


def test_refitting_judges_by_a_model_of_the_other_sources(tmp_path: Path) -> None:
    found = run("--data", str(written(tmp_path / "a.jsonl", lines())), "--refit", "--json")
    assert json.loads(found.stdout)["model"] == "fitted to the other sources"


def test_a_folder_keeps_contexts_apart_and_marks_spans(tmp_path: Path) -> None:
    written(tmp_path / "sources.jsonl", [{"source_id": 7, "source": {"stars": 4.0, "wifi": None}}])
    row = {"source_id": 7, "response": "It has wifi.", "labels": [{"start": 7, "end": 11}]}
    written(tmp_path / "responses.jsonl", [row, {**row, "labels": []}])
    wrong, right = read(tmp_path)
    assert (wrong.is_supported, wrong.wrong, wrong.source) == (False, ((7, 11),), "7")
    assert right.is_supported
    assert right.given == {"stars": 4.0, "wifi": None}


def test_questions_may_come_with_their_passages(tmp_path: Path) -> None:
    written(
        tmp_path / "sources.jsonl",
        [{"source_id": 1, "source": {"question": "Why?", "passages": "One.\n\nTwo."}}],
    )
    row = {"source_id": 1, "response": "Two.", "hallucinated": False, "model": "m"}
    (found,) = read(written(tmp_path / "r.jsonl", [row]))
    assert (found.given, found.question, found.generator) == (["One.", "Two."], "Why?", "m")


def test_generic_answers_are_left_out_and_partly_attributable_ones_unsupported(
    tmp_path: Path,
) -> None:
    labels = ("Fully attributable", "Not fully attributable", "Generic")
    rows = [{"knowledge": "k", "response": "r", "begin_label": label} for label in labels]
    assert [each.is_supported for each in read(written(tmp_path / "b.jsonl", rows))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"response": "r", "supported": true}', '{"context": "c", "response": "r"}']
)
def test_lines_that_cannot_be_read_are_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.jsonl").write_text(line)
    with pytest.raises(UnreadableLabels, match=r"x\.jsonl, line 1"):
        read(tmp_path / "x.jsonl")


def test_an_nli_folder_that_cannot_be_used_is_refused_with_a_reason(tmp_path: Path) -> None:
    data = written(tmp_path / "a.jsonl", lines())
    found = run("--data", str(data), "--nli", str(tmp_path))
    assert found.exit_code == 1
    assert "config.json" in found.output or "tokenizer.json" in found.output
