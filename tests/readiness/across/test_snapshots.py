"""Snapshots are told from tables that merely look alike, and put in the order they were taken."""

import pytest

from core.readiness.across.snapshots import snapshots, stem, taken
from tests.readiness.across.stores import later, orders, profile, renamed, shops, without


def groups(*named: tuple[str, dict[str, list[object]]]) -> tuple[tuple[str, ...], ...]:
    return snapshots([profile(name, cells) for name, cells in named]).groups


@pytest.mark.parametrize(
    "names",
    [
        ("list-2023-11.csv", "list-2024-02.csv"),
        ("july-2015/list.csv", "november-2015/list.csv"),
        ("shops_2023Q4.csv", "shops_2024Q1.csv"),
        ("shops v2.csv", "shops v10.csv"),
        ("old/shops.csv", "new/shops.csv"),
    ],
)
def test_names_put_snapshots_in_order(names: tuple[str, str]) -> None:
    earlier, after = names
    assert taken(earlier) < taken(after)
    assert stem(earlier) == stem(after)


def test_the_same_list_of_two_days_is_one_group() -> None:
    found = groups(
        ("shops-2024-03.csv", later()), ("shops-2023-09.csv", shops()), ("orders.csv", orders())
    )
    assert found == (("shops-2023-09.csv", "shops-2024-03.csv"),)


def test_snapshots_are_known_by_their_rows_when_their_names_say_nothing() -> None:
    assert groups(("a.csv", shops()), ("export.csv", later())) == (("a.csv", "export.csv"),)


def test_other_things_in_columns_of_the_same_names_are_no_snapshot() -> None:
    names = {"shop_code": "id", "shop_name": "name", "manager_email": "email", "band": "rank"}
    here = renamed(shops(), **names)
    there = {
        "id": [f"P/{at}" for at in range(150)],
        "name": [f"Person {at}" for at in range(150)],
        "town": shops(seed=9)["town"],
        "email": [f"p{at}@people.example" for at in range(150)],
        "rank": ["first", "second", "third"] * 50,
    }
    assert groups(("shops.csv", here), ("people.csv", there)) == ()


def test_a_part_of_the_columns_is_still_a_snapshot() -> None:
    fewer = without(later(), "band", "floor_area")
    assert len(groups(("shops-2023.csv", shops()), ("shops-2024.csv", fewer))) == 1
