"""A table of visits in which everything fits together, to plant one thing in."""

from datetime import date, timedelta
from random import Random

Cells = dict[str, list[object]]
ROWS = 1200


def visits(seed: int = 1, rows: int = ROWS) -> Cells:
    """Days, amounts that add up, ages, codes and words; nothing in it is wrong."""
    random = Random(seed)
    cells: Cells = {}
    opened = sorted(date(2021, 1, 1) + timedelta(random.randrange(1000)) for _ in range(rows))
    status = random.choices(["open", "closed", "waiting"], [3, 6, 1], k=rows)
    closed = [
        day + timedelta(random.randrange(1, 60)) if state == "closed" else None
        for day, state in zip(opened, status, strict=True)
    ]
    quantity = [random.randrange(1, 20) for _ in range(rows)]
    price = [round(random.lognormvariate(3, 1), 2) for _ in range(rows)]
    net = [round(many * each, 2) for many, each in zip(quantity, price, strict=True)]
    tax = [round(amount / 5, 2) for amount in net]
    carriage = [round(random.uniform(1, 15), 2) for _ in range(rows)]
    beds = [random.randrange(5, 60) for _ in range(rows)]
    age = [random.randrange(18, 80) for _ in range(rows)]
    cells["visit"] = [f"V-{number:05d}" for number in range(rows)]
    cells["opened"] = list(opened)
    cells["closed"] = list(closed)
    cells["status"] = list(status)
    cells["quantity"] = list(quantity)
    cells["unit_price"] = list(price)
    cells["net"] = list(net)
    cells["tax"] = list(tax)
    cells["carriage"] = list(carriage)
    cells["total"] = [round(sum(row), 2) for row in zip(net, tax, carriage, strict=True)]
    cells["beds"] = list(beds)
    cells["beds_occupied"] = [random.randrange(each + 1) for each in beds]
    cells["age"] = list(age)
    cells["born"] = [date(2023 - each, 1 + each % 12, 11) for each in age]
    cells["town"] = random.choices(["Leeds", "York", "Hull", "Ely", "Wells"], k=rows)
    cells["sex"] = random.choices(["M", "F"], k=rows)
    cells["grade"] = random.choices(["A+", "A", "A-", "B"], k=rows)
    cells["score"] = [round(random.gauss(50, 10), 1) for _ in range(rows)]
    return cells
