"""Data residency: the regions in which questions and documents may be."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pydantic import Field

from core.requirements.clauses.kind import Failing, Limits, Words
from core.requirements.configuration import (
    UNDECLARED,
    Choice,
    Configuration,
    Subject,
    Terms,
)
from core.requirements.ruling import Ruling, ruled
from core.requirements.values import Clause


class Residency(Limits):
    """Regions by name; `*` stands for any ending."""

    regions: Words = Field(
        description='the regions that are allowed, as in regions = ["eu-central-1", "eu-west-*"]'
    )


def rulings(clause: Clause, configuration: Configuration) -> Iterator[Ruling]:
    """On every region, and on every model by where it runs; where nobody says is not allowed."""
    allowed = Residency.model_validate(dict(clause.limits)).regions
    for choice in configuration.of(Subject.REGION):
        yield _region(clause, choice, allowed)
    for choice in configuration.models():
        if choice.terms.local:
            yield ruled(choice, True, clause.id, "it runs inside this deployment")
        else:
            yield _remote(clause, choice, allowed)


def _region(clause: Clause, choice: Choice, allowed: tuple[str, ...]) -> Ruling:
    if choice.name == UNDECLARED:
        reason = "nobody declared where this deployment runs: set HANDRAIL_REGION"
        return ruled(choice, False, clause.id, reason)
    inside = _is_in(choice.name, allowed)
    return ruled(choice, inside, clause.id, f"it is {_among(allowed, inside)}")


def _remote(clause: Clause, choice: Choice, allowed: tuple[str, ...]) -> Ruling:
    region = choice.terms.region
    if region is None:
        reason = "nobody declared its region: name it in HANDRAIL_MODEL_TERMS"
        return ruled(choice, False, clause.id, reason)
    inside = _is_in(region, allowed)
    return ruled(
        choice, inside, clause.id, f"it runs in {region}, which is {_among(allowed, inside)}"
    )


def _is_in(region: str, allowed: tuple[str, ...]) -> bool:
    return any(fnmatchcase(region.casefold(), each.casefold()) for each in allowed)


def _among(allowed: tuple[str, ...], inside: bool) -> str:
    return f"{'' if inside else 'not '}among {', '.join(allowed)}"


LIMITS = Residency
FAILS = Failing(
    clause="""\
[[envelope]]
id = "R-RES-1"
kind = "residency"
words = "Nothing about members leaves the European Union."
regions = ["eu-*"]
""",
    configuration=Configuration(
        (
            Choice(Subject.REGION, "eu-central-1", running=True),
            Choice(Subject.MODEL, "acme/large", running=True, terms=Terms(region="us-east-1")),
            Choice(Subject.EMBEDDING, "acme/embed"),
        )
    ),
    ruled_out=("acme/large", "acme/embed"),
)
