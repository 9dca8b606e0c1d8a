"""One verdict: may answers be made from this data, on which conditions, or what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.readiness.finding import Finding, Kind, Severity
from core.requirements.values import ExampleKind, Requirements

SURE = 0.8
"""The least confidence with which a finding alone stands in the way."""
_UNANSWERED = {Kind.NOT_COVERED, Kind.ONLY_ADJACENT}
NOTHING_READ = (
    "Nothing was read: no table and no document. Point --sources and --documents at the data."
)
NO_REQUIREMENTS = (
    "No requirements were given, so nobody has said what the data is to be ready for: write them "
    "(handrail requirements init), and audit again."
)
NO_EXAMPLES = (
    "The requirements show no right answer, so it was not tried whether the data holds one: add "
    "[[done]] examples of kind right, and audit again."
)


class Verdict(StrEnum):
    """Whether the data is ready for the job."""

    READY = "READY"
    READY_IF = "READY IF"
    BLOCKED = "BLOCKED"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict, with what blocks it and under which conditions it holds otherwise."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def judged(
    findings: Sequence[Finding],
    conditions: Sequence[str],
    requirements: Requirements | None,
    *,
    anything_read: bool,
) -> Judged:
    """The verdict on findings nobody has decided about yet; `conditions` is the work they call for.

    BLOCKED where nothing was read, where an example of a right answer has no answer in the data, or
    where something grave and sure is wrong with a document that justifies one. READY IF where
    something of at least medium gravity is open, or nobody said what the data is for. READY else.
    """
    reasons = [each.what for each in findings if blocks(each, requirements)]
    if not anything_read:
        reasons.insert(0, NOTHING_READ)
    whole = (*_said_of(requirements), *conditions)
    if reasons:
        return Judged(Verdict.BLOCKED, tuple(dict.fromkeys(reasons)), whole)
    return Judged(Verdict.READY_IF if whole else Verdict.READY, (), whole)


def blocks(finding: Finding, requirements: Requirements | None) -> bool:
    """Whether a finding alone stands in the way of the job."""
    if finding.kind in _UNANSWERED:
        return finding.severity is Severity.HIGH
    if finding.severity is not Severity.HIGH and finding.kind is not Kind.UNREAD:
        return False
    return finding.confidence >= SURE and bool(examples_touched(finding, requirements))


def examples_touched(finding: Finding, requirements: Requirements | None) -> tuple[str, ...]:
    """The ids of the examples of right answers that rest on a document the finding is about."""
    if requirements is None:
        return ()
    sources = {finding.where.source, *(each.source for each in finding.where.also)}
    return tuple(
        each.id
        for each in requirements.done
        if each.kind is ExampleKind.RIGHT and sources & set(each.documents)
    )


def _said_of(requirements: Requirements | None) -> tuple[str, ...]:
    """What the requirements leave open."""
    if requirements is None:
        return (NO_REQUIREMENTS,)
    if not any(each.kind is ExampleKind.RIGHT for each in requirements.done):
        return (NO_EXAMPLES,)
    return ()
