"""Wrong cells are found without labels, with what they should say, and right ones left alone."""

from itertools import cycle, islice
from pathlib import Path

import polars as pl
import pytest

from core.evaluation.tables_bench import TablesDiffer, judged, judged_files
from core.readiness.finding import Kind
from core.readiness.tables.cells import Cause, Suspect, found, suspects
from core.readiness.tables.profile import profiled
from core.readiness.tables.table import ROW, Table

TOWNS = {"Elmford": "North", "Oakwick": "North", "Ashbury": "South", "Hollin": "East"}


def table(**columns: list[str | None]) -> Table:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    sample = frame.with_row_index(ROW, offset=1)
    return Table("visits.csv", sample.lazy(), sample, tuple(columns), frame.height)


def visits(rows: int = 240) -> pl.DataFrame:
    towns = list(islice(cycle(TOWNS), rows))
    return pl.DataFrame(
        {
            "visit": [f"V-{number:04d}" for number in range(rows)],
            "town": towns,
            "region": [TOWNS[town] for town in towns],
            "minutes": [str(5 + number * 7 % 50) for number in range(rows)],
        }
    )


def changed(frame: pl.DataFrame, column: str, cells: dict[int, str | None]) -> pl.DataFrame:
    values = frame[column].to_list()
    for row, value in cells.items():
        values[row] = value
    return frame.with_columns(pl.Series(column, values, dtype=pl.String))


def places(found: list[Suspect]) -> set[tuple[int, str]]:
    return {(suspect.row, suspect.column) for suspect in found}


def test_a_table_without_errors_has_no_suspects() -> None:
    assert suspects(visits()) == []


def test_a_table_without_rows_or_columns_has_no_suspects() -> None:
    assert suspects(visits(0)) == []
    assert suspects(pl.DataFrame()) == []


def test_a_value_that_rows_alike_elsewhere_contradict_is_suspected_with_what_they_say() -> None:
    dirty = changed(visits(), "region", {8: "South"})

    (suspect,) = suspects(dirty)

    assert (suspect.row, suspect.column, suspect.value) == (8, "region", "South")
    assert (suspect.cause, suspect.suggestion) == (Cause.CONTRADICTED, "North")
    assert "town" in suspect.reason


def test_a_wrong_determinant_takes_the_blame_of_all_it_contradicts() -> None:
    frame = visits().with_columns(
        pl.col("town").replace_strict({town: town[:3].upper() for town in TOWNS}).alias("code"),
        pl.col("town").replace_strict({town: f"{town} Road" for town in TOWNS}).alias("street"),
    )
    dirty = changed(frame, "town", {3: "Elmford"})

    assert places(suspects(dirty)) == {(3, "town")}


def test_an_empty_cell_that_rows_alike_fill_is_suspected() -> None:
    dirty = changed(visits(), "region", {12: None})

    (suspect,) = suspects(dirty)

    assert (suspect.value, suspect.suggestion) == ("", "North")


def test_a_minority_that_recurs_within_its_group_is_no_error() -> None:
    frame = visits(400)
    regions = ["West" if row % 28 == 0 else region for row, region in enumerate(frame["region"])]
    frame = frame.with_columns(pl.Series("region", regions))

    assert suspects(frame) == []


@pytest.mark.parametrize("slip", ["Oakwik", "Oakwcik", "Oaxwick", "Oakwickk"])
def test_a_slip_of_a_common_value_is_suspected_with_what_was_meant(slip: str) -> None:
    dirty = changed(visits(), "town", {5: slip}).drop("region")

    (suspect,) = suspects(dirty)

    assert (suspect.cause, suspect.suggestion) == (Cause.MISSPELT, "Oakwick")


def test_a_slip_beside_a_number_keeps_the_number() -> None:
    amounts = [f"{number * 3} patients" for number in range(100)]
    amounts[7] = "21 patixnts"

    (suspect,) = suspects(pl.DataFrame({"seen": amounts}))

    assert suspect.suggestion == "21 patients"


def test_numbers_are_no_misspellings_of_each_other() -> None:
    codes = [f"CC-{100 + number % 10}" for number in range(200)]
    codes[3] = "CC-190"

    assert suspects(pl.DataFrame({"cost_centre": codes})) == []


