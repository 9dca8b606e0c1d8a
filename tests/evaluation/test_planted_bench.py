"""An audit is judged by data in which it is known what is wrong."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from core.cli.bench_planted import planted
from core.evaluation.planted_bench import score
from core.evaluation.planted_truth import (
    Place,
    Planting,
    Reported,
    UnreadableTruth,
    is_found,
    plantings,
    reported,
)

STAFF = Place("staff.csv", frozenset({"vetted_on"}), frozenset({3, 4, 5}))
SENTINEL = Planting("sentinel", "sentinel", frozenset({"sentinel", "outlier"}), (STAFF,))
PAIR = Planting(
    "terms",
    "same_name_other_meaning",
    frozenset({"same_name_other_meaning"}),
    (Place("a.csv", frozenset({"terms"})), Place("b.csv", frozenset({"terms"}))),
)
EXAMPLE = Planting(
    "drone", "not_covered", frozenset({"not_covered"}), (Place("requirements.toml"),), key="D-1"
)


def found(kind: str, *places: Place, names: str = "", name: str = "f-1") -> Reported:
    return Reported(name, kind, places, names, "something is wrong")


def test_a_finding_of_a_fair_kind_at_the_planted_rows_is_a_hit() -> None:
    assert is_found(SENTINEL, found("sentinel", STAFF))
    assert is_found(SENTINEL, found("outlier", STAFF))


def test_a_finding_may_leave_out_columns_and_rows() -> None:
    assert is_found(SENTINEL, found("sentinel", Place("staff.csv")))


@pytest.mark.parametrize(
    "place",
    [
        Place("training.csv", STAFF.columns, STAFF.rows),
        Place("staff.csv", frozenset({"post"}), STAFF.rows),
        Place("staff.csv", STAFF.columns, frozenset({5, 60, 61})),
    ],
)
def test_another_source_column_or_other_rows_are_no_hit(place: Place) -> None:
    assert not is_found(SENTINEL, found("sentinel", place))


def test_another_kind_is_no_hit() -> None:
    assert not is_found(SENTINEL, found("missing_spelling", STAFF))


def test_a_pair_is_hit_from_either_side_and_not_by_half() -> None:
    one, other = PAIR.places
    assert is_found(PAIR, found(PAIR.kind, other, one))
    assert is_found(PAIR, found(PAIR.kind, one))
    assert not is_found(PAIR, found(PAIR.kind, one, Place("c.csv", frozenset({"terms"}))))


def test_a_source_may_be_named_from_a_folder_above_and_a_column_below_a_merged_header() -> None:
    place = Place("sources/staff.csv", frozenset({"Person vetted_on"}), STAFF.rows)
    assert is_found(SENTINEL, found("sentinel", place))


def test_an_example_is_hit_by_its_id() -> None:
    place = Place("requirements.toml")
    assert is_found(EXAMPLE, found("not_covered", place, names="requirements.toml D-1"))
    assert not is_found(EXAMPLE, found("not_covered", place, names="requirements.toml D-2"))


def test_recall_is_over_plantings_and_precision_over_findings() -> None:
    hit = found("sentinel", STAFF)
    noise = found("outlier", Place("other.csv"), name="f-2")
    scored = score([SENTINEL, PAIR], [hit, noise])
    assert (scored.recall.value, scored.recall.n) == (0.5, 2)
    assert (scored.precision.value, scored.precision.n) == (0.5, 2)
    assert [each.id for each in scored.missed] == ["terms"]
    assert [each.id for each in scored.spurious] == ["f-2"]
    assert scored.kinds["sentinel"].found == 1


def test_planted_rows_under_another_kind_are_true_and_not_found() -> None:
    scored = score([SENTINEL], [found("suspect_cells", STAFF)])
    assert scored.recall.value == 0
    assert scored.precision.value == 1
    assert [each.kind for each in scored.another_name] == ["suspect_cells"]


def test_what_need_not_be_found_is_neither_missed_nor_untrue() -> None:
    scored = score([replace(SENTINEL, optional=True)], [found("sentinel", STAFF)])
    assert scored.recall.n == 0
    assert scored.precision.value == 1


def test_a_finding_on_clean_data_is_untrue() -> None:
    scored = score([SENTINEL], [found("sentinel", STAFF)], [found("outlier", Place("clean.csv"))])
    assert scored.precision.value == 0.5
    assert len(scored.spurious_on_clean) == 1


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def finding(row: int) -> dict[str, Any]:
    where = {"source": "staff.csv", "columns": ["vetted_on"], "rows": [], "span": None, "also": []}
    evidence = [{"source": "staff.csv", "cells": [["vetted_on", "1900-01-01"]], "row": row}]
    return {"id": "f-1", "kind": "sentinel", "where": where, "what": "…", "evidence": evidence}


def test_the_rows_of_evidence_count_where_a_finding_names_none(tmp_path: Path) -> None:
    report = written(tmp_path / "report.json", {"findings": [finding(4), finding(40)]})
    right, wrong = reported(report)
    assert is_found(SENTINEL, right)
    assert not is_found(SENTINEL, wrong)


def test_the_command_prints_the_figures_as_json(tmp_path: Path) -> None:
    told = {"id": "vetted", "kind": "sentinel", "source": "staff.csv", "rows": [3, 4, 5]}
    truth = written(tmp_path / "truth.jsonl", told)
    report = written(tmp_path / "report.json", {"findings": [finding(4)]})
    app = typer.Typer()
    app.command()(planted)
    arguments = ["--truth", str(truth), "--report", str(report)]
    figures = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert (figures["recall"], figures["precision"]) == (1.0, 1.0)
    assert "Recall 1.000" in CliRunner().invoke(app, arguments).stdout


def test_a_truth_or_a_report_that_cannot_be_read_says_what_it_takes(tmp_path: Path) -> None:
    broken = written(tmp_path / "truth.jsonl", {"id": "no kind"})
    with pytest.raises(UnreadableTruth, match="a JSON object"):
        plantings(broken)
    with pytest.raises(UnreadableTruth):
        reported(broken)
