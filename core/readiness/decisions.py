"""What people decided about findings: kept in one file, a line each, so that a second audit knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from core.domain.errors import Permanent
from core.readiness.writing import put


class BadDecisions(Permanent):
    """A line of the decisions about findings cannot be read. Mend it, or take the line out."""


class NoReasonGiven(Permanent):
    """A decision about a finding needs a reason and a name, so that others can follow it."""


class Choice(StrEnum):
    """What was decided about a finding."""

    ACCEPTED = "accepted"  # right, and it stands: answers are made in spite of it
    DISMISSED = "dismissed"  # no finding: the data is as it should be


@dataclass(frozen=True, slots=True)
class Decision:
    """One finding, decided by one person for a reason; `what` is what the finding said then."""

    finding: str
    choice: Choice
    reason: str
    by: str
    on: date
    what: str = ""


_LINE = TypeAdapter(Decision)
Decisions = Mapping[str, Decision]
"""Decisions by the id of their finding."""


def loaded(path: Path) -> dict[str, Decision]:
    """The decisions in a file, none if it is not there; raises `BadDecisions` with the line's number."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return {each.finding: each for each in found}


def decide(path: Path, decision: Decision) -> None:
    """Keep a decision in the file, in place of an earlier one about the same finding."""
    if not decision.reason.strip() or not decision.by.strip():
        raise NoReasonGiven
    _write(path, {**loaded(path), decision.finding: decision}.values())


def undo(path: Path, finding: str) -> None:
    """Take back what was decided about a finding."""
    _write(path, [each for each in loaded(path).values() if each.finding != finding])


def _read(path: Path, number: int, line: str) -> Decision:
    try:
        return _LINE.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"]))
        raise BadDecisions(f"{path.name}, line {number}: {at} {first['msg']}.") from None


def _write(path: Path, decisions: Iterable[Decision]) -> None:
    """In the order of ids, so that a change is one line of a diff; whole or not at all."""
    lines = [_LINE.dump_json(each).decode() for each in sorted(decisions, key=lambda d: d.finding)]
    put(path, "".join(f"{line}\n" for line in lines))
