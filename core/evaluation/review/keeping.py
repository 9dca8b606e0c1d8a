"""A run's outcomes brought to the reviewers of its tenant, each resting on the documents it is made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from core.domain.access import Principal, Role
from core.evaluation.reports.scoring import Scored, outcomes
from core.evaluation.review.bodies import body, sources, tier
from core.evaluation.review.errors import MayNotLabel, NotYourSuite
from core.evaluation.review.items import Said, dumped, item_id
from core.evaluation.runs.values import Outcome
from core.evaluation.suites.values import Case
from core.store import Store, review
from core.store.review import Kept
from core.store.scope import Scope

Watch = Callable[[str, int, int], None]


def unwatched(_: str, __: int, ___: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Brought:
    """How many answers are there to review now, and how many nobody of the tenant may be shown.

    `untraced` rest on something that whoever brings them does not see among the tenant's; `foreign`
    were asked as somebody of another tenant.
    """

    kept: int = 0
    untraced: int = 0
    foreign: int = 0


def keep(store: Store, principal: Principal, run: Scored, watch: Watch = unwatched) -> Brought:
    """Bring a scored run to the reviewers of the principal's tenant; the principal is an expert.

    Raises `NotYourSuite` for the suite of another tenant.
    """
    if run.suite.tenant != principal.tenant:
        raise NotYourSuite(f"{run.suite.name} is {run.suite.tenant}'s.")
    if Role.EXPERT not in principal.roles:
        raise MayNotLabel
    asked = outcomes(run.run)
    count = sum(len(asked.get(case.id, ())) for case in run.suite.cases)
    with store.scoped(principal) as db:
        made = Brought()
        for done, (case, outcome, scores) in enumerate(_answers(run), start=1):
            made = _kept(db, run, case, outcome, scores, made)
            watch("Bringing answers to review", done, count)
    return made


def _answers(run: Scored) -> Iterator[tuple[Case, Outcome, tuple[Said, ...]]]:
    for case in run.cases.values():
        for place, outcome in enumerate(run.outcomes[case.id]):
            scores = run.scores[case.id].items()
            yield (
                case,
                outcome,
                tuple(Said(each[place], run.limits[name]) for name, each in scores),
            )


def _kept(
    db: Scope, run: Scored, case: Case, outcome: Outcome, scores: tuple[Said, ...], made: Brought
) -> Brought:
    if case.as_whom.tenant != db.principal.tenant:
        return replace(made, foreign=made.foreign + 1)
    needs = sources(case, outcome)
    held = review.held(db, needs)
    if needs - set(held):
        return replace(made, untraced=made.untraced + 1)
    kept = Kept(
        item=item_id(run.suite.name, case, outcome),
        suite=run.suite.name,
        case=case.id,
        run=f"{run.run.release_id} {run.run.began.isoformat()}",
        release=run.run.release_id,
        documents=frozenset().union(*held.values()),
        tier=tier(case, scores),
        body=dumped(body(run.suite, case, outcome, scores)),
    )
    if not review.put(db, kept):
        return replace(made, untraced=made.untraced + 1)
    return replace(made, kept=made.kept + 1)
