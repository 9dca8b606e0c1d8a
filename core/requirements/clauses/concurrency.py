"""Concurrency: how many requests must be worked on at once, and how many one person may send."""

from collections.abc import Iterator

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Configuration, Numbers
from core.requirements.ruling import Ruling, setting
from core.requirements.values import Clause


class Concurrency(Limits):
    """Two numbers of requests."""

    at_once: int = Field(
        gt=0, description="how many requests must be worked on at once, as in at_once = 8"
    )
    per_person_per_minute: int | None = Field(
        None,
        gt=0,
        description="how many requests one person must be able to send in a minute, as in "
        "per_person_per_minute = 20",
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On the two limits in force: what they hold back cannot be served, however fast the machine.

    That the machine is fast enough is for a load test to say.
    """
    wanted = Concurrency.model_validate(dict(clause.limits))
    numbers = configuration.numbers
    yield _at_least(
        clause, "HANDRAIL_REQUESTS_AT_ONCE", numbers.requests_at_once, wanted.at_once, "at once"
    )
    if wanted.per_person_per_minute is not None:
        yield _at_least(
            clause,
            "HANDRAIL_REQUESTS_PER_MINUTE",
            numbers.requests_per_minute,
            wanted.per_person_per_minute,
            "a minute from one person",
        )


def _at_least(clause: Clause, name: str, lets: int, needed: int, what: str) -> Ruling:
    reason = f"it lets {lets} requests through {what}, and {needed} are required"
    return setting(name, lets, lets >= needed, clause.id, reason)


LIMITS = Concurrency
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-CON-1"
kind = "concurrency"
words = "On Monday mornings all twelve clinics ask at the same time."
at_once = 12
""",
    configuration=Configuration(numbers=Numbers(requests_at_once=8)),
    ruled_out=("HANDRAIL_REQUESTS_AT_ONCE=8",),
)
