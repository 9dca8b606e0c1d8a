"""Numbers are read as people write them."""

import polars as pl
import pytest

from core.readiness.tables.numbers import parsed, written


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12", 12.0, ""),
        (" -3.5 ", -3.5, ""),
        ("1,234,567.80", 1234567.8, ""),
        ("1.234.567,80", 1234567.8, ""),
        ("12'000", 12000.0, ""),
        ("1 250", 1250.0, ""),
        ("(45.10)", -45.1, ""),
        ("−7", -7.0, ""),
        ("$1,200", 1200.0, "$"),
        ("-€3,50", -3.5, "€"),
        ("USD 12", 12.0, "USD"),
        ("63.5%", 63.5, "%"),
        ("12 kg", 12.0, "kg"),
        ("80km/h", 80.0, "km/h"),
        ("1.5e3", 1500.0, ""),
    ],
)
def test_a_number_and_its_unit_are_read(text: str, number: float, unit: str) -> None:
    assert written(pl.Series([text])).row(0) == (number, unit)


@pytest.mark.parametrize("text", ["", "nan", "inf", "A12", "12 or 13", "1-2", "3/4", "v1.2.x", "€"])
def test_what_is_no_number_is_null(text: str) -> None:
    assert parsed(pl.Series([text])).to_list() == [None]


def test_a_lone_comma_is_read_as_the_column_writes_it() -> None:
    assert parsed(pl.Series(["1,5", "2,25", "1,250"])).to_list() == [1.5, 2.25, 1.25]
    assert parsed(pl.Series(["1,250", "3.5"])).to_list() == [1250.0, 3.5]


def test_rows_stay_in_their_places() -> None:
    assert parsed(pl.Series([None, "$2", "x", "3"])).to_list() == [None, 2.0, None, 3.0]
