"""A table's values as numbers, so that counting pairs of values is sorting integers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from core.readiness.tables.absence import missing_spellings
from core.readiness.tables.profile import Profile
from core.readiness.tables.table import ROW

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column: its distinct values ("" for an empty cell), a code a row, a count a value.

    `absent` says by value whether it means that there is none: empty, or a spelling of absence.
    """

    name: str
    values: Sequence[str]
    codes: Ints
    counts: Ints
    absent: Bools

    @property
    def rows(self) -> int:
        """How many rows the column has."""
        return len(self.codes)

    @property
    def present(self) -> int:
        """How many cells say something."""
        return int(self.counts[~self.absent].sum())

    def at(self, row: int) -> str:
        """What the cell of a row says, "" where it is empty."""
        return str(self.values[self.codes[row]])

    def rows_of(self, codes: Iterable[int]) -> list[int]:
        """The rows that hold one of some values, by their codes."""
        wanted = np.zeros(len(self.values), dtype=np.bool_)
        wanted[list(codes)] = True
        return [int(row) for row in np.flatnonzero(wanted[self.codes])]


def coded(column: pl.Series, missing: frozenset[str] | None = None) -> Coded:
    """One column of strings, coded in the order of its sorted values.

    `missing` are the spellings of absence when they are known; else they are looked for.
    """
    filled = column.fill_null("")
    values = filled.unique().sort()
    codes = filled.cast(pl.Enum(values)).to_physical().to_numpy().astype(np.int64)
    counts = np.bincount(codes, minlength=len(values)).astype(np.int64)
    listed = values.to_list()
    meaning_none = (_missing(listed, counts) if missing is None else missing) | {""}
    absent = np.array([value in meaning_none for value in listed], dtype=np.bool_)
    return Coded(column.name, listed, codes, counts, absent)


def coded_table(
    frame: pl.DataFrame, missing: Mapping[str, frozenset[str]] | None = None
) -> list[Coded]:
    """Every column of a frame of strings but the row numbers, with `missing` by column."""
    known = missing or {}
    return [coded(frame[name], known.get(name)) for name in frame.columns if name != ROW]


def coded_profile(profile: Profile) -> list[Coded]:
    """Every column of a profiled table's sample."""
    return coded_table(profile.table.sample, missing_in(profile))


def missing_in(profile: Profile) -> dict[str, frozenset[str]]:
    """The spellings of absence by column."""
    return {name: column.missing for name, column in profile.columns.items()}


def _missing(values: Sequence[str], counts: Ints) -> frozenset[str]:
    counted = pl.DataFrame(
        {"value": values, "count": counts}, schema={"value": pl.String, "count": pl.Int64}
    )
    present = counted.filter(pl.col("value") != "")
    return missing_spellings(present.sort(["count", "value"], descending=[True, False]))
