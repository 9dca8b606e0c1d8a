"""Columns that determine others are found errors apart, and the rows that break with them."""

from itertools import cycle, islice

import polars as pl

from core.readiness.finding import Finding, Kind, Severity
from core.readiness.tables.dependencies import found
from core.readiness.tables.profile import profiled
from core.readiness.tables.table import ROW, Table

GRADES = {"porter": "B2", "cleaner": "B2", "nurse": "B5", "surgeon": "B9", "dentist": "B9"}


def findings(posts: list[str], grades: list[str | None]) -> list[Finding]:
    numbers = [str(1000 + row) for row in range(len(posts))]
    frame = pl.DataFrame({"staff_number": numbers, "post": posts, "grade": grades})
    sample = frame.with_row_index(ROW, offset=1)
    table = Table("staff.csv", sample.lazy(), sample, tuple(frame.columns), frame.height)
    return list(found(profiled(table)))


def posts(rows: int = 90) -> list[str]:
    return list(islice(cycle(GRADES), rows))


def test_rows_that_break_with_a_dependency_are_one_finding_with_what_they_should_say() -> None:
    grades = [GRADES[post] for post in posts()]
    grades[0], grades[7] = "B9", "B2"

    (finding,) = findings(posts(), grades)

    assert finding.kind is Kind.DEPENDENCY_VIOLATION
    assert finding.severity is Severity.MEDIUM
    assert finding.where.columns == ("post", "grade")
    assert finding.where.rows == (1, 8)
    assert (finding.affected, finding.out_of) == (2, 90)
    assert finding.evidence[0].cells == (("grade", "B9"), ("suggested", "B2"), ("post", "porter"))
    assert "porter: B9 → B2" in finding.what


def test_a_dependency_without_exceptions_is_no_finding() -> None:
    assert findings(posts(), [GRADES[post] for post in posts()]) == []


def test_columns_that_only_lean_on_each_other_make_no_violation() -> None:
    grades = [GRADES[post] if row % 4 else "B2" for row, post in enumerate(posts())]

    assert findings(posts(), grades) == []


def test_columns_that_mostly_say_the_same_may_differ() -> None:
    grades: list[str | None] = list(posts())
    grades[3] = "nurse" if grades[3] != "nurse" else "porter"

    assert findings(posts(), grades) == []


def test_another_writing_of_the_right_value_is_no_violation() -> None:
    grades: list[str | None] = [GRADES[post] for post in posts()]
    grades[4] = "b9"

    assert findings(posts(), grades) == []


def test_a_violation_keeps_its_id_when_some_of_its_rows_are_put_right() -> None:
    grades = [GRADES[post] for post in posts()]
    grades[0], grades[7] = "B9", "B2"
    before = findings(posts(), grades)
    grades[7] = "B5"

    assert [one.id for one in findings(posts(), grades)] == [one.id for one in before]
