"""Retention by model providers: how long they may keep what they are sent."""

from collections.abc import Iterator

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Choice, Configuration, Subject, Terms
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause


class Retention(Limits):
    """A number of days."""

    days_at_most: float = Field(
        ge=0,
        description="how many days a provider may keep what it is sent, as in days_at_most = 0",
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every model by what its provider keeps; where nobody says is not allowed."""
    limit = Retention.model_validate(dict(clause.limits)).days_at_most
    for choice in configuration.models():
        days = choice.terms.retention_days
        if choice.terms.local:
            yield ruled(choice, True, clause.id, "nothing leaves this deployment")
        elif days is None:
            reason = (
                "nobody declared how long its provider keeps data: say so in HANDRAIL_MODEL_TERMS"
            )
            yield ruled(choice, False, clause.id, reason)
        else:
            reason = f"its provider keeps data for {days:g} days, and at most {limit:g} are allowed"
            yield ruled(choice, days <= limit, clause.id, reason)


LIMITS = Retention
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-RET-1"
kind = "retention"
words = "A model's provider keeps nothing of what we send it."
days_at_most = 0
""",
    configuration=Configuration(
        (
            Choice(Subject.MODEL, "acme/large", running=True, terms=Terms(retention_days=30)),
            Choice(Subject.MODEL, "acme/private", terms=Terms(retention_days=0)),
        )
    ),
    ruled_out=("acme/large",),
)
