"""The sample tenants: fictional organisations, their documents, people and questions."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.domain.access import Role, Tier

FOLDER = Path(__file__).parents[2] / "data" / "samples"
ADRENALINE = "How long can adrenaline pens still be used after the cupboard got too warm?"
DEMONSTRATION = (
    (
        "alder",
        "an answer, cited",
        "noor.haldane",
        "How much can I put in for meals if I'm out the whole day?",
    ),
    (
        "alder",
        "nothing to answer from",
        "noor.haldane",
        "Do we have a company pension, and how much is paid in?",
    ),
    ("alder", "asked by someone cleared for it", "petra.lindqvist", ADRENALINE),
    ("alder", "asked by someone who is not", "noor.haldane", ADRENALINE),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a sample tenant, to ask as."""

    subject: str
    name: str
    role: str
    clearance: Tier
    groups: frozenset[str]
    roles: frozenset[str] = frozenset()


OPERATIONS = "operations"  # the tenant of those who run the service; it holds no documents
FLEET = Person(
    subject="rasmus.ekholm",
    name="Rasmus Ekholm",
    role="Runs Handrail for all tenants",
    clearance=Tier.PUBLIC,
    groups=frozenset(),
    roles=frozenset({Role.FLEET_OPERATOR}),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample tenant; `documents` is the folder to ingest."""

    tenant: str
    name: str
    about: str
    examples: tuple[str, ...]
    people: tuple[Person, ...]
    documents: Path


def samples() -> list[Sample]:
    """The sample tenants, by name; none where the samples are not installed."""
    return [_sample(path.parent) for path in sorted(FOLDER.glob("*/tenant.toml"))]


def _sample(folder: Path) -> Sample:
    described = tomllib.loads((folder / "tenant.toml").read_text(encoding="utf-8"))
    return Sample(
        tenant=folder.name,
        name=described["name"],
        about=described["about"],
        examples=tuple(described["examples"]),
        people=tuple(_person(each) for each in described["people"]),
        documents=folder / "documents",
    )


def _person(described: dict[str, Any]) -> Person:
    return Person(
        subject=described["subject"],
        name=described["name"],
        role=described["role"],
        clearance=Tier.parse(described["clearance"]),
        groups=frozenset(described["groups"]),
        roles=frozenset(Role(each) for each in described.get("roles", ())),
    )


class Asked(NamedTuple):
    """A question of the demonstration: what it shows, and who asks it."""

    what: str
    person: Person
    question: str


def demonstration() -> Iterator[tuple[Sample, Asked]]:
    """What Handrail does, in four questions; nothing where the samples are not installed."""
    there = {sample.tenant: sample for sample in samples()}
    for tenant, what, subject, question in DEMONSTRATION:
        if sample := there.get(tenant):
            person = next(each for each in sample.people if each.subject == subject)
            yield sample, Asked(what, person, question)
