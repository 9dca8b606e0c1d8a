"""What a deployment must do and may not do, as its owner wrote it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from core.domain.access import Tier


class ClauseKind(StrEnum):
    """What a clause of the envelope limits."""

    LATENCY = "latency"
    CONCURRENCY = "concurrency"
    TENANCY = "tenancy"
    RESIDENCY = "residency"
    RETENTION = "retention"
    TRAINING = "training"
    AUDIT_RETENTION = "audit_retention"
    COST = "cost"
    LANGUAGES = "languages"
    STALENESS = "staleness"
    RETRIEVAL = "retrieval"


class ExampleKind(StrEnum):
    """What an example of the definition of done shows."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Job:
    """The one sentence the assistant is for; the other three are spans of it."""

    sentence: str
    decision: str
    audience: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One limit of the envelope: its id (`R-RES-1`), its owner's words, and its kind's fields."""

    id: str
    kind: ClauseKind
    words: str
    limits: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Example:
    """A question with a right answer, a wrong answer, or the refusal that is right.

    `says` are the facts that a right answer states, or that the wrong one would: verbatim spans of
    `answer`. `documents` justify it, as paths relative to the tenant's documents. `tenant`,
    `clearance` and `groups` say who asks; None and empty mean anyone.
    """

    id: str
    kind: ExampleKind
    question: str
    answer: str = ""
    says: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    refusal: str | None = None
    tenant: str | None = None
    clearance: Tier | None = None
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Requirements:
    """A deployment's requirements; `digest` is the SHA-256 of what they say, comments left out."""

    job: Job
    clauses: tuple[Clause, ...]
    done: tuple[Example, ...]
    digest: str
