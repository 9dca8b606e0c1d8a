"""A suite is read whole, or the file, the line and the field that is wrong are told."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.access import Tier
from core.evaluation.suites.errors import BadCase, BadSuite, NoSuchSuite
from core.evaluation.suites.reading import load, suites
from core.evaluation.suites.values import AsWhom
from core.requirements.cases import cases
from core.requirements.loading import load as load_requirements
from tests.evaluation.suites.conftest import Written, case


def test_cases_stand_in_the_order_of_the_file(suite: Written) -> None:
    folder = suite(case(id="b"), case(id="a"), case(id="c"))
    assert [each.id for each in load(folder).cases] == ["b", "a", "c"]


def test_whoever_asks_is_a_principal_of_the_suite_or_described_in_the_case(suite: Written) -> None:
    described = {"clearance": "restricted", "groups": ["board"]}
    folder = suite(case(), case(id="a-2", as_whom=described), case(id="a-3", as_whom={}))
    assert [each.as_whom for each in load(folder).cases] == [
        AsWhom("acme", Tier.INTERNAL, frozenset(), "ada"),
        AsWhom("acme", Tier.RESTRICTED, frozenset({"board"})),
        AsWhom("acme", Tier.INTERNAL),
    ]


def test_keys_that_are_null_count_as_left_out(suite: Written) -> None:
    empty: dict[str, Any] = {
        "refusal": None,
        "as_of": None,
        "approved_by": None,
        "must_not_say": [],
    }
    who: dict[str, Any] = {"tenant": "acme", "clearance": None, "groups": []}
    folder = suite(case(as_whom=who, **empty))
    assert load(folder).cases[0].as_whom == AsWhom("acme", Tier.INTERNAL)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"as_whom": "eve"}, "suite.toml has no principal 'eve'; it has ada, guest"),
        ({"refusal": "tired"}, "refusal: "),
        ({"must_say": [{"number": float("nan")}]}, "must_say"),
        ({"must_say": [" "]}, "must_say"),
        ({"weight": 0}, "weight: "),
        ({"mood": "good"}, "mood: "),
        ({"id": "a 2"}, "id: "),
        ({"id": "a-1"}, "a-1 stands in line 1 too"),
    ],
)
def test_a_case_that_is_wrong_is_told_with_its_line_and_field(
    suite: Written, changes: dict[str, Any], what: str
) -> None:
    folder = suite(case(), case(**{"id": "a-2", **changes}))
    with pytest.raises(BadCase, match="line 2") as told:
        load(folder)
    assert what in str(told.value)


def test_a_line_that_is_no_json_is_told(suite: Written) -> None:
    folder = suite()
    (folder / "cases.jsonl").write_text('{"id": "a-1",\n')
    with pytest.raises(BadCase, match="line 1"):
        load(folder)


def test_a_suite_that_is_wrong_is_told_with_its_field(suite: Written) -> None:
    with pytest.raises(BadSuite, match=r"gate\.margins\.correctness"):
        load(suite(more="[gate.margins]\ncorrectness = -1"))


@pytest.mark.parametrize("missing", ["suite.toml", "cases.jsonl"])
def test_a_folder_without_both_files_is_no_suite(suite: Written, missing: str) -> None:
    folder = suite()
    (folder / missing).unlink()
    with pytest.raises(NoSuchSuite):
        load(folder)


def test_suites_are_found_in_a_folder_or_are_the_folder(suite: Written, tmp_path: Path) -> None:
    folder = suite()
    assert suites(tmp_path) == suites(folder) == [folder]
    assert suites(tmp_path / "nowhere") == []


def test_the_definition_of_done_is_read_as_cases(suite: Written) -> None:
    done = cases(load_requirements(Path("data/samples/requirements.toml")))
    folder = suite()
    (folder / "cases.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in done))
    read = load(folder).cases
    assert [each.id for each in read] == [each["id"] for each in done]
    assert {each.as_whom.tenant for each in read} == {"alder", "meridian", "tidewater"}
