"""Columns are found again by what they hold, and none is found again that is not there."""

import pytest

from core.readiness.across.matching import Matching, matched
from core.readiness.across.sight import Sight
from core.readiness.across.wording import likeness
from tests.readiness.across.stores import Cells, later, profile, renamed, shops, without


def match(earlier: Cells, after: Cells) -> Matching:
    return matched(Sight(profile("a.csv", earlier)), Sight(profile("b.csv", after)))


def renames(earlier: Cells, after: Cells) -> set[tuple[str, str]]:
    return {(each.old, each.new) for each in match(earlier, after).renamed}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("manager_email", "orders_to"),
        ("town", "place (text)"),
        ("floor_area", "c6"),
        ("shop_code", "key"),
        ("band", "x"),
        ("vat_number", "VAT No."),
    ],
)
def test_a_renamed_column_is_found_whatever_its_new_name(old: str, new: str) -> None:
    assert renames(shops(), renamed(later(), **{old: new})) == {(old, new)}


def test_several_renamed_columns_are_each_found() -> None:
    names = {"town": "c1", "manager_email": "c2", "band": "c3"}
    assert renames(shops(), renamed(later(), **names)) == set(names.items())


def test_a_column_that_went_and_another_that_came_are_no_renaming() -> None:
    fax = [f"020 7946 {at:04d}" for at in range(145)]
    staff = [3 + at * 11 % 40 for at in range(145)]
    after = without(later(), "manager_email", "floor_area") | {"fax": fax, "staff": staff}
    found = match(shops(), after)
    assert found.renamed == ()
    assert (set(found.removed), set(found.added)) == (
        {"manager_email", "floor_area"},
        {"fax", "staff"},
    )


def test_a_name_written_otherwise_is_the_same_column_without_any_row_in_common() -> None:
    other = {name: [f"{cell}9" for cell in column] for name, column in shops(seed=8).items()}
    assert ("shop_name", "ShopName") in renames(shops(), renamed(other, shop_name="ShopName"))


def test_two_columns_that_changed_names_with_each_other_are_told() -> None:
    swapped = renamed(later(), town="band", band="town")
    assert renames(shops(), swapped) == {("town", "band"), ("band", "town")}


def test_an_address_cut_into_its_parts_is_a_split() -> None:
    cells = shops()
    street = [f"{at + 1} Mill Lane" for at in range(150)]
    whole = [f"{lane}, {town}" for lane, town in zip(street, cells["town"], strict=True)]
    earlier = without(cells, "town") | {"address": whole}
    found = match(earlier, cells | {"street": street})
    assert [(each.whole, set(each.parts)) for each in found.split] == [
        ("address", {"town", "street"})
    ]
    assert found.renamed == ()


def test_rows_numbered_anew_are_no_key() -> None:
    numbers: Cells = {"row": list(range(1, 146))}
    earlier = {"row": list(range(1, 151)), **without(shops(), "shop_code")}
    after = renamed(numbers | without(later(), "shop_code"), town="c1")
    assert ("town", "c1") in renames(earlier, after)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("zip", "zip(double precision)", 1, 1),
        ("CustomerNo", "customer_number", 1, 1),
        ("superintendentemail", "superintendentsemail", 0.9, 1),
        ("countyname", "coname", 0.8, 1),
        ("town", "floor_area", 0, 0.2),
    ],
)
def test_names_are_as_alike_as_people_find_them(
    one: str, other: str, least: float, most: float
) -> None:
    assert least <= likeness(one, other) <= most
