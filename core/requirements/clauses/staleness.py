"""Staleness: how far behind their sources the documents may be."""

from collections.abc import Iterator

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import UNDECLARED, Configuration, Numbers
from core.requirements.ruling import Ruling, setting
from core.requirements.values import Clause

SETTING = "HANDRAIL_REFRESH_HOURS"


class Staleness(Limits):
    """A number of hours."""

    hours_at_most: float = Field(
        gt=0,
        description="how many hours a change may take to reach the answers, as in hours_at_most = 24",
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On how often documents are read anew; where nobody says, a change may never arrive."""
    limit = Staleness.model_validate(dict(clause.limits)).hours_at_most
    hours = configuration.numbers.refresh_hours
    if hours is None:
        reason = f"nobody declared how often documents are read anew: schedule it and set {SETTING}"
        yield setting(SETTING, UNDECLARED, False, clause.id, reason)
    else:
        reason = f"documents are read anew every {hours:g} hours, and at most {limit:g} are allowed"
        yield setting(SETTING, f"{hours:g}", hours <= limit, clause.id, reason)


LIMITS = Staleness
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-STALE-1"
kind = "staleness"
words = "A policy changed today is answered from tomorrow."
hours_at_most = 24
""",
    configuration=Configuration(numbers=Numbers(refresh_hours=168)),
    ruled_out=("HANDRAIL_REFRESH_HOURS=168",),
)
