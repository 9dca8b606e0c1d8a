"""What became of a file somebody brought in."""

from dataclasses import dataclass
from enum import Enum

from app.strings import Sources
from app.views.wording import counted
from core.domain.document import Label
from core.ingest.pipeline import Summary
from core.library import Entry


class Outcome(Enum):
    """Whether a file is in, and the sign that says so."""

    TAKEN_IN = ":green[:material/check_circle:]"
    AS_BEFORE = ":gray[:material/done_all:]"
    HELD_BACK = ":orange[:material/block:]"


@dataclass(frozen=True, slots=True)
class Became:
    """A file, its outcome, and a sentence about it."""

    name: str
    outcome: Outcome
    told: str


def became(name: str, summary: Summary) -> Became:
    """What an upload of one file came to."""
    passages = counted(Sources.PASSAGES, summary.chunks)
    if summary.quarantined:
        return Became(name, Outcome.HELD_BACK, _held(summary.quarantined[0].kind))
    if summary.added:
        return Became(name, Outcome.TAKEN_IN, Sources.ADDED.format(passages=passages))
    if summary.changed:
        return Became(name, Outcome.TAKEN_IN, Sources.CHANGED.format(passages=passages))
    if summary.relabelled:
        return Became(name, Outcome.TAKEN_IN, Sources.RELABELLED)
    return Became(name, Outcome.AS_BEFORE, Sources.UNCHANGED)


def _held(kind: str) -> str:
    _, what, next_step = Sources.KINDS.get(kind, Sources.KIND_OTHER)
    return Sources.HELD_BACK.format(what=what, next_step=next_step)


def groups_known(entries: list[Entry], own: frozenset[str]) -> list[str]:
    """The groups documents are kept to, and one's own, by name."""
    return sorted(own.union(*(each.label.groups for each in entries)))


def groups_new(label: Label, entries: list[Entry]) -> list[str]:
    """Those groups of a label that no document is kept to so far."""
    return sorted(label.groups.difference(*(each.label.groups for each in entries)))
