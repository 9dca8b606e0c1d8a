"""What to call people: by name where the samples know them, else as their token does."""

from functools import cache
from typing import NamedTuple

from app.seam import handrail
from app.strings import App
from core.bootstrap.samples import FLEET, OPERATIONS, Sample, samples
from core.domain.access import Principal


class Who(NamedTuple):
    """A person and their organisation, in words."""

    name: str
    organisation: str


def who(principal: Principal, *, demonstration: bool) -> Who:
    """What to call someone; the samples' names count only where `demonstration` says so."""
    named = _people().get((principal.tenant, principal.subject)) if demonstration else None
    return named or Who(principal.subject, handrail().library.organisation(principal))


def examples(principal: Principal) -> tuple[str, ...]:
    """Questions to begin with, where the tenant is one of the samples."""
    sample = _samples().get(principal.tenant)
    return sample.examples if sample else ()


@cache
def _samples() -> dict[str, Sample]:
    return {each.tenant: each for each in samples()}


@cache
def _people() -> dict[tuple[str, str], Who]:
    people = {
        (sample.tenant, person.subject): Who(person.name, sample.name)
        for sample in _samples().values()
        for person in sample.people
    }
    return {**people, (OPERATIONS, FLEET.subject): Who(FLEET.name, App.EVERYWHERE)}
