"""Rows that break what nearly all keep to are found; what holds by chance is no rule."""

from collections.abc import Callable
from datetime import date

import pytest

from core.readiness.finding import Finding, Kind
from core.readiness.tables.impossible import found
from tests.readiness.tables.columns import profile
from tests.readiness.tables.ledger import Cells, visits

EVERY = 150
BROKEN = tuple(range(8, 1200, EVERY))


def found_with(cells: Cells) -> list[Finding]:
    return list(found(profile(**cells)))


def broken(name: str, wrong: Callable[[float], object]) -> Cells:
    """The table in order with every so many cells of one column made wrong."""
    cells = visits()
    column = [
        wrong(float(str(cell))) if at % EVERY == 7 else cell for at, cell in enumerate(cells[name])
    ]
    return cells | {name: column}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (broken("total", lambda total: round(total + 11, 2)), {"total", "net", "tax", "carriage"}),
        (
            broken("unit_price", lambda price: round(price * 3, 2)),
            {"net", "quantity", "unit_price"},
        ),
        (broken("age", lambda age: age + 30), {"age", "born"}),
        (broken("beds_occupied", lambda beds: beds + 70), {"beds_occupied", "beds"}),
    ],
    ids=["sum", "product", "age", "part"],
)
def test_numbers_that_cannot_go_together_are_found(cells: Cells, columns: set[str]) -> None:
    [finding] = found_with(cells)
    assert finding.kind is Kind.IMPOSSIBLE_COMBINATION
    assert set(finding.where.columns) == columns
    assert finding.where.rows == BROKEN


def test_what_ends_before_it_begins_is_found() -> None:
    cells = visits()
    rows = [at for at, day in enumerate(cells["closed"]) if day][3::100]
    closed = [date(2019, 5, 5) if at in rows else day for at, day in enumerate(cells["closed"])]
    [finding] = found_with(cells | {"closed": closed})
    assert finding.what.startswith("“opened” is not after “closed”")
    assert finding.where.rows == tuple(at + 1 for at in rows)


def test_a_handful_of_ends_before_starts_is_found_by_their_names() -> None:
    cells = visits()
    ended = [day if at % 25 == 0 else None for at, day in enumerate(cells["opened"])]
    ended[0], ended[25] = date(2002, 1, 1), date(2001, 1, 1)
    started = [date(2010, 1, 1)] * 600 + [date(2014, 6, 1)] * 600
    started = [day.replace(day=1 + at % 28) for at, day in enumerate(started)]
    found_orders = found_with(cells | {"started_on": list(started), "ended_on": ended})
    assert ("started_on", "ended_on") in [each.where.columns for each in found_orders]


def test_two_values_the_wrong_way_round_are_found() -> None:
    cells = visits()
    low = [70 + at * 7 % 25 for at in range(1200)]
    high = [each + 35 + at * 5 % 30 for at, each in enumerate(low)]
    for at in range(7, 1200, EVERY):
        low[at], high[at] = high[at], low[at]
    [finding] = found_with(cells | {"diastolic": list(low), "systolic": list(high)})
    assert finding.where.columns == ("diastolic", "systolic")
    assert finding.where.rows == BROKEN


def test_a_day_of_closing_on_what_is_still_open_is_found() -> None:
    cells = visits()
    closed = [
        date(2023, 12, 5) if state == "open" and at % 97 == 0 else day
        for at, (state, day) in enumerate(zip(cells["status"], cells["closed"], strict=True))
    ]
    [finding] = found_with(cells | {"closed": closed})
    assert finding.where.columns == ("status", "closed")


def test_a_sum_that_takes_in_another_column_at_times_adds_up() -> None:
    cells = visits()
    gift = [5 if at % 20 == 0 else 0 for at in range(1200)]
    total = [round(float(str(a)) + b, 2) for a, b in zip(cells["total"], gift, strict=True)]
    assert found_with(cells | {"gift_wrap": list(gift), "total": list(total)}) == []


def test_mostly_empty_measures_are_no_product_of_each_other() -> None:
    cells = visits()
    sparse = {
        name: [at * step % 97 if at % step == 0 else 0 for at in range(1200)]
        for name, step in (("porch", 31), ("pool", 53), ("cellar", 17))
    }
    assert found_with(cells | {name: list(column) for name, column in sparse.items()}) == []


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_table_in_order_gives_nothing(seed: int) -> None:
    assert found_with(visits(seed)) == []


def test_ids_do_not_depend_on_how_many_rows_are_wrong() -> None:
    few, many = broken("age", lambda age: age + 30), broken("age", lambda age: age + 40)
    many["age"][20] = 99
    assert [each.id for each in found_with(few)] == [each.id for each in found_with(many)]
