"""Renamed columns between snapshots of a table: what is found, and how right it is."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from core.domain.errors import Permanent
from core.readiness.across.snapshots import Pair, Snapshots, snapshots
from core.readiness.tables.profile import profiled
from core.readiness.tables.reading import read_all

Watch = Callable[[str, int, int], None]


class NoSnapshots(Permanent):
    """No two tables in this folder are snapshots of one table. Give a folder that holds at least
    two, as CSV, XLSX, Parquet or NDJSON."""


class UnreadableTruth(Permanent):
    """The true renamings cannot be read. It takes one JSON object a line, with `earlier` and
    `later`, the tables by their path below the folder, and `from` and `to`, the columns."""


class Renaming(NamedTuple):
    """A column `old` of the table `earlier` that is called `new` in the table `later`."""

    earlier: str
    later: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RenamesReport:
    """The snapshots that were found, and the true renamings if they are known."""

    taken: Snapshots
    tables: int
    unread: tuple[str, ...]
    truth: frozenset[Renaming] | None = None

    @property
    def renamings(self) -> tuple[Renaming, ...]:
        """Every renamed column, of every two snapshots of one table."""
        return tuple(
            Renaming(pair.earlier.name, pair.later.name, each.old, each.new)
            for pair in self.taken.pairs
            for each in pair.matching.renamed
        )

    def as_json(self) -> dict[str, Any]:
        """Groups of snapshots, what became of the columns of each two, and all names that changed.

        With the truth also `precision`, `recall` and `f1` over the renamings of all pairs.
        """
        names = sorted({(each.old, each.new) for each in self.renamings})
        report: dict[str, Any] = {
            "tables": self.tables,
            "unread": list(self.unread),
            "groups": [list(group) for group in self.taken.groups],
            "renamed": [{"from": old, "to": new} for old, new in names],
            "pairs": [_pair(pair) for pair in self.taken.pairs],
        }
        return report if self.truth is None else report | self._figures(self.truth)

    def _figures(self, truth: frozenset[Renaming]) -> dict[str, Any]:
        found = set(self.renamings)
        right = len(found & truth)
        precision = right / len(found) if found else 1.0
        recall = right / len(truth) if truth else 1.0
        both = precision + recall
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both, 4) if both else 0.0,
            "missed": [each._asdict() for each in sorted(truth - found)],
            "invented": [each._asdict() for each in sorted(found - truth)],
        }


def run(
    folder: Path, truth: Path | None = None, watch: Watch = lambda _what, _done, _total: None
) -> RenamesReport:
    """Look for snapshots below `folder` and match their columns, every two of a group.

    Raises `NoSnapshots` and `UnreadableTruth`.
    """
    known = None if truth is None else frozenset(read_truth(truth))
    with TemporaryDirectory(prefix="handrail-renames-") as spool:
        read = read_all(folder, Path(spool), watch)
        watch("comparing", 0, 1)
        taken = snapshots([profiled(table) for table in read.tables])
        watch("comparing", 1, 1)
    if not taken.pairs:
        raise NoSnapshots(f"Read {len(read.tables)} tables in {folder}.")
    unread = tuple(finding.where.source for finding in read.unread)
    return RenamesReport(taken, len(read.tables), unread, known)


def read_truth(path: Path) -> Iterable[Renaming]:
    """The renamings of a JSON Lines file. Raises `UnreadableTruth`, naming the line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row: Mapping[str, Any] = json.loads(line)
                yield Renaming(row["earlier"], row["later"], row["from"], row["to"])
            except (ValueError, KeyError, TypeError) as error:
                raise UnreadableTruth(f"{path}, line {number}: {error!r}.") from error


def _pair(pair: Pair) -> dict[str, Any]:
    matching = pair.matching
    cut = {name for each in matching.split for name in (each.whole, *each.parts)}
    key = [{"from": old, "to": new} for old, new in matching.rows.key] if matching.rows else None
    return {
        "earlier": pair.earlier.name,
        "later": pair.later.name,
        "key": key,
        "renamed": [
            {"from": each.old, "to": each.new, "confidence": each.confidence, "why": each.why}
            for each in matching.renamed
        ],
        "split": [
            {"whole": each.whole, "parts": list(each.parts), "merged": each.merged}
            for each in matching.split
        ],
        "removed": [name for name in matching.removed if name not in cut],
        "added": [name for name in matching.added if name not in cut],
    }
