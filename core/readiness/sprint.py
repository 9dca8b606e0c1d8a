"""The first sprint: the data work, a task for what is done in one go, in order of what it unblocks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.readiness.finding import Finding, Kind, Severity
from core.readiness.verdict import blocks, examples_touched
from core.requirements.values import Requirements

_WORK = {
    "Bring in what answers it": [Kind.NOT_COVERED, Kind.ONLY_ADJACENT],
    "Make it readable": [Kind.UNREAD, Kind.LOST_TEXT, Kind.BROKEN_TABLE],
    "Decide which of them holds": [
        Kind.CONTRADICTION,
        Kind.SUPERSEDED_PRESENT,
        Kind.CONFLICTING_FACTS,
        Kind.DUPLICATE_DOCUMENTS,
        Kind.NEAR_DUPLICATE_DOCUMENTS,
    ],
    "Say since when it applies, and to what": [Kind.MISSING_DATES, Kind.ORPHANED_EXCEPTION],
    "Settle who may see it": [Kind.UNCLASSIFIED, Kind.UNDERCLASSIFIED],
    "Separate what is mixed in one column": [
        Kind.OVERLOADED_COLUMN,
        Kind.MIXED_UNITS,
        Kind.MIXED_TYPES,
        Kind.MIXED_FORMATS,
    ],
    "Write absence one way": [Kind.MISSING_SPELLING, Kind.SENTINEL],
    "Agree on the codes": [Kind.ENUM_SPELLING, Kind.ENUM_CODES, Kind.ENUM_MEANING],
    "Correct the rows": [
        Kind.SUSPECT_CELLS,
        Kind.OUTLIER,
        Kind.DEPENDENCY_VIOLATION,
        Kind.IMPOSSIBLE_COMBINATION,
    ],
    "Remove what is there twice": [Kind.DUPLICATE_ROWS, Kind.NEAR_DUPLICATE_ROWS],
    "Bring it in line with the other tables": [
        Kind.SAME_NAME_OTHER_MEANING,
        Kind.OTHER_NAME_SAME_MEANING,
        Kind.ORPHANED_KEYS,
        Kind.SCHEMA_DRIFT,
        Kind.DISTRIBUTION_DRIFT,
    ],
}
WORK = {kind: work for work, kinds in _WORK.items() for kind in kinds}
"""What has to be done about each kind of finding."""
_TOGETHER = 3  # so many sources that need the same one thing are one task
_NAMED = 3
_GRAVITY = {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}


@dataclass(frozen=True, slots=True)
class Task:
    """What to do, where, the findings it settles, and what can be answered once it is done.

    `sources` is one, or several that each need the same small thing. `examples` are ids of the
    definition of done; `is_blocking` says that the verdict waits for it.
    """

    work: str
    sources: tuple[str, ...]
    findings: tuple[str, ...]
    steps: tuple[str, ...]
    unblocks: tuple[str, ...]
    examples: tuple[str, ...]
    severity: Severity
    is_blocking: bool

    @property
    def title(self) -> str:
        """The task in one line."""
        named = ", ".join(self.sources[:_NAMED])
        others = len(self.sources) - _NAMED
        return f"{self.work}: {named}{f' and {others} more' if others > 0 else ''}"


def sprint(findings: Iterable[Finding], requirements: Requirements | None) -> tuple[Task, ...]:
    """Tasks for everything that is open: first what the verdict waits for, then what touches most."""
    weighed = []
    for (work, _), settled in _parted(findings, requirements).items():
        task = _task(work, gravest_first(settled), requirements)
        weighed.append((_weight(task, settled), task))
    return tuple(task for _, task in sorted(weighed, key=lambda each: (each[0], each[1].title)))


def _parted(
    findings: Iterable[Finding], requirements: Requirements | None
) -> dict[tuple[str, str], list[Finding]]:
    """Findings by work and source; sources that need the same one thing are taken together."""
    by_source: dict[tuple[str, str], list[Finding]] = {}
    for each in sorted(findings, key=lambda each: each.id):
        by_source.setdefault((WORK[each.kind], each.where.source), []).append(each)
    small = Counter(
        _sort(found[0], requirements) for found in by_source.values() if len(found) == 1
    )
    parted: dict[tuple[str, str], list[Finding]] = {}
    for (work, source), found in by_source.items():
        sort = _sort(found[0], requirements)
        together = len(found) == 1 and small[sort] >= _TOGETHER
        parted.setdefault((work, f"{sort}" if together else source), []).extend(found)
    return parted


def _sort(finding: Finding, requirements: Requirements | None) -> tuple[str, bool]:
    """What two findings at different sources have to share to be mended in one go."""
    return finding.kind.value, blocks(finding, requirements)


def conditions(tasks: Iterable[Task]) -> tuple[str, ...]:
    """What is to be done before the data is ready, apart from what the verdict waits for anyway."""
    return tuple(
        each.title for each in tasks if each.severity is not Severity.LOW and not each.is_blocking
    )


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by how much is touched and how surely; ties by id."""
    return sorted(findings, key=lambda each: (-_GRAVITY[each.severity], -_touched(each), each.id))


def _task(work: str, findings: Sequence[Finding], requirements: Requirements | None) -> Task:
    examples = [each for finding in findings for each in examples_touched(finding, requirements)]
    return Task(
        work,
        tuple(dict.fromkeys(each.where.source for each in findings)),
        tuple(each.id for each in findings),
        steps=tuple(dict.fromkeys(each.remedy for each in findings)),
        unblocks=tuple(dict.fromkeys(each.poisons for each in findings)),
        examples=tuple(dict.fromkeys(examples)),
        severity=findings[0].severity,
        is_blocking=any(blocks(each, requirements) for each in findings),
    )


def _weight(task: Task, findings: Sequence[Finding]) -> tuple[int, int, int, float]:
    touched = sum(_touched(each) for each in findings)
    return (-int(task.is_blocking), -len(task.examples), -_GRAVITY[task.severity], -touched)


def _touched(finding: Finding) -> float:
    return finding.confidence * finding.affected / max(finding.out_of, 1)