def test_common_codes_that_look_alike_are_left_alone() -> None:
    wards = [f"{letter}{letter}-East" for letter in islice(cycle("ABCDEFGH"), 160)]

    assert suspects(pl.DataFrame({"ward": [*wards, "CA-East", "CA-East", "CA-East"]})) == []


def test_a_word_that_the_row_explains_is_no_slip() -> None:
    states = ["al"] * 200 + ["ak"] * 2
    keys = [f"{state}_m{number % 5}" for number, state in enumerate(states)]

    assert suspects(pl.DataFrame({"state": states, "key": keys})) == []


def test_a_code_of_another_shape_is_suspected() -> None:
    phones = [f"({200 + number}) 555-{number:04d}" for number in range(120)]
    phones[9], phones[20] = "(209 555-0009", "(220) 555-002x0"

    assert places(suspects(pl.DataFrame({"phone": phones}))) == {(9, "phone"), (20, "phone")}


def test_names_with_hyphens_and_initials_are_well_shaped() -> None:
    names = [f"Ada {town}" for town in islice(cycle(TOWNS), 200)]
    names[4], names[5], names[6] = "J. K. Rowntree", "Ada O'Neill", "Ada Farrant-Quigley"
    names[7] = "aDa Farrant"

    assert places(suspects(pl.DataFrame({"name": names}))) == {(7, "name")}


def test_units_written_in_many_ways_leave_only_the_number() -> None:
    volumes = list(islice(cycle(["12 oz", "12 oz.", "16 OZ.", "16 ounce"]), 200))

    found = suspects(pl.DataFrame({"volume": volumes}))

    assert len(found) == 200
    assert {suspect.suggestion for suspect in found} == {"12", "16"}


def test_a_unit_all_cells_carry_in_one_spelling_is_the_way_of_the_column() -> None:
    shares = [f"{number % 100}%" for number in range(200)]

    assert suspects(pl.DataFrame({"share": shares})) == []


def test_a_unit_among_plain_numbers_is_suspected() -> None:
    shares = [f"0.{number % 90 + 10}" for number in range(200)]
    shares[1] = "0.11%"

    (suspect,) = suspects(pl.DataFrame({"share": shares}))

    assert (suspect.cause, suspect.suggestion) == (Cause.UNIT, "0.11")


@pytest.mark.parametrize("written", ["{:,}", "{},5"])
def test_commas_that_all_long_numbers_or_fractions_carry_are_the_way_of_the_column(
    written: str,
) -> None:
    sums = [written.format(number * 37 % 9000) for number in range(200)]

    assert suspects(pl.DataFrame({"sum": sums})) == []


def test_units_that_mean_different_things_are_left_alone() -> None:
    ages = list(islice(cycle(["2 years", "5 months", "3 weeks"]), 200))

    assert suspects(pl.DataFrame({"age": ages})) == []


def test_absence_spelt_out_in_one_column_of_a_table_with_empty_cells_is_suspected() -> None:
    frame = visits().with_columns(
        pl.Series("fee", ["N/A" if row % 3 else str(row) for row in range(240)]),
        pl.Series("note", [None if row % 2 else "seen" for row in range(240)]),
    )

    found = suspects(frame)

    assert {suspect.cause for suspect in found} == {Cause.ABSENCE_SPELT}
    assert len(found) == 160


def test_a_spelling_of_absence_that_several_columns_share_is_a_convention() -> None:
    fees = ["N/A" if row % 3 else str(row) for row in range(240)]
    frame = visits().with_columns(pl.Series("fee", fees), pl.Series("tip", fees[::-1]))

    assert suspects(frame) == []


def test_a_value_spilt_into_its_neighbour_is_suspected_on_both_sides() -> None:
    dirty = changed(visits(), "town", {4: "Elmford North"})
    dirty = changed(dirty, "region", {4: None})

    found = suspects(dirty)

    assert places(found) == {(4, "town"), (4, "region")}
    assert {suspect.suggestion for suspect in found} == {"Elmford", "North"}


