"""References that lead nowhere and facts told in two ways are found; ordinary references are not."""

from core.readiness.across import facts, keys
from core.readiness.across.comparing import found as everything
from core.readiness.finding import Finding, Kind
from core.readiness.tables.profile import Profile
from tests.readiness.across.stores import Cells, later, orders, profile, shops


def both(child: Cells, parent: Cells) -> list[Profile]:
    return [profile("orders.csv", child), profile("shops.csv", parent)]


def changed(cells: Cells, name: str, every: int, new: object) -> Cells:
    column = [new if at % every == 5 else cell for at, cell in enumerate(cells[name])]
    return cells | {name: column}


def test_tables_in_order_give_nothing() -> None:
    assert list(everything(both(orders(), shops()))) == []


def test_orders_of_a_shop_nobody_knows_are_found_with_their_rows() -> None:
    [finding] = keys.found(both(changed(orders(), "shop_code", 80, "S-9"), shops()))
    assert (finding.kind, finding.affected) == (Kind.ORPHANED_KEYS, 10)
    assert finding.where.rows[:2] == (6, 86)
    assert finding.where.also[0].columns == ("shop_code",)


def test_a_key_without_its_leading_zero_is_told_from_a_key_that_is_not_there() -> None:
    parent = shops() | {"shop_code": [f"0{100 + 7 * at}" for at in range(150)]}
    held = orders()
    place = {code: at for at, code in enumerate(shops()["shop_code"])}
    codes = [parent["shop_code"][place[code]] for code in held["shop_code"]]
    child = held | {
        "shop_code": [
            str(code).lstrip("0") if at % 9 == 0 else code for at, code in enumerate(codes)
        ]
    }
    [finding] = keys.found(both(child, parent))
    assert "leading zeros" in finding.what
    assert finding.affected == 89


def test_a_column_called_otherwise_refers_by_its_values() -> None:
    child = {("seller" if name == "shop_code" else name): cells for name, cells in orders().items()}
    [finding] = keys.found(both(changed(child, "seller", 100, "S-3"), shops()))
    assert finding.where.columns == ("seller",)


def test_counts_do_not_refer_to_numbered_rows() -> None:
    parent = {"id": list(range(1, 31)), "label": [f"label {at}" for at in range(30)]}
    child = {"pieces": [at * 7 % 33 for at in range(300)], "note": [f"n{at}" for at in range(300)]}
    assert list(keys.found([profile("labels.csv", parent), profile("orders.csv", child)])) == []


def facts_found(child: Cells, parent: Cells) -> list[Finding]:
    return list(facts.found(both(child, parent)))


def test_a_town_that_two_tables_tell_otherwise_is_found_with_both_answers() -> None:
    [finding] = facts_found(changed(orders(), "town", 40, "Oban"), shops())
    assert (finding.kind, finding.affected) == (Kind.CONFLICTING_FACTS, 20)
    assert dict(finding.evidence[0].cells)["here"] == "Oban"


def test_columns_that_hardly_ever_agree_are_not_one_fact() -> None:
    child = orders() | {"town": ["Oban", "Truro", "Ely", "Hull"] * 200}
    assert facts_found(child, shops()) == []


def test_what_should_last_is_compared_between_snapshots_and_what_may_change_is_not() -> None:
    after = later(moved=30)
    after["vat_number"] = ["GB1" if at == 3 else vat for at, vat in enumerate(after["vat_number"])]
    snapshots = [profile("shops-2023.csv", shops()), profile("shops-2024.csv", after)]
    [finding] = facts.found(snapshots)
    assert finding.where.columns == ("vat_number",)
