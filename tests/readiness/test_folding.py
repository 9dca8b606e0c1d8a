"""One fault is said once, by the check that says most about it."""

from dataclasses import replace

from core.readiness.finding import Kind, Where
from core.readiness.folding import folded
from tests.readiness.findings import CONTRADICTION, SENTINEL

OUTLIER = replace(SENTINEL, kind=Kind.OUTLIER, key="", what="2 dates are far from all others.")


def test_cells_that_a_finding_explains_are_not_reported_again_as_outliers() -> None:
    assert folded([OUTLIER, SENTINEL]) == [SENTINEL]


def test_a_finding_with_cells_of_its_own_is_kept() -> None:
    more = replace(OUTLIER, where=Where("staff.csv", ("left_on",), rows=(3, 9, 12, 20)))
    assert folded([more, SENTINEL]) == [SENTINEL, more]


def test_another_column_is_another_fault() -> None:
    elsewhere = replace(OUTLIER, where=Where("staff.csv", ("joined_on",), rows=(3, 9)))
    assert folded([elsewhere, SENTINEL]) == [SENTINEL, elsewhere]


def test_rows_of_any_of_several_columns_explain_no_cell_of_one() -> None:
    absent = replace(
        SENTINEL,
        kind=Kind.MISSING_SPELLING,
        where=Where("staff.csv", ("left_on", "joined_on"), rows=(3, 9)),
    )
    assert folded([OUTLIER, absent]) == [absent, OUTLIER]


def test_what_is_found_twice_is_there_once() -> None:
    assert folded([CONTRADICTION, CONTRADICTION]) == [CONTRADICTION]
