"""A suite asked by somebody on their own behalf: as far as they may see, and never as more."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from core.answering.service import Assistant
from core.domain.access import Principal
from core.evaluation.review.errors import NotWithin
from core.evaluation.runs.principals import AsPrincipal
from core.evaluation.runs.runner import Beside, run
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import AsWhom

Watch = Callable[[str, int, int], None]


def is_within(reader: Principal, whom: AsWhom) -> bool:
    """Whether somebody sees nothing that the reader may not see."""
    return (
        whom.tenant == reader.tenant
        and whom.clearance <= reader.clearance
        and whom.groups <= reader.groups
    )


def narrowed(reader: Principal) -> AsPrincipal:
    """Makes of the reader one who may see less, in the reader's own name; raises `NotWithin`."""

    def as_principal(whom: AsWhom) -> Principal:
        if not is_within(reader, whom):
            raise NotWithin
        return replace(reader, clearance=whom.clearance, groups=whom.groups, roles=frozenset[str]())

    return as_principal


def reachable(suite: Suite, reader: Principal) -> Suite:
    """The suite with those cases that are asked as somebody within the reader."""
    cases = tuple(each for each in suite.cases if is_within(reader, each.as_whom))
    return replace(suite, cases=cases)


def run_as(suite: Suite, assistant: Assistant, reader: Principal, watch: Watch) -> Run:
    """The cases that the reader may ask, asked of what the deployment holds; raises `NoCases`."""
    return run(
        reachable(suite, reader),
        assistant,
        narrowed(reader),
        Beside(MappingProxyType({})),
        watch=watch,
    )
