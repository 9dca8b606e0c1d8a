"""A finding opened: the rows and passages it is about among their neighbours, what is hidden masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.domain.access import Tier
from core.domain.errors import Permanent
from core.ingest.readers import read as read_document
from core.readiness.finding import Finding, Where
from core.readiness.report import Report
from core.readiness.shown import HIDDEN
from core.readiness.tables.reading import read
from core.readiness.tables.table import ROW, Table

NEAR_ROWS, NEAR_TEXT = 2, 320
UNKNOWN = Tier.RESTRICTED  # what nobody has classified may be anything
_MOST_ROWS, _MOST_COLUMNS = 8, 12


class NoLongerThere(Permanent):
    """What the finding is about is no longer in the folder. Audit again to see what is left of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `is_meant` tells the finding's rows from their neighbours."""

    row: int
    cells: tuple[str | None, ...]
    is_meant: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table as they stand in it; those columns first that the finding is about."""

    source: str
    columns: tuple[str, ...]
    about: frozenset[str]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document's text, and what stands around it."""

    source: str
    before: str
    text: str
    after: str


def places(finding: Finding) -> tuple[Where, ...]:
    """Where a finding is: its own place and the others, with the rows and spans its evidence shows."""
    return tuple(_with_evidence(finding, each) for each in (finding.where, *finding.where.also))


def visible(report: Report, table: str, clearance: Tier) -> frozenset[str]:
    """The columns of a table up to `clearance`; none of a table that the report does not know."""
    columns = [column for each in report.tables if each.name == table for column in each.columns]
    return frozenset(each.name for each in columns if tier_of(each.tier) <= clearance)


def may_read(report: Report, document: str, clearance: Tier) -> bool:
    """Whether a document is within `clearance`; one that the report does not know is not."""
    tiers = [tier_of(each.tier) for each in report.documents if each.source == document]
    return bool(tiers) and max(tiers) <= clearance


def tier_of(name: str | None) -> Tier:
    """The tier of that name; the highest where nobody gave one."""
    return Tier.parse(name) if name else UNKNOWN


def table(folder: Path, name: str, spool: Path) -> Table:
    """The table of that name below `folder`, read as it is now; raises `NoLongerThere`.

    `spool` is a folder for what is too large for memory, and is to last as long as the table.
    """
    path = _below(folder, name) or _below(folder, name.rpartition("#")[0])
    if path is None:
        raise NoLongerThere(f"Looked for {name}.")
    file = name if _below(folder, name) else name.rpartition("#")[0]
    found = next((each for each in read(path, file, spool).tables if each.name == name), None)
    if found is None:
        raise NoLongerThere(f"Looked for {name}.")
    return found


def rows(table: Table, where: Where, shown: frozenset[str], near: int = NEAR_ROWS) -> Rows:
    """The first rows a place names, each with its `near` neighbours; columns not `shown` masked."""
    meant = where.rows[:_MOST_ROWS]
    wanted = sorted({row + step for row in meant for step in range(-near, near + 1)})
    about = [each for each in where.columns if each in table.columns]
    columns = list(dict.fromkeys([*about, *table.columns]))[: max(_MOST_COLUMNS, len(about))]
    taken = table.frame.filter(pl.col(ROW).is_in(wanted)).select(ROW, *columns).sort(ROW)
    masked = [pl.col(each) if each in shown else pl.lit(HIDDEN).alias(each) for each in columns]
    held = taken.select(ROW, *masked).collect(engine="streaming")
    lines = tuple(Line(row, tuple(cells), row in meant) for row, *cells in held.iter_rows())
    return Rows(table.name, tuple(columns), frozenset(about), lines)


def passage(folder: Path, where: Where) -> Passage:
    """A span in its document, read as it is now; raises `NoLongerThere`, or what its reader raises."""
    path = _below(folder, where.source)
    if path is None or where.span is None:
        raise NoLongerThere(f"Looked for {where.source}.")
    text = read_document(path).text
    start, end = where.span
    if end > len(text):
        raise NoLongerThere(f"{where.source} has become shorter.")
    return Passage(
        where.source,
        text[max(0, start - NEAR_TEXT) : start],
        text[start:end],
        text[end : end + NEAR_TEXT],
    )


def _below(folder: Path, name: str) -> Path | None:
    """The file of that name, if it is one within `folder`."""
    path = (folder / name).resolve()
    return path if name and path.is_file() and path.is_relative_to(folder.resolve()) else None


def _with_evidence(finding: Finding, where: Where) -> Where:
    pieces = [each for each in finding.evidence if each.source == where.source]
    rows: Sequence[int] = where.rows or [each.row for each in pieces if each.row is not None]
    spans = [each.span for each in pieces if each.span is not None]
    span = where.span or next(iter(spans), None)
    return Where(where.source, where.columns, tuple(dict.fromkeys(rows)), span)
