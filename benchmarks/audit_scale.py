"""How long the columns of a large table take to look at, and how much memory.

    python -m benchmarks.audit_scale [--rows 10000000] [--folder FOLDER] [--json]

A CSV of made-up orders, twenty columns wide, is written into a temporary folder. A few errors are
planted whose number is known, so that what is counted on the whole can be checked. Time runs from
opening the file to the last finding; memory is the largest resident size of the process.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from core.readiness.audit import Inputs, seen

BATCH = 500_000
MISSING, SENTINEL = 97, 211  # every so many rows
CITIES = ["Lisbon", "Oslo", "Vienna", "Turin", "Ghent", "Cork", "Lyon", "Gdansk"]


def orders(first: int, count: int) -> pl.DataFrame:
    """Rows `first` to `first + count` of the table, always the same ones."""
    row = pl.int_range(first, first + count, dtype=pl.Int64)
    mixed = (row * 2_654_435_761) % 4_294_967_296
    day = pl.date(2016, 1, 1) + pl.duration(days=mixed % 2900)
    age = pl.when(row % SENTINEL == 0).then(-1726).otherwise(18 + mixed % 70)
    amount = ((mixed % 100_000) / 7 + 1).round(2).cast(pl.String)
    return pl.select(
        order_id=row,
        customer_id=pl.format("C{}", (mixed % 900_000).cast(pl.String).str.zfill(6)),
        ordered_on=day.dt.to_string("%Y-%m-%d"),
        shipped_on=(day + pl.duration(days=mixed % 9)).dt.to_string("%Y-%m-%d"),
        city=_one_of(CITIES, mixed),
        country=_one_of(["PT", "NO", "AT", "IT", "BE", "IE", "FR", "PL"], mixed),
        status=_one_of(["open", "paid", "shipped", "returned", "closed"], mixed // 3),
        channel=_one_of(["web", "shop", "phone"], mixed // 5),
        age=age,
        quantity=1 + mixed % 12,
        unit_price=((mixed % 9_000) / 13 + 0.5).round(2),
        amount=pl.when(row % MISSING == 0).then(pl.lit("N/A")).otherwise(amount),
        weight=pl.format("{} kg", (mixed % 400) / 10),
        discount=pl.format("{}%", mixed % 40),
        paid=_one_of(["Y", "N"], mixed // 7),
        phone=pl.format("+351 21{} {}", 100 + mixed % 900, 1000 + mixed % 9000),
        postcode=(10_000 + mixed % 89_999).cast(pl.String),
        score=((mixed % 1000) / 1000).round(3),
        note=pl.format("Packed by {} at desk {}", _one_of(CITIES, mixed), mixed % 50),
        year=2016 + mixed % 8,
    )


def _one_of(words: list[str], at: pl.Expr) -> pl.Expr:
    return (at % len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def write(path: Path, rows: int) -> None:
    """The table as CSV, a batch at a time."""
    with path.open("wb") as file:
        for first in range(0, rows, BATCH):
            orders(first, min(BATCH, rows - first)).write_csv(file, include_header=first == 0)


class Clock:
    """Seconds by what was being done, and how far it is on standard error."""

    def __init__(self) -> None:
        """From now on."""
        self.seconds: dict[str, float] = {}
        self._doing, self._since = "", time.perf_counter()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Something else begins."""
        now = time.perf_counter()
        name = self._doing.partition(": ")[2] or self._doing.partition(" ")[0]
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._since, 2)
        self._doing, self._since = what, now
        print(f"\r{what} {done}/{total}".ljust(70), end="", file=sys.stderr)


def measure(path: Path, spool: Path) -> dict[str, object]:
    """Seconds by step, the peak of memory in megabytes, and what was found."""
    begun, clock = time.perf_counter(), Clock()
    looked = seen(Inputs(spool, sources=path.parent), clock)
    clock("", 0, 0)
    [profile] = looked.profiles
    return {
        "rows": profile.table.rows,
        "columns": len(profile.columns),
        "megabytes": round(path.stat().st_size / 1e6),
        "seconds": clock.seconds,
        "total_s": round(time.perf_counter() - begun, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "found": {
            f"{each.kind} {' '.join(each.where.columns)}": each.affected for each in looked.findings
        },
        "planted": {
            "missing_spelling amount": -(-profile.table.rows // MISSING),
            "sentinel age": -(-profile.table.rows // SENTINEL),
        },
    }


@contextmanager
def folder(given: Path | None) -> Iterator[Path]:
    """The given folder, else a temporary one."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def main() -> None:
    """Write the table, measure in the same process, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with folder(given.folder) as home:
        path = home / f"{given.rows}" / "orders.csv"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            write(path, given.rows)
        figures = measure(path, home / "spool")
    if given.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
