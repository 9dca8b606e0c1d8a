import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.evaluation.runs.errors import NoSuchRun, NotARun, NotKept, OtherVersion
from core.evaluation.runs.keeping import read, write
from tests.evaluation.runs.pictures import ANSWERED, KEYS, RUN


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(RUN, tmp_path / "run.json")
    assert read(tmp_path / "run.json") == RUN


def test_a_run_is_one_json_document_with_a_line_for_each_passage_and_outcome(
    tmp_path: Path,
) -> None:
    write(RUN, tmp_path / "run.json")
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    document = json.loads(text)
    assert [each["key"] for each in document["passages"]] == ["00a1", "00b2"]
    assert document["outcomes"][0]["retrieved"] == ["00a1", "00b2"]
    for line in (*document["passages"], *document["outcomes"]):
        assert text.count(json.dumps(line, ensure_ascii=False)) == 1


def test_an_answer_given_slower_changes_no_line_but_its_time(tmp_path: Path) -> None:
    slower = replace(ANSWERED, took=replace(ANSWERED.took, total_ms=99.9))
    write(RUN, tmp_path / "one.json")
    write(replace(RUN, outcomes=(slower, *RUN.outcomes[1:])), tmp_path / "two.json")
    one, two = ((tmp_path / name).read_text().splitlines() for name in ("one.json", "two.json"))
    changed = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    assert len(changed) == 1
    assert "answer" not in changed[0][1]


def test_one_chunk_retrieved_with_two_labels_is_kept_as_both(tmp_path: Path) -> None:
    other = replace(KEYS, groups=frozenset({"board"}))
    run = replace(RUN, outcomes=(ANSWERED, replace(ANSWERED, attempt=2, retrieved=(other,))))
    write(run, tmp_path / "run.json")
    assert read(tmp_path / "run.json").outcomes[1].retrieved == (other,)


def test_numbers_are_rounded_to_what_they_are_good_for(tmp_path: Path) -> None:
    took = replace(ANSWERED.took, total_ms=12.3456789)
    exact = replace(ANSWERED, scores=(0.123456789, 0.5), took=took)
    write(replace(RUN, outcomes=(exact,)), tmp_path / "run.json")
    (kept,) = read(tmp_path / "run.json").outcomes
    assert kept.scores == (0.12346, 0.5)
    assert kept.took.total_ms == 12.3


def test_a_run_that_was_cut_short_anywhere_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write(RUN, path)
    text = path.read_text(encoding="utf-8")
    for length in range(0, len(text) - 2, 97):
        path.write_text(text[:length], encoding="utf-8")
        with pytest.raises(NotARun):
            read(path)


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"[]",
        b"null",
        b'{"suite": "locks"}',
        b'{"handrail_run": 1}',
        b"\xff\xfe",
        b"PK\x03\x04",
    ],
)
def test_a_file_that_is_something_else_is_no_run(tmp_path: Path, foreign: bytes) -> None:
    (tmp_path / "run.json").write_bytes(foreign)
    with pytest.raises(NotARun):
        read(tmp_path / "run.json")


def test_a_run_with_a_passage_missing_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write(RUN, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["passages"].pop()
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(NotARun, match="do not fit together"):
        read(path)


def test_a_run_of_another_version_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write(RUN, path)
    path.write_text(path.read_text().replace('"handrail_run": 1', '"handrail_run": 2'))
    with pytest.raises(OtherVersion, match="version 2"):
        read(path)


def test_a_missing_run_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRun):
        read(tmp_path / "run.json")


def test_where_a_run_may_not_be_written_its_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotKept, match=r"run\.json"):
        write(RUN, tmp_path / "file" / "run.json")


def test_a_score_that_is_no_number_cannot_be_kept(tmp_path: Path) -> None:
    broken = replace(ANSWERED, scores=(float("nan"), 0.5))
    with pytest.raises(ValueError, match="finite"):
        write(replace(RUN, outcomes=(broken,)), tmp_path / "run.json")
    assert not (tmp_path / "run.json").exists()
