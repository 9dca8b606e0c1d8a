"""Rows that are there twice are found, cell for cell or nearly, and rows alike by chance are not."""

import polars as pl

from core.readiness.finding import Finding, Kind
from core.readiness.tables.duplicates import found
from core.readiness.tables.profile import profiled
from core.readiness.tables.table import ROW, SAMPLE_ROWS, Table

NAMES = ["Ada Barrow", "Ben Carrick", "Cleo Dunmore", "Dev Ellison", "Eve Farrant"]
Row = dict[str, str | None]


def people(rows: int = 60) -> list[Row]:
    return [
        {
            "number": f"P{number:04d}",
            "name": f"{NAMES[number % 5]} {number * 7919 % 1000}",
            "ward": "ABC"[number % 3],
            "email": f"person{number}@ward.example",
            "born": f"{1950 + number * 7 % 50}-0{number % 9 + 1}-{number * 11 % 28 + 1:02d}",
            "phone": f"+44 20 7946 0{100 + number}",
        }
        for number in range(rows)
    ]


def table(rows: list[Row]) -> Table:
    frame = pl.DataFrame(rows, infer_schema_length=None).with_row_index(ROW, offset=1)
    return Table("people.csv", frame.lazy(), frame, tuple(rows[0]), frame.height)


def findings(rows: list[Row]) -> list[Finding]:
    return list(found(profiled(table(rows))))


def test_a_table_without_duplicates_has_no_finding() -> None:
    assert findings(people()) == []


def test_rows_that_repeat_cell_for_cell_are_one_finding_with_the_later_rows() -> None:
    rows = people()

    (finding,) = findings([*rows, rows[3], rows[10]])

    assert finding.kind is Kind.DUPLICATE_ROWS
    assert finding.where.rows == (61, 62)
    assert (finding.affected, finding.out_of) == (2, 62)
    assert "61 is row 4" in finding.what


def test_a_person_entered_again_under_another_number_and_a_slip_is_a_near_duplicate() -> None:
    rows = people()
    again = rows[3] | {"number": "P0999", "name": "Dev Elison 757"}

    (finding,) = findings([*rows, again])

    assert finding.kind is Kind.NEAR_DUPLICATE_ROWS
    assert finding.where.columns == ("name",)
    assert finding.where.rows == (61,)
    assert {piece.row for piece in finding.evidence} == {4, 61}


def test_a_row_that_differs_by_its_key_alone_is_a_near_duplicate() -> None:
    rows = people()

    (finding,) = findings([*rows, rows[8] | {"number": "P0998"}])

    assert finding.kind is Kind.NEAR_DUPLICATE_ROWS


def test_people_who_share_a_telephone_are_not_one() -> None:
    rows = people()
    sharing = rows[4] | {"number": "P0997", "name": "Fay Garland", "email": "fay@ward.example"}

    assert findings([*rows, sharing]) == []


def test_rows_of_few_codes_repeat_by_chance_and_that_is_no_finding() -> None:
    rows: list[Row] = [{"ward": "ABC"[n % 3], "shift": "ED"[n % 2]} for n in range(300)]

    assert findings(rows) == []


def test_copies_are_counted_in_all_rows_of_a_table_larger_than_its_sample() -> None:
    numbers = pl.int_range(0, SAMPLE_ROWS + 100, eager=True).cast(pl.String)
    frame = pl.DataFrame({"number": numbers, "name": numbers + " name"})
    frame = pl.concat([frame, frame.head(2)]).with_row_index(ROW, offset=1)
    large = Table("large.csv", frame.lazy(), frame.head(200), ("number", "name"), frame.height)

    (finding,) = found(profiled(large))

    assert finding.where.rows == (SAMPLE_ROWS + 101, SAMPLE_ROWS + 102)
