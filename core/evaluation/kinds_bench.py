"""How often a column's kind is told as people told it."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.evaluation.errors import UnreadableKinds
from core.evaluation.intervals import Mean, mean
from core.readiness.tables.kinds import ColumnKind
from core.readiness.tables.profile import Column, profiled
from core.readiness.tables.reading import Watch, read_all
from core.readiness.tables.table import Table

_VOCABULARY = {
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.INTEGER: "integer",
    ColumnKind.FLOAT: "float",
    ColumnKind.GENDER: "gender",
    ColumnKind.YEAR: "date",
    ColumnKind.DATE: "date",
    ColumnKind.PERIOD: "date",
    ColumnKind.TIME: "date",
}
_DIGITS = r"^\s*[-+]?\d+\s*$"


@dataclass(frozen=True, slots=True)
class Told:
    """A column with its kind: as people told it, as told here, and that in the people's words."""

    table: str
    column: str
    human: str
    kind: ColumnKind
    word: str

    @property
    def right(self) -> bool:
        """Whether both say the same; every date is a date, however it is written."""
        return self.word == ("date" if self.human.startswith("date") else self.human)


@dataclass(frozen=True, slots=True)
class KindsReport:
    """Every judged column, and the share that is right, with its 95% interval over columns."""

    told: tuple[Told, ...]
    accuracy: Mean
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The figures, by table and by kind, and each column that is wrong."""
        wrong = [told for told in self.told if not told.right]
        return {
            "columns": len(self.told),
            "right": len(self.told) - len(wrong),
            "accuracy": round(self.accuracy.value, 4),
            "interval": [round(self.accuracy.low, 4), round(self.accuracy.high, 4)],
            "tables": self._shares("table"),
            "kinds": self._shares("human"),
            "wrong": [
                {"table": told.table, "column": told.column, "human": told.human, "kind": told.kind}
                for told in wrong
            ],
            "tables_not_found": list(self.missing),
        }

    def _shares(self, by: str) -> dict[str, dict[str, int]]:
        columns = Counter(str(getattr(told, by)) for told in self.told)
        right = Counter(str(getattr(told, by)) for told in self.told if told.right)
        return {name: {"right": right[name], "columns": columns[name]} for name in sorted(columns)}


def judge(tables: Path, annotations: Path, watch: Watch) -> KindsReport:
    """Tell the kinds of the tables in a folder and compare them with the annotated ones.

    `annotations` is JSON: `column_types` holds, by a table's file name without suffix, the kind of
    each column from left to right. Raises `UnreadableKinds`.
    """
    human = _annotated(annotations)
    with tempfile.TemporaryDirectory() as spool:
        read = read_all(tables, Path(spool), watch).tables
        by_stem = {Path(table.name).name.split(".")[0]: table for table in read}
        told = tuple(
            each
            for name in sorted(human)
            if name in by_stem
            for each in _told(by_stem[name], human[name])
        )
    if not told:
        raise UnreadableKinds
    missing = tuple(sorted(human.keys() - by_stem.keys()))
    return KindsReport(told, mean([float(each.right) for each in told]), missing)


def _annotated(path: Path) -> Mapping[str, Sequence[str]]:
    try:
        kinds = json.loads(path.read_text(encoding="utf-8"))["column_types"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableKinds from error
    if not isinstance(kinds, dict):
        raise UnreadableKinds
    return kinds


def _told(table: Table, human: Sequence[str]) -> Iterator[Told]:
    if len(human) != len(table.columns):
        raise UnreadableKinds(f"{table.name} has {len(table.columns)} columns, not {len(human)}.")
    for column, word in zip(profiled(table).columns.values(), human, strict=True):
        yield Told(table.name, column.name, word, column.kind, _word(column))


def _word(column: Column) -> str:
    """The kind in the annotators' words, to whom a number with a sign or a unit is a string."""
    if column.kind == ColumnKind.IDENTIFIER:
        return "integer" if column.counts["value"].str.contains(_DIGITS).all() else "string"
    return _VOCABULARY.get(column.kind, "string")
