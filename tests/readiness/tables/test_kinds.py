"""Columns are told for what people mean by them."""

import polars as pl
import pytest

from core.readiness.tables.kinds import ColumnKind, kind_of
from tests.readiness.tables.columns import days, profile, skewed

K = ColumnKind


def kind(cells: list[object], name: str = "column") -> ColumnKind:
    return profile(**{name: cells}).columns[name].kind


@pytest.mark.parametrize(
    ("expected", "cells"),
    [
        (K.EMPTY, [None, "N/A", "-", " "]),
        (K.BOOLEAN, ["Y", "N", "N"]),
        (K.BOOLEAN, ["Yes", "no", "Don't know"]),
        (K.BOOLEAN, ["1", "0", "1", "1"]),
        (K.INTEGER, ["1", "12", "1,204", "-3"]),
        (K.INTEGER, ["3.0", "12.0", "5.0"]),
        (K.INTEGER, [None, "?", "7", "8", "12"]),
        (K.FLOAT, ["1.5", "2", "3.25"]),
        (K.FLOAT, ["1,5", "2,75", "3,1"]),
        (K.PERCENT, ["12%", "3.5%", "N/A"]),
        (K.MONEY, ["$1,200.50", "$3", "-$7.10"]),
        (K.MONEY, ["12 EUR", "1.250,00 EUR"]),
        (K.QUANTITY, ["12 oz", "16 oz.", "8.4 ounce"]),
        (K.DATE, ["2024-01-31", "2023-05-06 10:00:00"]),
        (K.DATE, ["31/01/2024", "06/05/2023"]),
        (K.DATE, ["5 May 2024", "12 December 2023"]),
        (K.DATE, ["May 5, 2024", "Dec 12, 2023"]),
        (K.DATE, ["20240131", "20231130"]),
        (K.PERIOD, ["2012-13", "2013-14"]),
        (K.PERIOD, ["2024-Q1", "2023-Q4"]),
        (K.TIME, ["10:35", "9:05 PM"]),
        (K.YEAR, ["1999", "2001", "2000", "2002"]),
        (K.GENDER, ["Male", "female", "F", "M"]),
        (K.CATEGORY, ["red", "green"] * 10),
        (K.CATEGORY, ["1A", "2B", "3C"] * 10),
        (K.TEXT, [f"Called on day {'x' * at}, will call again" for at in range(30)]),
        (K.IDENTIFIER, [f"AB-{at:04d}" for at in range(30)]),
        (K.IDENTIFIER, [f"({at + 200}) 555-{at:04d}" for at in range(30)]),
    ],
)
def test_a_kind_is_told_from_the_values(expected: ColumnKind, cells: list[object]) -> None:
    assert kind(cells) == expected


@pytest.mark.parametrize(
    ("expected", "name", "cells"),
    [
        (K.YEAR, "YearBuilt", ["1872", "2010"]),
        (K.PERIOD, "MonthSold", ["1", "12", "7"]),
        (K.TIME, "Time (24hr)", [f"{at % 24}{at % 60:02d}" for at in range(120)]),
        (K.GENDER, "Sex of driver", ["1", "2", "1"]),
        (K.IDENTIFIER, "zip_code", ["10115", "80331", "1067"]),
        (K.INTEGER, "Number of rooms", ["3", "4", "2"]),
    ],
)
def test_a_name_tells_what_numbers_are(
    expected: ColumnKind, name: str, cells: list[object]
) -> None:
    assert kind(cells, name) == expected


def test_a_few_wrong_cells_do_not_change_the_kind() -> None:
    assert kind([*skewed(100), "see note", "call"]) == K.FLOAT
    assert kind([*days(100), "soon"]) == K.DATE


def test_a_column_without_values_is_empty() -> None:
    nothing = pl.DataFrame(schema={"value": pl.String, "count": pl.UInt32})
    assert kind_of("any", nothing) == K.EMPTY
