"""One table as the comparisons see it: plain values, their shares, and rows lined up by a key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.across import wording
from core.readiness.tables.forms import canonical, outline, present
from core.readiness.tables.profile import Profile

UNIQUE, MOSTLY_UNIQUE = 0.9, 0.6
KEYS_TRIED = 6
COVERED = 0.3
Rows = npt.NDArray[np.int64]


@dataclass(eq=False)
class Sight:
    """A profile with what comparisons ask for again and again, each made once."""

    profile: Profile
    _plain: dict[str, pl.Series] = field(default_factory=dict)
    _shares: dict[str, pl.DataFrame] = field(default_factory=dict)
    _outlines: dict[str, pl.DataFrame] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.profile.table.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names, in the table's order."""
        return self.profile.table.columns

    @property
    def height(self) -> int:
        """Rows looked at."""
        return self.profile.table.sample.height

    def plain(self, name: str) -> pl.Series:
        """Canonical values by row, null where absent."""
        if name not in self._plain:
            self._plain[name] = _mapped(present(self.profile, name))
        return self._plain[name]

    def shares(self, name: str) -> pl.DataFrame:
        """`value` and `share` of the canonical values present."""
        if name not in self._shares:
            self._shares[name] = _shares(self.plain(name))
        return self._shares[name]

    def outlines(self, name: str) -> pl.DataFrame:
        """`value` and `share` of how the most frequent values are written."""
        if name not in self._outlines:
            counts = self.profile.columns[name].counts.head(2_000)
            self._outlines[name] = _summed(
                outline(counts["value"].str.strip_chars()), counts["count"]
            )
        return self._outlines[name]

    def caseless(self, name: str) -> pl.DataFrame:
        """The same, upper and lower case alike."""
        summed: pl.DataFrame = self.once(("caseless", name), lambda: self._caseless(name))
        return summed

    def _caseless(self, name: str) -> pl.DataFrame:
        written = self.outlines(name)
        lower = written["value"].str.to_lowercase().str.replace_all("a+", "a")
        return _summed(lower, written["share"])

    def once(self, asked: tuple[object, ...], answer: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What was answered when the same was asked before, or else the answer now."""
        if asked not in self._known:
            self._known[asked] = answer()
        return self._known[asked]

    def distinct(self, name: str) -> int:
        """How many canonical values the column holds."""
        return self.shares(name).height

    def filled(self, name: str) -> int:
        """How many rows have a value."""
        return self.height - self.plain(name).null_count()

    @cached_property
    def unique(self) -> tuple[str, ...]:
        """Columns that tell rows apart, the fullest and most distinct first."""
        ranked = [
            (-self.distinct(name), place, name)
            for place, name in enumerate(self.columns)
            if self._tells_apart(name)
        ]
        return tuple(name for _, _, name in sorted(ranked))

    def _tells_apart(self, name: str) -> bool:
        """Whether most values come once; of numbers, which meet by chance, nearly all must."""
        column = self.profile.columns[name]
        least = UNIQUE if column.kind.is_numeric else MOSTLY_UNIQUE
        filled = self.height - column.empty
        if column.distinct < max(5, least * filled) or filled < 0.8 * self.height:
            return False
        return self.distinct(name) >= least * self.filled(name)


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Rows of two tables that are about the same thing: `here[i]` and `there[i]` share a key."""

    key: tuple[tuple[str, str], ...]
    here: Rows
    there: Rows
    covered: float


def aligned(here: Sight, there: Sight) -> Aligned | None:
    """The rows of both lined up by the key that joins most of them; None when none joins enough."""
    best: Aligned | None = None
    for key in _keys(here, there):
        rows = _joined(here, there, key)
        if rows.covered >= COVERED and (best is None or rows.covered > best.covered + 0.05):
            best = rows
    return best


def _keys(here: Sight, there: Sight) -> Iterator[tuple[tuple[str, str], ...]]:
    ours, theirs = here.unique[:KEYS_TRIED], there.unique[:KEYS_TRIED]
    alike = sorted(product(ours, theirs), key=lambda pair: -wording.likeness(*pair))
    yield from ((pair,) for pair in alike)
    if not alike:
        yield from _composite(here, there)


def _composite(here: Sight, there: Sight) -> Iterator[tuple[tuple[str, str], ...]]:
    """Pairs of columns of the same name that only together tell rows apart."""
    same = [name for name in here.columns if name in there.columns]
    rich = sorted(same, key=lambda name: -here.distinct(name))[:KEYS_TRIED]
    yield from (((one, one), (two, two)) for one, two in combinations(rich, 2))


def _joined(here: Sight, there: Sight, key: tuple[tuple[str, str], ...]) -> Aligned:
    ours = _keyed(here, [one for one, _ in key], "here")
    theirs = _keyed(there, [other for _, other in key], "there")
    both = ours.join(theirs, on="key", how="inner").sort("here")
    smaller = max(1, min(here.height, there.height))
    return Aligned(
        key,
        both["here"].to_numpy().astype(np.int64),
        both["there"].to_numpy().astype(np.int64),
        both.height / smaller,
    )


def _keyed(sight: Sight, names: list[str], row: str) -> pl.DataFrame:
    """`key` and the row's place, of the rows whose key is theirs alone."""
    parts = [sight.plain(name).alias(str(place)) for place, name in enumerate(names)]
    frame = pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator="\x1f").alias("key"))
    numbered = frame.with_row_index(row).drop_nulls("key")
    return numbered.filter(pl.col("key").is_unique())


def _mapped(values: pl.Series) -> pl.Series:
    """Canonical values, worked out once for each distinct one."""
    distinct = values.drop_nulls().unique()
    if len(distinct) > 0.5 * len(values):
        return canonical(values)
    table = pl.DataFrame({"raw": distinct, "plain": canonical(distinct)})
    return (
        values.alias("raw")
        .to_frame()
        .join(table, on="raw", how="left", maintain_order="left")["plain"]
    )


def _summed(values: pl.Series, weights: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame([values.alias("value"), weights.alias("weight")])
    summed = frame.group_by("value").agg(pl.col("weight").sum())
    shares = summed.select("value", share=pl.col("weight") / max(1e-9, float(weights.sum())))
    return shares.sort(["share", "value"], descending=[True, False])


def _shares(values: pl.Series) -> pl.DataFrame:
    held = values.drop_nulls().alias("value").to_frame()
    counted = held.group_by("value").agg((pl.len() / max(1, held.height)).alias("share"))
    return counted.sort(["share", "value"], descending=[True, False])
