"""Columns of several types, units or formats are found; columns of one are left alone."""

import pytest

from core.readiness.finding import Finding, Kind, Severity
from core.readiness.tables import mixed_formats, mixed_types, mixed_units
from tests.readiness.tables.columns import Found, days, found_in, normal, planted, profile, skewed


def only(found: Found, cells: list[object], name: str = "column") -> Finding:
    [finding] = found_in(found, cells, name)
    return finding


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        (normal(50, 9), "call office"),
        (normal(50, 9), "12 or 13"),
        (days(), "next week"),
        (["Ann", "Bo", "Cy"] * 200, "12345"),
        ([f"A{at:05d}" for at in range(600)], "3.10E+244"),
    ],
)
def test_a_few_cells_of_another_type_are_found(cells: list[object], odd: str) -> None:
    finding = only(mixed_types.found, planted(cells, odd, every=150))
    assert (finding.kind, finding.affected) == (Kind.MIXED_TYPES, 4)
    assert odd in finding.what


@pytest.mark.parametrize(
    "cells", [normal(50, 9), days(), ["Ann", "Bo"] * 99, [f"Dock {at % 9}" for at in range(99)]]
)
def test_one_type_is_left_alone(cells: list[object]) -> None:
    assert found_in(mixed_types.found, cells) == []


KILOS = normal(70, 6)
WITH_KG = [f"{each} kg" for each in KILOS]


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        (WITH_KG, "154.3 lb"),
        (WITH_KG, "70.5"),
        ([f"${each}" for each in skewed()], "€12.50"),
        ([f"{at % 90}%" for at in range(600)], "45"),
    ],
)
def test_units_written_in_several_ways_are_found(cells: list[object], odd: str) -> None:
    finding = only(mixed_units.found, planted(cells, odd))
    assert (finding.kind, finding.affected) == (Kind.MIXED_UNITS, 12)


@pytest.mark.parametrize(
    ("usual", "factor", "plus"),
    [
        (normal(172, 8), 0.01, 0.0),
        (normal(172, 8), 1 / 2.54, 0.0),
        (KILOS, 1000.0, 0.0),
        (normal(37, 0.5), 1.8, 32.0),
        (normal(20, 2), 1.8, 32.0),
    ],
    ids=["metres", "inches", "grams", "fever", "room"],
)
def test_two_groups_a_known_factor_apart_are_found(
    usual: list[float], factor: float, plus: float
) -> None:
    cells = [
        round(each * factor + plus, 2) if at % 12 == 5 else each for at, each in enumerate(usual)
    ]
    finding = only(mixed_units.found, list(cells))
    assert (finding.affected, finding.severity) == (50, Severity.HIGH)


def test_a_column_that_says_the_unit_explains_the_two_groups() -> None:
    units = ["g" if at % 3 == 0 else "kg" for at in range(600)]
    weights = [
        each * 1000 if unit == "g" else each for each, unit in zip(KILOS, units, strict=True)
    ]
    assert list(mixed_units.found(profile(weight=weights, unit=units))) == []


@pytest.mark.parametrize("cells", [skewed(), KILOS, WITH_KG, [5, 10, 50, 100, 500] * 99])
def test_one_unit_is_left_alone(cells: list[object]) -> None:
    assert found_in(mixed_units.found, cells) == []


def swapped(written: str) -> list[str]:
    return [f"{each[3:5]}/{each[:2]}/{each[6:]}" for each in days(written=written)]


@pytest.mark.parametrize(
    ("cells", "others"),
    [
        (days(), days(written="%d.%m.%Y")),
        (days(), days(written="%d %b %Y")),
        (days(), days(written="%Y%m%d")),
        (days(written="%m/%d/%Y"), days(written="%m/%d/%y")),
        ([f"{at % 24:02d}:30" for at in range(600)], ["3:05 PM"] * 600),
        (skewed(), [f"{each:.2f}".replace(".", ",") for each in skewed()]),
        (["Y", "N"] * 300, ["Yes", "No"] * 300),
        (["12 oz"] * 300 + ["16 oz"] * 300, ["12 ounce"] * 600),
        ([f"(212) 555-{at:04d}" for at in range(600)], [f"212-555-{at:04d}" for at in range(600)]),
        ([f"AB-{at:04d}" for at in range(600)], [f"AB{at:04d}" for at in range(600)]),
        ([f"+49 30 {at:06d}" for at in range(600)], [f"030/{at:06d}" for at in range(600)]),
        ([f"{at * 7:04d}" for at in range(600)], [f"{at}" for at in range(600)]),
        ([str(at * 97 + 1000) for at in range(600)], [f"{at + 10}.500,00" for at in range(600)]),
    ],
    ids=[
        "german",
        "named",
        "compact",
        "short",
        "clock",
        "comma",
        "truth",
        "unit",
        "phone",
        "code",
        "abroad",
        "zeros",
        "thousands",
    ],
)
def test_two_ways_of_writing_are_found(cells: list[object], others: list[object]) -> None:
    mixed = [others[at] if at % 12 == 5 else cell for at, cell in enumerate(cells)]
    finding = only(mixed_formats.found, mixed)
    assert (finding.kind, finding.affected) == (Kind.MIXED_FORMATS, 50)


def test_day_and_month_in_both_orders_are_grave() -> None:
    others = swapped("%m/%d/%Y")
    mixed = [
        others[at] if at % 12 == 5 else cell for at, cell in enumerate(days(written="%m/%d/%Y"))
    ]
    assert only(mixed_formats.found, mixed).severity == Severity.HIGH


@pytest.mark.parametrize(
    "cells",
    [
        days(),
        ["2012-13", "2009-10", "2013-14"] * 99,
        [*skewed(), *range(900)],
        [f"+351 21{at % 900} {at:04d}" for at in range(600)],
        ["red", "Red car"] * 99,
    ],
    ids=["days", "school years", "numbers", "phones", "words"],
)
def test_one_way_of_writing_is_left_alone(cells: list[object]) -> None:
    assert found_in(mixed_formats.found, cells) == []
