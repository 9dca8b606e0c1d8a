"""Values that stand for none are found by how they stand out; values that may be meant are not."""

import pytest

from core.readiness.finding import Kind
from core.readiness.tables.sentinels import found
from tests.readiness.tables.columns import days, found_in, normal, planted, skewed

AGES = normal(45, 12, digits=None)


@pytest.mark.parametrize(
    ("cells", "sentinel"),
    [
        (AGES, "-1726"),
        (AGES, "999"),
        (AGES, "-1"),
        (normal(12, 8), "-999.0"),
        (normal(48, 2, digits=4), "0"),
        (skewed(), "99999999"),
        ([1, 2, 3, 4, 5] * 120, "99"),
        (days(), "9999-12-31"),
        (days(), "1900-01-01"),
        (days(written="%m/%d/%Y"), "01/01/1970"),
    ],
)
def test_a_value_that_stands_out_is_found_with_its_rows(cells: list[object], sentinel: str) -> None:
    [finding] = found_in(found, planted(cells, sentinel))
    assert (finding.kind, finding.affected) == (Kind.SENTINEL, 12)
    assert sentinel in finding.what
    assert finding.where.rows[0] == 8


def test_two_values_that_stand_for_none_are_two_findings() -> None:
    cells = planted(planted(AGES, "-1726"), "9999", every=40)
    assert sorted(finding.key for finding in found_in(found, cells)) == ["-1726", "9999"]


def test_one_impossible_number_far_below_all_is_enough() -> None:
    [finding] = found_in(found, [*AGES, "-1726"], "age")
    assert finding.affected == 1


@pytest.mark.parametrize("digits", ["00000", "99999"])
def test_an_identifier_of_one_digit_that_comes_again_is_found(digits: str) -> None:
    zips = [10_000 + at * 137 for at in range(600)]
    assert [finding.key for finding in found_in(found, planted(zips, digits), "zip")] == [digits]


@pytest.mark.parametrize(
    "cells",
    [
        AGES,
        skewed(),
        [*([0] * 500), *range(100, 200)],
        [-1, 0, 1, 2, 3] * 100,
        [99, 199, 299, 999] * 100,
        [*range(10), 50] * 50,
        [f"{year}-01-01" for year in range(1965, 2020)] * 5,
        days(),
        [f"{int(price)}.99" for price in skewed()],
    ],
    ids=["ages", "skewed", "zeros", "floors", "prices", "codes", "new-years", "days", "cents"],
)
def test_values_that_may_be_meant_are_left_alone(cells: list[object]) -> None:
    assert found_in(found, cells) == []
