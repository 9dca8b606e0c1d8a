"""What an audit says, as one value: it is written to `report.json` and read back from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.domain.errors import Permanent
from core.readiness.coverage import Coverage
from core.readiness.decisions import Decision
from core.readiness.finding import Finding
from core.readiness.sprint import Task
from core.readiness.verdict import Judged
from core.readiness.writing import put

FORMAT = 1


class BadReport(Permanent):
    """This is no report of a readiness audit that can be read. Move it away, and audit again."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column: what it holds, how many of the `rows` looked at are absent, how many values differ."""

    name: str
    kind: str
    rows: int
    absent: int
    distinct: int
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table that was read."""

    name: str
    rows: int
    columns: tuple[ColumnSeen, ...]
    notes: tuple[str, ...] = ()
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A document that was read; `words` are counted in its text."""

    source: str
    title: str
    words: int
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the findings of the audit before: by id, and of the fixed ones what they said."""

    audited: date
    fixed: tuple[Finding, ...]
    new: tuple[str, ...]
    remaining: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole audit. `findings` are open ones, gravest first; `decided` are those people settled."""

    audited: date
    job: str
    judged: Judged
    sprint: tuple[Task, ...]
    findings: tuple[Finding, ...]
    decided: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    tables: tuple[TableSeen, ...] = ()
    documents: tuple[DocumentSeen, ...] = ()
    since: Since | None = None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Open and decided ones."""
        return (*self.findings, *self.decided)

    def finding(self, finding_id: str) -> Finding | None:
        """The finding of an id, open or decided."""
        return next((each for each in self.all_findings if each.id == finding_id), None)

    def as_json(self) -> dict[str, Any]:
        """The report for a program; every finding carries its `id`."""
        whole: dict[str, Any] = _REPORT.dump_python(self, mode="json")
        for name in ("findings", "decided"):
            whole[name] = _with_ids(getattr(self, name), whole[name])
        return {"format": FORMAT, **whole}


_REPORT = TypeAdapter(Report)


def _with_ids(findings: Iterable[Finding], dumped: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": each.id, **fields} for each, fields in zip(findings, dumped, strict=True)]


def loaded(path: Path) -> Report | None:
    """The report in a file, None if there is no file; raises `BadReport`."""
    if not path.is_file():
        return None
    try:
        return _REPORT.validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadReport(f"{path.name}: {error.errors()[0]['msg']}.") from None


def save(report: Report, path: Path) -> None:
    """Write a report as JSON, whole or not at all."""
    put(path, f"{json.dumps(report.as_json(), ensure_ascii=False, indent=1)}\n")


def since(previous: Report | None, findings: Iterable[Finding]) -> Since | None:
    """What is fixed, new and left since the audit before."""
    if previous is None:
        return None
    before = {each.id: each for each in previous.all_findings}
    now = {each.id for each in findings}
    return Since(
        previous.audited,
        fixed=tuple(each for id_, each in before.items() if id_ not in now),
        new=tuple(sorted(now - before.keys())),
        remaining=tuple(sorted(now & before.keys())),
    )
