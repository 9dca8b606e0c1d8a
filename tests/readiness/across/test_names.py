"""One name for two things and two names for one thing are found by what the columns hold."""

from core.readiness.across import names
from core.readiness.finding import Finding, Kind
from tests.readiness.across.stores import Cells, orders, profile, shops

COUNTIES = [
    f"{first}{last}" for first in "ABCDEFG" for last in ("dair", "tok", "ryan", "addo", "ewey")
]


def found(**tables: Cells) -> list[Finding]:
    return list(names.found([profile(f"{name}.csv", cells) for name, cells in tables.items()]))


def pairs(findings: list[Finding]) -> set[tuple[Kind, str, str]]:
    return {(each.kind, each.where.columns[0], each.where.also[0].columns[0]) for each in findings}


def test_the_same_counties_under_two_names_are_one_thing() -> None:
    schools: Cells = {"countyname": [COUNTIES[at % 35] for at in range(200)]}
    roads: Cells = {"coname": [COUNTIES[at * 3 % 35].upper() for at in range(300)]}
    assert pairs(found(schools=schools, roads=roads)) == {
        (Kind.OTHER_NAME_SAME_MEANING, "countyname", "coname")
    }


def test_a_reference_named_after_its_table_is_no_second_name() -> None:
    people: Cells = {"id": [f"P-{at}7" for at in range(90)], "age": [at % 70 for at in range(90)]}
    visits: Cells = {"people_id": [f"P-{at % 90}7" for at in range(300)]}
    assert found(people=people, visits=visits) == []


def test_one_name_for_fractions_and_for_percentages_is_found() -> None:
    here: Cells = {"uptake": [round(0.4 + at % 50 / 100, 2) for at in range(200)]}
    there: Cells = {"uptake": [40 + at % 50 for at in range(200)]}
    assert pairs(found(north=here, south=there)) == {
        (Kind.SAME_NAME_OTHER_MEANING, "uptake", "uptake")
    }


def test_one_name_for_words_and_for_numbers_is_found() -> None:
    here: Cells = {"grading": ["good", "fair", "poor", "none"] * 50}
    there: Cells = {"grading": [round(1 + at % 37 / 10, 1) for at in range(200)]}
    assert pairs(found(north=here, south=there)) == {
        (Kind.SAME_NAME_OTHER_MEANING, "grading", "grading")
    }


def test_names_that_every_table_has_mislead_nobody() -> None:
    here: Cells = {
        "id": list(range(200)),
        "name": [f"Street {at}" for at in range(200)],
        "status": ["open", "shut"] * 100,
    }
    there: Cells = {
        "id": [f"K{at}" for at in range(200)],
        "name": [f"k.{at}@x.example" for at in range(200)],
        "status": ["paid", "due"] * 100,
    }
    assert found(streets=here, clients=there) == []


def test_tables_in_order_give_nothing() -> None:
    assert found(shops=shops(), orders=orders()) == []


def test_one_thing_under_several_names_is_told_of_once_with_all_its_places() -> None:
    keys = [f"S-{at * 7}" for at in range(90)]
    tables: dict[str, Cells] = {
        "contracts": {"vendor_no": keys},
        "invoices": {"supplier_id": keys},
        "orders": {"supplier_id": keys},
    }
    (finding,) = found(**tables)
    assert finding.kind is Kind.OTHER_NAME_SAME_MEANING
    places = (finding.where, *finding.where.also)
    assert [each.source for each in places] == ["contracts.csv", "invoices.csv", "orders.csv"]
