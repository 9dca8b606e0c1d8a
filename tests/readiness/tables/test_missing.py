"""Absence written as text is found, and what only looks like it is left alone."""

from pathlib import Path

import pytest

from core.readiness.finding import Kind, Severity
from core.readiness.tables.missing import found
from core.readiness.tables.profile import profiled
from core.readiness.tables.spooling import spooled
from core.readiness.tables.table import SAMPLE_ROWS
from tests.readiness.tables.columns import days, found_in, normal, planted, profile


@pytest.mark.parametrize(
    "spelling", ["N/A", "NA", "-", "?", "unknown", "null", "None", " ", "***", "s"]
)
def test_absence_among_numbers_is_found(spelling: str) -> None:
    [finding] = found_in(found, planted(normal(50, 9), spelling))
    assert (finding.kind, finding.affected, finding.out_of) == (Kind.MISSING_SPELLING, 12, 600)
    assert finding.severity == Severity.LOW
    assert finding.where.rows[:2] == (8, 58)
    assert finding.evidence[0].cells == (("column", spelling),)


@pytest.mark.parametrize("cells", [days(), ["Ann", "Bo", "Cy"] * 200])
def test_absence_among_dates_and_words_is_found(cells: list[object]) -> None:
    assert found_in(found, planted(cells, "TBD"))


def test_several_spellings_are_one_finding_that_names_them() -> None:
    cells = planted(planted(normal(50, 9), "N/A"), "unknown", every=100)
    [finding] = found_in(found, cells)
    assert "“N/A”" in finding.what
    assert "“unknown”" in finding.what
    assert finding.affected == 12


def test_one_spelling_used_all_over_a_table_is_one_finding_that_names_the_columns() -> None:
    cells = planted(normal(50, 9), "N/A")
    [finding] = found(profile(age=cells, weight=cells, height=normal(50, 9)))
    assert finding.where.columns == ("age", "weight")
    assert (finding.affected, finding.out_of, finding.severity) == (24, 1200, Severity.LOW)
    assert finding.evidence[0].cells == (("age", "N/A"), ("weight", "N/A"))


def test_columns_that_mix_spellings_are_told_of_together_and_weigh_more() -> None:
    mixed = planted(planted(normal(50, 9), "N/A"), "unknown", every=100)
    [finding] = found(profile(age=mixed, weight=mixed))
    assert finding.where.columns == ("age", "weight")
    assert finding.severity == Severity.MEDIUM


@pytest.mark.parametrize(
    "cells",
    [
        ["+", "-", "-"] * 30,
        ["none", "mild", "severe"] * 30,
        ["NA", "DE", "FR", "US", "GB", "IT", "ES", "NL", "BE", "SE", "NO"] * 9,
        ["S", "M", "L"] * 30,
        [None, "1", "2"] * 30,
    ],
    ids=["signs", "answers", "country codes", "sizes", "empty cells"],
)
def test_values_that_look_like_absence_are_left_alone(cells: list[object]) -> None:
    assert found_in(found, cells) == []


def test_a_finding_keeps_its_id_while_rows_come_and_go() -> None:
    few = found_in(found, planted(normal(50, 9), "N/A"))
    more = found_in(found, planted(normal(50, 9), "N/A", every=20))
    assert few[0].id == more[0].id


def test_the_spellings_are_not_among_the_present_values() -> None:
    column = profile(age=planted(normal(50, 9), "n/a")).columns["age"]
    assert column.missing == {"n/a"}
    assert "n/a" not in column.counts["value"]
    assert column.numbers is not None
    assert (len(column.numbers), column.numbers.null_count()) == (600, 12)


def test_what_is_learned_on_a_sample_is_counted_on_the_whole(tmp_path: Path) -> None:
    rows = 3 * SAMPLE_ROWS
    cells = ([str(at), "N/A" if at % 1000 == 0 else str(at % 97)] for at in range(rows))
    table = spooled("t.csv", ("id", "age"), cells, tmp_path / "spool")
    assert table.sample.height < rows
    [finding] = found(profiled(table))
    assert (finding.affected, finding.out_of) == (300, rows)
    assert finding.where.rows[:3] == (1, 1001, 2001)
    assert len(finding.where.rows) == 100
