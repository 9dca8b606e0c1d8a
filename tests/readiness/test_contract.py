"""What was learned of tables runs in a pipeline, without Handrail."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.readiness.contract import contract
from core.readiness.finding import Evidence, Finding, Kind, Where
from core.readiness.tables.profile import profiled
from core.readiness.tables.reading import read_all
from tests.readiness.findings import SENTINEL

TODAY = date(2026, 3, 1)
ROWS = [f"S{number},{20 + number % 40},{'abc'[number % 3]}," for number in range(100, 160)]
STAFF = "number,age,grade,left on\n" + "\n".join(ROWS) + "\n"
Checked = Callable[[str], list[str]]


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checked:
    """What a contract learned on `STAFF` says of another state of the table, without `findings`."""

    def check(now: str, findings: tuple[Finding, ...] = (), learned: str = STAFF) -> list[str]:
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        (folder / "staff.csv").write_text(learned, encoding="utf-8")
        profiles = [profiled(each) for each in read_all(folder, tmp_path / "spool").tables]
        path = tmp_path / "contract.py"
        path.write_text(contract(profiles, findings, TODAY), encoding="utf-8")
        (folder / "staff.csv").write_text(now, encoding="utf-8")
        module: dict[str, Any] = runpy.run_path(str(path))
        broken = module["check"](folder)
        said = capsys.readouterr().out.splitlines()
        assert broken == len(said)
        return said

    return check


def test_a_table_keeps_the_contract_that_was_learned_on_it(checked: Checked) -> None:
    assert checked(STAFF) == []


def test_a_row_that_breaks_a_rule_is_counted_under_its_name(checked: Checked) -> None:
    said = checked(STAFF + "S160,999,z,\n")
    assert any("age_is_a_number_in_range: 1" in each for each in said)
    assert any("grade_is_a_known_code: 1" in each for each in said)


def test_a_cell_that_must_not_be_empty_is_counted(checked: Checked) -> None:
    assert any("nullability" in each for each in checked(STAFF + "S160,,a,\n"))


def test_a_key_that_is_there_twice_is_counted(checked: Checked) -> None:
    assert any("number|unique: 2" in each for each in checked(STAFF + "S100,30,a,\n"))


def test_a_column_that_is_gone_is_named(checked: Checked) -> None:
    assert checked(STAFF.replace("grade", "class")) == [
        "staff.csv: the column grade is gone: 1",
    ]


def test_values_that_were_found_wrong_are_not_learned_as_right(checked: Checked) -> None:
    dirty = STAFF + "S160,-1726,a,\n"
    found = replace(
        SENTINEL,
        kind=Kind.SENTINEL,
        where=Where("staff.csv", ("age",), rows=(61,)),
        evidence=(Evidence("staff.csv", (("age", "-1726"),), row=61),),
    )
    assert checked(dirty, findings=(found,), learned=dirty) == [
        "staff.csv: age_is_a_number_in_range: 1"
    ]


def test_names_that_are_no_identifiers_become_some(checked: Checked) -> None:
    odd = STAFF.replace("number,age,grade,left on", "class,1st age,filter,Class")
    assert checked(odd, learned=odd) == []
