from pathlib import Path

import pytest

from core.evaluation.runs.errors import NotKept, SameName
from core.evaluation.runs.naming import files, named
from core.evaluation.suites.errors import NoSuchSuite


@pytest.fixture
def evals(tmp_path: Path) -> Path:
    for name in ("alder", "birch"):
        add(tmp_path / "evals" / name)
    return tmp_path / "evals"


def add(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "suite.toml").write_text('about = "Fees."\ntenant = "acme"\n')
    (folder / "cases.jsonl").write_text(
        '{"id": "c1", "question": "One?", "as_whom": {}, "must_say": ["3"]}\n'
    )


def test_a_suite_goes_by_its_name_or_its_folder_and_several_by_theirs(evals: Path) -> None:
    for asked in (["alder"], [str(evals / "alder")], ["alder", str(evals / "alder")]):
        assert [each.name for each in named(asked, evals)] == ["alder"]
    assert [each.name for each in named([str(evals)], Path("nowhere"))] == ["alder", "birch"]


def test_a_name_that_is_no_suite_is_told_with_those_there_are(evals: Path) -> None:
    with pytest.raises(NoSuchSuite, match=r"'oak'; in .*evals there is alder, birch\."):
        named(["oak"], evals)


def test_two_suites_of_one_name_are_not_run_together(evals: Path, tmp_path: Path) -> None:
    add(tmp_path / "more" / "alder")
    with pytest.raises(SameName):
        named(["alder", str(tmp_path / "more" / "alder")], evals)


def test_one_suite_goes_into_a_file_and_several_into_a_folder(evals: Path, tmp_path: Path) -> None:
    alder, birch = named([str(evals)], evals)
    assert files([alder], tmp_path / "run.json") == {"alder": tmp_path / "run.json"}
    assert files([alder], tmp_path) == {"alder": tmp_path / "alder.json"}
    runs = tmp_path / "new" / "runs"
    assert files([alder, birch], runs) == {
        "alder": runs / "alder.json",
        "birch": runs / "birch.json",
    }
    assert not list(runs.iterdir())


def test_where_nothing_can_be_written_is_known_before_anything_is_asked(
    evals: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotKept, match=r"run\.json"):
        files(named(["alder"], evals), tmp_path / "file" / "run.json")
    (tmp_path / "runs" / "alder.json").mkdir(parents=True)
    with pytest.raises(NotKept, match=r"alder\.json is a folder"):
        files(named(["alder"], evals), tmp_path / "runs")
