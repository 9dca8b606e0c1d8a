"""Audit retention: how long the record of what was asked and answered must, and may, be kept."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from core.requirements.clauses.kind import Failing, Limits
from core.requirements.configuration import Configuration, Numbers
from core.requirements.ruling import Ruling, setting
from core.requirements.values import Clause

SUBJECT = "audit records kept, days"
WITHOUT_END = "without end"


class AuditRetention(Limits):
    """Numbers of days, at least one of the two."""

    days_at_least: float | None = Field(
        None, gt=0, description="how many days records must be kept, as in days_at_least = 3650"
    )
    days_at_most: float | None = Field(
        None, gt=0, description="how many days records may be kept, as in days_at_most = 4380"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.days_at_least is None and self.days_at_most is None:
            raise ValueError("it limits nothing; write days_at_least, days_at_most or both")
        return self


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On how long records are kept."""
    wanted = AuditRetention.model_validate(dict(clause.limits))
    kept = configuration.numbers.audit_days
    for limit, word in ((wanted.days_at_least, "at least"), (wanted.days_at_most, "at most")):
        if limit is not None:
            allowed = _holds(kept, limit, word)
            reason = f"records are kept {_days(kept)}, and {word} {limit:g} days are required"
            yield setting(SUBJECT, _value(kept), allowed, clause.id, reason)


def _holds(kept: float | None, limit: float, word: str) -> bool:
    if kept is None:
        return word == "at least"
    return kept >= limit if word == "at least" else kept <= limit


def _days(kept: float | None) -> str:
    return WITHOUT_END if kept is None else f"for {kept:g} days"


def _value(kept: float | None) -> str:
    return WITHOUT_END if kept is None else f"{kept:g}"


LIMITS = AuditRetention
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-AUD-1"
kind = "audit_retention"
words = "Who asked what is forgotten after two years."
days_at_most = 730
""",
    configuration=Configuration(numbers=Numbers(audit_days=None)),
    ruled_out=(f"{SUBJECT}={WITHOUT_END}",),
)
