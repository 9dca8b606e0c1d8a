"""Small tables for tests of what is found in one column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

import polars as pl

from core.readiness.finding import Finding
from core.readiness.tables.profile import Profile, profiled
from core.readiness.tables.spooling import in_memory
from core.readiness.tables.table import ROW

Found = Callable[[Profile], Iterator[Finding]]


def profile(**columns: Iterable[object]) -> Profile:
    cells = {
        name: [None if cell is None else str(cell) for cell in column]
        for name, column in columns.items()
    }
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    return profiled(in_memory("t.csv", frame.with_row_index(ROW, offset=1)))


def found_in(found: Found, cells: Iterable[object], name: str = "column") -> list[Finding]:
    return list(found(profile(**{name: cells})))


def planted(cells: Sequence[object], odd: object, every: int = 50) -> list[object]:
    return [odd if at % every == 7 else cell for at, cell in enumerate(cells)]


def normal(middle: float, spread: float, many: int = 600, digits: int | None = 1) -> list[float]:
    random = Random(3)
    return [round(random.gauss(middle, spread), digits) for _ in range(many)]


def skewed(many: int = 600) -> list[float]:
    random = Random(4)
    return [round(random.lognormvariate(3, 1.2), 2) for _ in range(many)]


def days(many: int = 600, written: str = "%Y-%m-%d") -> list[str]:
    start = pl.date(2015, 1, 1) + pl.duration(days=(pl.int_range(many) * 7919) % 2500)
    return pl.select(start.dt.strftime(written)).to_series().to_list()
