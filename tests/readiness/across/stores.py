"""Two tables that refer to each other, and snapshots of one of them, to plant one thing in."""

from collections.abc import Iterable
from random import Random

import polars as pl

from core.readiness.tables.profile import Profile, profiled
from core.readiness.tables.spooling import in_memory
from core.readiness.tables.table import ROW

Cells = dict[str, list[object]]
TOWNS = ["Leeds", "York", "Hull", "Ely", "Wells", "Bath", "Ripon", "Truro", "Derby", "Lincoln"]
NAMES = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Oak", "Pine", "Rowan", "Yew"]


def profile(name: str, columns: dict[str, Iterable[object]] | Cells) -> Profile:
    cells = {
        column: [None if cell is None else str(cell) for cell in values]
        for column, values in columns.items()
    }
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    return profiled(in_memory(name, frame.with_row_index(ROW, offset=1)))


def shops(rows: int = 150, seed: int = 1) -> Cells:
    """A list of shops, each with a code of its own."""
    random = Random(seed)
    return {
        "shop_code": [f"S-{1000 + 7 * at}" for at in range(rows)],
        "shop_name": [
            f"{random.choice(NAMES)} & {random.choice(NAMES)} {at}" for at in range(rows)
        ],
        "town": [random.choice(TOWNS) for _ in range(rows)],
        "manager_email": [
            f"{random.choice(NAMES).lower()}{at}@shops.example" for at in range(rows)
        ],
        "band": [random.choice(["gold", "silver", "bronze"]) for _ in range(rows)],
        "floor_area": [random.randrange(80, 900) for _ in range(rows)],
        "vat_number": [f"GB{random.randrange(10**8, 10**9)}" for _ in range(rows)],
    }


def orders(rows: int = 800, seed: int = 2) -> Cells:
    """Orders of these shops."""
    random = Random(seed)
    held = shops()
    at = [random.randrange(150) for _ in range(rows)]
    return {
        "order_id": [f"O{90000 + 3 * number}" for number in range(rows)],
        "shop_code": [held["shop_code"][each] for each in at],
        "town": [held["town"][each] for each in at],
        "pieces": [random.randrange(1, 40) for _ in range(rows)],
    }


def later(seed: int = 5, moved: int = 10) -> Cells:
    """The list of shops some time later: another order, a few new managers, areas and towns."""
    random = Random(seed)
    cells = {name: list(column) for name, column in shops().items()}
    for at in random.sample(range(150), moved):
        cells["manager_email"][at] = f"new{at}@shops.example"
        cells["floor_area"][at] = random.randrange(80, 900)
    order = random.sample(range(150), 145)
    return {name: [column[at] for at in order] for name, column in cells.items()}


def renamed(cells: Cells, **names: str) -> Cells:
    return {names.get(name, name): column for name, column in cells.items()}


def without(cells: Cells, *names: str) -> Cells:
    return {name: column for name, column in cells.items() if name not in names}
