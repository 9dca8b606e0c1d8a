"""What changed between two snapshots is found, each thing once; what merely moves on is not."""

from core.readiness.across import drift
from core.readiness.finding import Finding, Kind
from tests.readiness.across.stores import Cells, later, profile, renamed, shops, without


def found(earlier: Cells, after: Cells) -> list[Finding]:
    profiles = [profile("shops-2023.csv", earlier), profile("shops-2024.csv", after)]
    return list(drift.found(profiles))


def keys(earlier: Cells, after: Cells) -> set[tuple[Kind, str]]:
    return {(each.kind, each.key) for each in found(earlier, after)}


def test_two_snapshots_in_order_give_nothing() -> None:
    assert found(shops(), later()) == []


def test_columns_renamed_removed_and_added_are_three_findings() -> None:
    after = without(renamed(later(), manager_email="orders_to"), "band")
    after |= {"opened": [f"2020-01-{1 + at % 28:02d}" for at in range(145)]}
    assert keys(shops(), after) == {
        (Kind.SCHEMA_DRIFT, "renamed:manager_email>orders_to"),
        (Kind.SCHEMA_DRIFT, "removed:band"),
        (Kind.SCHEMA_DRIFT, "added:opened"),
    }


def test_a_finding_names_both_snapshots() -> None:
    [finding] = found(shops(), renamed(later(), town="place"))
    assert finding.where.source == "shops-2024.csv"
    assert (finding.where.also[0].source, finding.where.also[0].columns) == (
        "shops-2023.csv",
        ("town",),
    )


def test_codes_written_in_another_way_are_a_change_of_format() -> None:
    after = later()
    after["shop_code"] = [str(code).replace("-", "") for code in after["shop_code"]]
    assert keys(shops(), after) == {(Kind.SCHEMA_DRIFT, "format:shop_code>shop_code")}


def test_a_size_in_another_unit_is_a_drift_of_the_distribution() -> None:
    after = later()
    after["floor_area"] = [round(int(str(area)) * 10.76) for area in after["floor_area"]]
    [finding] = found(shops(), after)
    assert (finding.kind, finding.where.columns) == (Kind.DISTRIBUTION_DRIFT, ("floor_area",))


def test_a_column_that_is_suddenly_empty_is_a_drift() -> None:
    after = later()
    after["manager_email"] = [
        email if at % 2 else None for at, email in enumerate(after["manager_email"])
    ]
    [finding] = found(shops(), after)
    assert "missing in 50% of the rows" in finding.what


def test_shares_that_turn_over_are_a_drift_and_new_codes_are_codes() -> None:
    turned, added = later(), later()
    turned["band"] = ["gold" if at % 10 else "silver" for at in range(145)]
    added["band"] = ["platinum" if at % 4 == 0 else band for at, band in enumerate(added["band"])]
    assert Kind.DISTRIBUTION_DRIFT in {each.kind for each in found(shops(), turned)}
    [finding] = found(shops(), added)
    assert (finding.kind, "“platinum” came up" in finding.what) == (Kind.ENUM_CODES, True)


def test_codes_that_turned_round_between_snapshots_are_found() -> None:
    def sized(cells: Cells, names: tuple[str, str]) -> Cells:
        return cells | {"size": [names[int(str(area)) > 450] for area in cells["floor_area"]]}

    [finding] = found(sized(shops(), ("A", "B")), sized(later(), ("B", "A")))
    assert (finding.kind, finding.where.columns) == (Kind.ENUM_MEANING, ("size",))
    assert "as floor_area" in finding.what