def test_keys_copied_onto_other_rows_are_suspected() -> None:
    copies = dict.fromkeys((10, 11, 12), "V-0001")
    copies |= dict.fromkeys((20, 21, 22), "V-0002") | dict.fromkeys((30, 31, 32), "V-0003")
    dirty = changed(visits(), "visit", copies)

    found = suspects(dirty)

    assert {suspect.cause for suspect in found} == {Cause.REPEATED_KEY}
    assert set(copies) < {suspect.row for suspect in found}


def test_a_thing_that_comes_again_with_all_its_columns_is_no_copied_key() -> None:
    rows = [*range(200), *(1, 1, 2, 2, 3, 3, 4, 4)]
    frame = pl.DataFrame(
        {
            "licence": [f"L{row:04d}" for row in rows],
            "owner": ["ABCDEF"[row % 6] * 3 for row in rows],
            "fee": [str(place * 13 % 97) for place in range(len(rows))],
        }
    )

    assert suspects(frame) == []


def test_measures_that_happen_to_be_equal_contradict_nothing() -> None:
    widths = [f"{60 + row * 7 % 40 / 10:.2f}" for row in range(240)]
    doors = ["two" if row * 7 % 40 > 20 else "four" for row in range(240)]
    doors[30], doors[90] = "two", "four"

    assert suspects(pl.DataFrame({"width": widths, "doors": doors})) == []


def test_a_column_that_is_empty_as_a_rule_lacks_nothing() -> None:
    alleys = ["gravel" if row % 40 == 0 else None for row in range(240)]

    assert suspects(visits().with_columns(pl.Series("alley", alleys))) == []


def test_a_rare_code_that_recurs_is_no_slip_of_its_neighbour() -> None:
    heating = ["GasW" if row % 30 == 0 else "GasA" for row in range(300)]

    assert suspects(pl.DataFrame({"heating": heating})) == []


def test_the_same_table_gives_the_same_suspects() -> None:
    dirty = changed(visits(), "town", {5: "Oakwik", 9: "Elmfrod"})

    assert suspects(dirty) == suspects(dirty)


def test_findings_hold_one_column_and_cause_each_with_rows_and_suggestions() -> None:
    dirty = changed(visits(), "town", {5: "Oakwik", 8: "Elmfrod"})

    (finding,) = found(profiled(table(**dirty.to_dict(as_series=False))))

    assert finding.kind is Kind.SUSPECT_CELLS
    assert (finding.where.columns, finding.where.rows) == (("town",), (6, 9))
    assert (finding.affected, finding.out_of) == (2, 240)
    assert ("suggested", "Oakwick") in finding.evidence[0].cells
    assert "Oakwik → Oakwick" in finding.what


def test_a_finding_keeps_its_id_while_its_rows_change() -> None:
    first = changed(visits(), "town", {5: "Oakwik", 8: "Elmfrod"})
    second = changed(visits(), "town", {13: "Oakwik"})

    ids = {
        finding.id
        for frame in (first, second)
        for finding in found(profiled(table(**frame.to_dict(as_series=False))))
    }

    assert len(ids) == 1


def test_the_bench_counts_what_was_found_against_the_clean_table() -> None:
    clean = visits()
    dirty = changed(changed(clean, "town", {5: "Oakwik"}), "minutes", {6: "6"})

    report = judged(dirty, clean.rename({"town": "Town"}))

    assert (report.total.errors, report.total.flagged, report.total.both) == (2, 1, 1)
    assert report.as_json()["precision"] == 1.0
    assert report.as_json()["recall"] == 0.5
    assert report.as_json()["f1"] == pytest.approx(0.6667)
    assert report.repaired == 1.0
    assert report.columns["town"].recall == 1.0


def test_the_bench_refuses_tables_of_different_sizes() -> None:
    with pytest.raises(TablesDiffer):
        judged(visits(10), visits(12))


def test_the_bench_reads_files_and_takes_an_empty_cell_as_one_that_is_wrong(tmp_path: Path) -> None:
    clean = visits()
    changed(clean, "region", {12: None}).write_csv(tmp_path / "dirty.csv")
    clean.write_csv(tmp_path / "clean.csv")

    report = judged_files(tmp_path / "dirty.csv", tmp_path / "clean.csv")

    assert report.total.f1 == 1.0
