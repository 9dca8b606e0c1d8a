"""A scored run as far as its reader may see: whole cases, or nothing of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.domain.access import Principal, Role
from core.evaluation.reports.scoring import Scored
from core.evaluation.review.bodies import sources, tier
from core.evaluation.review.errors import MayNotLook, NotYourSuite
from core.evaluation.review.items import Said
from core.evaluation.suites.values import Case
from core.store import Store, review

READERS = {Role.EXPERT, Role.ANALYST}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader may see of a run, and how many of its cases are not among it."""

    scored: Scored
    hidden: int


def seen(store: Store, reader: Principal, scored: Scored) -> Seen:
    """The run with the cases whose every document, of every attempt, the reader may see.

    Raises `MayNotLook`, and `NotYourSuite` for a run of another tenant's suite.
    """
    if not READERS & reader.roles:
        raise MayNotLook
    if scored.suite.tenant != reader.tenant:
        raise NotYourSuite
    needs = {case.id: _needs(scored, case) for case in scored.cases.values()}
    with store.scoped(reader) as db:
        held = set(review.held(db, frozenset().union(*needs.values())))
    visible = {
        case.id
        for case in scored.cases.values()
        if needs[case.id] <= held and _may_see(reader, scored, case)
    }
    return Seen(_only(scored, visible), len(scored.cases) - len(visible))


def _needs(scored: Scored, case: Case) -> frozenset[str]:
    return frozenset().union(*(sources(case, each) for each in scored.outcomes[case.id]))


def _may_see(reader: Principal, scored: Scored, case: Case) -> bool:
    scores = scored.scores[case.id].items()
    said = [Said(each, scored.limits[name]) for name, several in scores for each in several]
    return case.as_whom.tenant == reader.tenant and tier(case, said) <= reader.clearance


def _only(scored: Scored, visible: Iterable[str]) -> Scored:
    """A run of these cases alone, so that no figure is made of the others."""
    kept = set(visible)
    run = scored.run
    return Scored(
        run=replace(run, outcomes=tuple(each for each in run.outcomes if each.case in kept)),
        suite=replace(
            scored.suite, cases=tuple(each for each in scored.suite.cases if each.id in kept)
        ),
        scores={case: scores for case, scores in scored.scores.items() if case in kept},
        limits=scored.limits,
    )
