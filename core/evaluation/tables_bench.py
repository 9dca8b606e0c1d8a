"""Judges the detection of wrong cells on a table whose clean version is known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import polars as pl

from core.domain.errors import Permanent
from core.readiness.tables.cells import Suspect, suspects
from core.readiness.tables.reading import read
from core.readiness.tables.table import ROW

Place = tuple[int, int]
"""A cell: its row and its column, both counted from 0."""


class UnreadableTable(Permanent):
    """A table could not be read. It takes one file each of CSV, TSV, XLSX, parquet or NDJSON, plain
    or in gzip."""


class TablesDiffer(Permanent):
    """The two tables differ in rows or columns. The clean one must hold the same rows and columns in
    the same order; only the names of the columns may differ."""


@dataclass(frozen=True, slots=True)
class Score:
    """Flagged cells against wrong ones."""

    flagged: int
    errors: int
    both: int

    @property
    def precision(self) -> float:
        """The share of flagged cells that are wrong; 0 when none is flagged."""
        return self.both / self.flagged if self.flagged else 0.0

    @property
    def recall(self) -> float:
        """The share of wrong cells that are flagged; 0 when none is wrong."""
        return self.both / self.errors if self.errors else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.flagged + self.errors
        return 2 * self.both / total if total else 0.0

    def as_json(self) -> dict[str, float | int]:
        """The figures, rounded to four places."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "errors": self.errors,
            "flagged": self.flagged,
        }


@dataclass(frozen=True, slots=True)
class TablesReport:
    """How well wrong cells were found: in all, by column of the dirty table, by cause.

    `repaired` is the share of the wrong cells found whose suggested value is the clean one. `causes`
    hold what was flagged for a cause, and no errors of their own, so only their precision means
    anything. `f1_low` and `f1_high` bound the 95% interval over the rows.
    """

    total: Score
    columns: Mapping[str, Score]
    causes: Mapping[str, Score]
    repaired: float
    f1_low: float
    f1_high: float
    rows: int
    seconds: float

    def as_json(self) -> dict[str, object]:
        """The report as one JSON object; the figures of the whole table stand at the top."""
        return {
            **self.total.as_json(),
            "f1_interval": [round(self.f1_low, 4), round(self.f1_high, 4)],
            "repaired": round(self.repaired, 4),
            "rows": self.rows,
            "seconds": round(self.seconds, 2),
            "columns": {name: score.as_json() for name, score in self.columns.items()},
            "causes": {
                cause: {"flagged": score.flagged, "precision": round(score.precision, 4)}
                for cause, score in self.causes.items()
            },
        }


def judged_files(dirty: Path, clean: Path) -> TablesReport:
    """The report on two files; raises UnreadableTable or TablesDiffer."""
    with TemporaryDirectory() as spool:
        return judged(_frame(dirty, Path(spool, "dirty")), _frame(clean, Path(spool, "clean")))


def judged(dirty: pl.DataFrame, clean: pl.DataFrame) -> TablesReport:
    """The report on two frames of strings, compared cell by cell; an empty cell is null or ""."""
    if dirty.shape != clean.shape:
        raise TablesDiffer
    started = perf_counter()
    found = suspects(dirty)
    seconds = perf_counter() - started
    order = {name: at for at, name in enumerate(dirty.columns)}
    flagged = {(suspect.row, order[suspect.column]): suspect for suspect in found}
    errors = _errors(dirty, clean)
    low, high = _interval(flagged.keys(), errors.keys(), dirty.height)
    return TablesReport(
        total=_score(flagged.keys(), errors.keys()),
        columns=_by_column(flagged.keys(), errors.keys(), dirty.columns),
        causes=_by_cause(flagged, errors.keys()),
        repaired=_repaired(flagged, errors),
        f1_low=low,
        f1_high=high,
        rows=dirty.height,
        seconds=seconds,
    )


def _frame(path: Path, spool: Path) -> pl.DataFrame:
    tables = read(path, path.name, spool).tables
    if len(tables) != 1:
        raise UnreadableTable
    return tables[0].frame.collect().drop(ROW)


def _errors(dirty: pl.DataFrame, clean: pl.DataFrame) -> dict[Place, str]:
    """What the clean table says, by cell that says something else in the dirty one."""
    errors = {}
    for at in range(dirty.width):
        right = clean.to_series(at).fill_null("")
        wrong = (dirty.to_series(at).fill_null("") != right).arg_true()
        errors.update({(int(row), at): str(right[int(row)]) for row in wrong})
    return errors


def _score(flagged: Iterable[Place], errors: Iterable[Place]) -> Score:
    one, other = set(flagged), set(errors)
    return Score(len(one), len(other), len(one & other))


def _by_column(
    flagged: Iterable[Place], errors: Iterable[Place], names: list[str]
) -> dict[str, Score]:
    ours, theirs = set(flagged), set(errors)
    return {
        name: _score(
            {place for place in ours if place[1] == at},
            {place for place in theirs if place[1] == at},
        )
        for at, name in enumerate(names)
    }


def _by_cause(flagged: Mapping[Place, Suspect], errors: Iterable[Place]) -> dict[str, Score]:
    wrong = set(errors)
    causes = sorted({suspect.cause for suspect in flagged.values()})
    of = {
        cause: {place for place, suspect in flagged.items() if suspect.cause == cause}
        for cause in causes
    }
    return {cause.value: _score(places, wrong & places) for cause, places in of.items()}


def _repaired(flagged: Mapping[Place, Suspect], errors: Mapping[Place, str]) -> float:
    found = [place for place in errors if place in flagged]
    right = sum(flagged[place].suggestion == errors[place] for place in found)
    return right / len(found) if found else 0.0


def _interval(flagged: Iterable[Place], errors: Iterable[Place], rows: int) -> tuple[float, float]:
    """The percentile bootstrap interval of F1: rows are resampled, 1000 times from a fixed seed."""
    ours, theirs = set(flagged), set(errors)
    counts = np.zeros((rows, 2))
    for column, places in ((0, ours & theirs), (1, ours), (1, theirs)):
        for row, times in Counter(row for row, _ in places).items():
            counts[row, column] += times
    random = np.random.default_rng(7)
    drawn = (
        [counts[random.integers(rows, size=rows)].sum(axis=0) for _ in range(1000)] if rows else []
    )
    scores = [2 * both / total for both, total in drawn if total]
    if not scores:
        return 0.0, 0.0
    low, high = np.percentile(scores, (2.5, 97.5))
    return float(low), float(high)
