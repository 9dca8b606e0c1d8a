"""A column with several meanings is found, with the column that tells them apart; others are not."""

from random import Random

import pytest

from core.readiness.finding import Finding, Kind
from core.readiness.tables.overloaded import found
from tests.readiness.tables.columns import profile
from tests.readiness.tables.ledger import ROWS, Cells, visits


def found_beside(**columns: list[object]) -> list[Finding]:
    return list(found(profile(**visits(), **columns)))


def told_apart(first: str, second: str) -> list[object]:
    return [first if at % 5 < 3 else second for at in range(ROWS)]


def by(kinds: list[object], make: dict[str, object]) -> list[object]:
    random = Random(2)
    return [make[str(kind)](random) for kind in kinds]  # type: ignore[operator]


def diagnosis(random: Random) -> str:
    return f"{random.choice('ABCJ')}{random.randrange(10, 99)}.{random.randrange(9)}"


def price(random: Random) -> str:
    return f"{random.lognormvariate(4, 1):.2f}"


def test_codes_and_prices_in_one_column_are_told_apart_by_the_type() -> None:
    kinds = told_apart("dx", "item")
    [finding] = found_beside(code=by(kinds, {"dx": diagnosis, "item": price}), type=kinds)
    assert (finding.kind, finding.where.columns) == (Kind.OVERLOADED_COLUMN, ("code", "type"))
    assert "where type is “dx”" in finding.what
    assert {cell for each in finding.evidence for cell in each.cells} >= {("type", "dx")}


def test_ranges_of_two_units_are_told_apart_by_the_unit() -> None:
    units = told_apart("cm", "in")
    tall = by(
        units, {"cm": lambda r: round(r.gauss(170, 9)), "in": lambda r: round(r.gauss(67, 3))}
    )
    [finding] = found_beside(height=tall, unit=units)
    assert finding.where.columns == ("height", "unit")


def test_amounts_a_hundred_times_larger_from_one_source_are_found() -> None:
    sources = told_apart("web", "desk")
    amounts = by(
        sources,
        {
            "web": lambda r: round(r.lognormvariate(8, 0.4)),
            "desk": lambda r: round(r.lognormvariate(3.4, 0.4), 2),
        },
    )
    [finding] = found_beside(amount=amounts, source=sources)
    assert finding.where.columns == ("amount", "source")


def test_weekdays_and_languages_in_one_column_are_two_meanings() -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    tongues = ["Polish", "Arabic", "Welsh", "Hindi", "Greek"]
    kinds = told_apart("clinic", "interpreter")
    made = {"clinic": lambda r: r.choice(days), "interpreter": lambda r: r.choice(tongues)}
    [finding] = found_beside(arrangement=by(kinds, made), referral_type=kinds)
    assert finding.where.columns == ("arrangement", "referral_type")


def test_telephone_numbers_and_addresses_need_no_other_column() -> None:
    contact = [
        f"someone{at}@example.org" if at % 3 else f"(555) 010-{at:04d}" for at in range(ROWS)
    ]
    [finding] = found_beside(contact=contact)
    assert finding.where.columns == ("contact",)
    assert finding.confidence < 0.9


def test_extensions_and_rooms_are_two_systems_of_codes() -> None:
    places = [f"{4000 + at}" if at % 6 else f"HZ/F{at % 90 + 10}" for at in range(ROWS)]
    assert [each.where.columns for each in found_beside(extension=places)] == [("extension",)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_table_in_order_gives_nothing(seed: int) -> None:
    assert list(found(profile(**visits(seed)))) == []


CLEAN: dict[str, Cells] = {
    "house numbers": {"house": [f"{at % 200}{'A' if at % 7 == 0 else ''}" for at in range(ROWS)]},
    "postcodes of two countries": {
        "postcode": [
            f"{10000 + at}" if at % 2 else f"K{at % 10}A {at % 9}B1" for at in range(ROWS)
        ],
        "country": ["DE" if at % 2 else "CA" for at in range(ROWS)],
    },
    "pay by grade": {
        "pay": [30_000 * (1 + at % 4) + at for at in range(ROWS)],
        "band": ["junior", "middle", "senior", "head"] * (ROWS // 4),
    },
    "a word for none": {"stations": [at % 9 + 1 if at % 4 else "NONE" for at in range(ROWS)]},
}


@pytest.mark.parametrize("columns", CLEAN.values(), ids=CLEAN)
def test_what_only_looks_mixed_gives_nothing(columns: Cells) -> None:
    told = [each.what for each in found_beside(**columns)]
    assert told == []
