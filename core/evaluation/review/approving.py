"""A proposal becomes a case: approved by an expert, by a second one where it matters, and written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.domain.access import Principal, Role
from core.evaluation.review.errors import (
    MayNotLabel,
    NoSuchItem,
    NothingProposed,
    NotYourSuite,
    SecondPersonNeeded,
)
from core.evaluation.review.items import MATTER, Item
from core.evaluation.review.labels import Label
from core.evaluation.review.proposing import Proposal, read
from core.evaluation.review.queue import Queued
from core.evaluation.suites.lines import AsWhomLine, CaseLine
from core.evaluation.suites.reading import load, suites
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom, Case
from core.evaluation.suites.writing import put


def own_suites(folder: Path, principal: Principal) -> list[Suite]:
    """The suites below `folder` of the principal's own tenant, by name; raises `BadSuite`, `BadCase`."""
    found = [load(each) for each in suites(folder)] if folder.is_dir() else []
    return [each for each in found if each.tenant == principal.tenant]


def proposed(queued: Queued) -> Label | None:
    """The newest proposal that stands."""
    return next((each for each in reversed(queued.standing) if each.proposal), None)


def written(found: Sequence[Suite], queued: Queued) -> Case | None:
    """The case as it stands in one of the suites, if it expects what is proposed."""
    label = proposed(queued)
    if label is None or queued.item.body is None:
        return None
    line = _new(queued.item, read(label.proposal))
    return next(
        (
            case
            for suite in found
            for case in suite.cases
            if case.id == line.id and queued.item.suite in {"", suite.name} and _expects(case, line)
        ),
        None,
    )


def _expects(case: Case, line: CaseLine) -> bool:
    wanted = line.case(case.as_whom)
    return (case.must_say, case.refusal) == (wanted.must_say, wanted.refusal)


def may_approve(expert: Principal, queued: Queued) -> bool:
    """Whether the expert may approve what is proposed: where it matters, what another has proposed."""
    label = proposed(queued)
    if label is None or label.proposal is None or Role.EXPERT not in expert.roles:
        return False
    return label.subject != expert.subject or not _matters(queued.item, read(label.proposal))


def approve(suite: Suite, expert: Principal, queued: Queued) -> Case:
    """Write what is proposed into the suite, in the names of both; the case as it was written.

    Raises `NotYourSuite`, `NothingProposed`, and `SecondPersonNeeded` where the expert has proposed
    it themselves and it matters.
    """
    if Role.EXPERT not in expert.roles:
        raise MayNotLabel
    if suite.tenant != expert.tenant:
        raise NotYourSuite
    label = proposed(queued)
    if label is None:
        raise NothingProposed
    if not may_approve(expert, queued):
        raise SecondPersonNeeded
    case = replace(_case(suite, queued.item, read(label.proposal)), written_by=label.subject)
    approved = replace(case, approved_by=expert.subject)
    put(suite.folder, approved)
    return approved


def _matters(item: Item, proposal: Proposal) -> bool:
    return item.matters or bool(MATTER & set(proposal.tags))


def _case(suite: Suite, item: Item, proposal: Proposal) -> Case:
    """The suite's case with the new expectation, or the case that a report makes."""
    line = _new(item, proposal)
    case = line.case(_whom(suite, line.as_whom))
    known = next((each for each in suite.cases if each.id == item.case), None)
    if known is None:
        return case
    return replace(
        known,
        must_say=case.must_say,
        refusal=case.refusal,
        justified_by=case.justified_by or known.justified_by,
    )


def _new(item: Item, proposal: Proposal) -> CaseLine:
    if item.body is None:
        raise NoSuchItem
    return CaseLine(
        id=item.case,
        question=item.question,
        as_whom=proposal.as_whom or AsWhomLine(),
        as_of=item.body.as_of,
        must_say=proposal.must_say,
        refusal=proposal.refusal,
        justified_by=proposal.justified_by,
        tags=proposal.tags,
    )


def _whom(suite: Suite, named: str | AsWhomLine) -> AsWhom:
    if isinstance(named, str):
        if named not in suite.principals:
            raise NotYourSuite(f"{suite.name} has no principal {named!r}.")
        return suite.principals[named]
    blank = AsWhom(suite.tenant)
    tier = (
        blank.clearance if named.clearance is None else type(blank.clearance).parse(named.clearance)
    )
    return AsWhom(suite.tenant, tier, frozenset(named.groups))
