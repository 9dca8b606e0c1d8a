"""Cases are written so that git shows one case as one line, and so that none is lost."""

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import Tier
from core.domain.answer import Turn
from core.evaluation.suites.errors import BadCase, NotKept
from core.evaluation.suites.lines import CaseLine
from core.evaluation.suites.reading import load
from core.evaluation.suites.values import (
    AnyOf,
    AsWhom,
    Case,
    DateFact,
    Fact,
    Justification,
    NumberFact,
    RightRefusal,
    Split,
    TextFact,
)
from core.evaluation.suites.writing import line, put, text
from tests.evaluation.suites.conftest import CASE, Written, case

ADA = AsWhom("acme", Tier.INTERNAL, name="ada")
NEW = Case("a-9", "Who fills the kettle?", ADA, must_say=(TextFact("the cook"),))


def lines(folder: Path) -> list[str]:
    return (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_new_case_is_one_line_at_the_end(suite: Written) -> None:
    folder = suite(case(), case(id="a-2"))
    before = lines(folder)
    put(folder, NEW)
    assert lines(folder) == [*before, line(NEW)]


def test_a_changed_case_is_one_line_in_its_place(suite: Written) -> None:
    folder = suite(case(), case(id="a-2"), case(id="a-3"))
    before = lines(folder)
    changed = replace(load(folder).cases[1], question="Who may touch it?")
    put(folder, changed)
    assert lines(folder) == [before[0], line(changed), before[2]]


def test_lines_that_did_not_change_stay_byte_for_byte_however_they_were_written(
    suite: Written,
) -> None:
    folder = suite()
    odd = json.dumps(dict(reversed(CASE.items()))) + "\n\n"
    (folder / "cases.jsonl").write_text(odd)
    put(folder, NEW)
    assert (folder / "cases.jsonl").read_text() == f"{odd}{line(NEW)}\n"


def test_a_last_line_without_an_end_gets_one(suite: Written) -> None:
    folder = suite(case())
    path = folder / "cases.jsonl"
    path.write_text(path.read_text().rstrip("\n"))
    put(folder, NEW)
    assert [each.id for each in load(folder).cases] == ["a-1", "a-9"]


def test_writing_what_is_there_already_leaves_the_file_alone(suite: Written) -> None:
    folder = suite()
    put(folder, NEW)
    before = (folder / "cases.jsonl").stat()
    put(folder, NEW)
    after = (folder / "cases.jsonl").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_suite_without_a_file_gets_one(suite: Written) -> None:
    folder = suite()
    (folder / "cases.jsonl").unlink()
    put(folder, NEW)
    assert lines(folder) == [line(NEW)]


def test_nothing_else_is_left_in_the_folder(suite: Written) -> None:
    folder = suite(case())
    before = sorted(folder.rglob("*"))
    put(folder, NEW)
    assert sorted(folder.rglob("*")) == before


def test_a_line_that_is_no_case_stops_it_and_nothing_is_written(suite: Written) -> None:
    folder = suite(case())
    path = folder / "cases.jsonl"
    path.write_text(path.read_text() + "nonsense\n")
    before = path.read_bytes()
    with pytest.raises(BadCase, match="line 2"):
        put(folder, NEW)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotKept):
        put(tmp_path / "nowhere", NEW)


def test_two_who_write_at_once_lose_no_case(suite: Written) -> None:
    folder = suite(case())
    with ProcessPoolExecutor(4) as writers:
        list(writers.map(put, [folder] * 40, [replace(NEW, id=f"n-{n}") for n in range(40)]))
    assert {each.id for each in load(folder).cases} == {"a-1", *(f"n-{n}" for n in range(40))}


def test_keys_stand_in_the_order_of_the_schema_and_empty_ones_are_left_out() -> None:
    whole = replace(NEW, tags=("b", "a"), weight=2.0, approved_by="bo", written_by="ada")
    keys = list(json.loads(line(whole)))
    assert keys == [each for each in CaseLine.model_fields if each in keys]
    assert list(json.loads(line(NEW))) == ["id", "question", "as_whom", "must_say"]


def test_whole_numbers_and_letters_are_written_as_people_write_them() -> None:
    priced = replace(NEW, question="Größe?", must_say=(NumberFact(62.0, "EUR"), NumberFact(0.5)))
    assert '"Größe?"' in line(priced)
    assert '[{"number": 62, "unit": "EUR"}, {"number": 0.5}]' in line(priced)


def words() -> st.SearchStrategy[str]:
    return st.text(min_size=1).filter(lambda each: bool(each.strip()))


def facts() -> st.SearchStrategy[Fact]:
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    flat = (
        st.builds(TextFact, words())
        | st.builds(NumberFact, numbers, st.none() | words(), st.floats(0, 9))
        | st.builds(DateFact, st.dates())
    )
    either: st.SearchStrategy[Fact] = st.builds(
        AnyOf, st.lists(flat, min_size=1, max_size=2).map(tuple)
    )
    return flat | either


def several(items: st.SearchStrategy[Fact]) -> st.SearchStrategy[tuple[Fact, ...]]:
    return st.lists(items, max_size=2).map(tuple)


@given(
    question=words(),
    must_say=several(facts()),
    must_not_say=several(facts()),
    passage=st.none() | words(),
    answer=st.text(),
    as_of=st.none() | st.dates(date(1990, 1, 1)),
    refusal=st.none() | st.sampled_from(RightRefusal),
    split=st.sampled_from(Split),
)
def test_whatever_a_case_says_is_read_back_as_it_was(
    question: str,
    must_say: tuple[Fact, ...],
    must_not_say: tuple[Fact, ...],
    passage: str | None,
    answer: str,
    as_of: date | None,
    refusal: RightRefusal | None,
    split: Split,
) -> None:
    before = Case(
        "a-1",
        question,
        ADA,
        earlier=(Turn(question, answer),),
        as_of=as_of,
        must_say=must_say,
        must_not_say=must_not_say,
        justified_by=(Justification("kettles.md", passage),),
        refusal=refusal,
        split=split,
    )
    written = text([before])
    assert written.count("\n") == 1
    assert CaseLine.model_validate(json.loads(written)).case(ADA) == before


def test_the_suites_own_day_is_written_in_no_line(suite: Written) -> None:
    folder = suite(case(), case(id="a-2", as_of="2025-03-01"))
    rules = folder / "suite.toml"
    named = rules.read_text(encoding="utf-8")
    rules.write_text(f"today = {date(2026, 11, 22)}\n{named}", encoding="utf-8")
    first, second = load(folder).cases
    assert [first.as_of, second.as_of] == [date(2026, 11, 22), date(2025, 3, 1)]
    put(folder, replace(first, question="Now?"), second)
    assert ["as_of" in json.loads(each) for each in lines(folder)] == [False, True]
