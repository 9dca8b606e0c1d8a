"""The tables while they are being made, and what was planted in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

Row = dict[str, str]
Pick = Callable[[Row], object]
SEED = "alder valley, 22 November 2026"


def random_of(name: str) -> Random:
    """Random numbers that are the same in every run, and other ones for every name."""
    return Random(f"{SEED}: {name}")  # noqa: S311  made-up data, not a secret


def having(column: str, value: str) -> Pick:
    """Wants the rows with that value in that column."""
    return lambda row: row[column] == value


@dataclass(frozen=True, slots=True)
class Spot:
    """Rows and columns of one table that a planting touched."""

    source: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that was made wrong; `kinds` holds every fair name for it, the best first."""

    kinds: tuple[str, ...]
    spot: Spot
    says: str
    also: tuple[Spot, ...] = ()
    values: tuple[str, ...] = ()
    discriminator: str = ""


@dataclass(slots=True)
class World:
    """Every table by the name of its file; rows are changed in place while things are planted."""

    tables: dict[str, list[Row]]
    touched: set[int] = field(default_factory=set)

    def some(self, source: str, count: int, name: str, pick: Pick = bool) -> list[Row]:
        """So many rows that `pick` wants and that nothing else was planted in, in file order."""
        rows = self.tables[source]
        free = [n for n, row in enumerate(rows) if id(row) not in self.touched and pick(row)]
        chosen = [rows[n] for n in sorted(random_of(name).sample(free, count))]
        self.touched.update(map(id, chosen))
        return chosen

    def insert(self, source: str, rows: list[Row], name: str) -> None:
        """Put `rows` into a table at places that look like chance."""
        random = random_of(f"{name} places")
        for row in rows:
            self.touched.add(id(row))
            self.tables[source].insert(random.randrange(1, len(self.tables[source])), row)

    def numbers(self, spot: Spot) -> list[int]:
        """The rows of a spot as they are numbered in the file, from 1."""
        wanted = {id(row) for row in spot.rows}
        return [n for n, row in enumerate(self.tables[spot.source], 1) if id(row) in wanted]

    def renamed(self, source: str, old: str, new: str) -> None:
        """Rename a column where it stands."""
        for row in self.tables[source]:
            items = [(new if name == old else name, value) for name, value in row.items()]
            row.clear()
            row.update(items)


def cycled(random: Random, values: list[str]) -> Iterator[str]:
    """The values in shuffled rounds, without end, so that all come up about as often."""
    while True:
        yield from random.sample(values, len(values))
