"""The bench reads a folder, says what was renamed and how right that is, and fails with a reason."""

import json
from pathlib import Path

import pytest

from core.evaluation.renames_bench import NoSnapshots, UnreadableTruth, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [(f"A-{at:03d}", f"Person {at}", f"p{at}@example.org") for at in range(80)]
    for name, header in (("2015", "code,name,mail"), ("2016", "code,name,e_address")):
        lines = [header, *(",".join(row) for row in rows)]
        (tmp_path / f"list-{name}.csv").write_text("\n".join(lines))
    return tmp_path


def truth(folder: Path, new: str) -> Path:
    path = folder.parent / f"truth-{folder.name}.jsonl"
    tables = {"earlier": "list-2015.csv", "later": "list-2016.csv"}
    path.write_text(json.dumps(tables | {"from": "mail", "to": new}))
    return path


def test_a_renamed_column_is_reported_for_its_pair_and_for_all(folder: Path) -> None:
    report = run(folder).as_json()
    assert report["renamed"] == [{"from": "mail", "to": "e_address"}]
    assert report["groups"] == [["list-2015.csv", "list-2016.csv"]]
    [pair] = report["pairs"]
    assert (pair["added"], pair["removed"]) == ([], [])
    assert "f1" not in report


def test_against_the_truth_it_says_what_was_missed_and_invented(folder: Path) -> None:
    right = run(folder, truth(folder, "e_address")).as_json()
    wrong = run(folder, truth(folder, "name")).as_json()
    assert (right["precision"], right["recall"], right["f1"]) == (1, 1, 1)
    assert (wrong["precision"], wrong["recall"], wrong["f1"]) == (0, 0, 0)
    assert [each["new"] for each in wrong["missed"] + wrong["invented"]] == ["name", "e_address"]


def test_a_folder_without_snapshots_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("a,b\n1,2\n")
    with pytest.raises(NoSnapshots, match="Read 1 tables"):
        run(tmp_path)


def test_a_truth_that_cannot_be_read_names_its_line(folder: Path) -> None:
    path = folder.parent / "broken.jsonl"
    path.write_text('{"earlier": "a"}')
    with pytest.raises(UnreadableTruth, match="line 1"):
        run(folder, path)
