"""What a deployment runs and what else it offers, as far as requirements can speak of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

UNDECLARED = "undeclared"


class Subject(StrEnum):
    """What a choice is a choice of."""

    MODEL = "model"
    EMBEDDING = "embedding"
    RERANKER = "reranker"
    CHUNKING = "chunking"
    REGION = "region"
    TENANCY = "tenancy"
    SETTING = "setting"


class Price(NamedTuple):
    """US dollars per million tokens, in and out."""

    tokens_in: float
    tokens_out: float


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of a model: declared by its user, or by us of what runs in the process.

    None means that nobody said. `local` is a model that runs inside this deployment: nothing leaves
    it, nothing is kept and nothing is trained on.
    """

    local: bool = False
    region: str | None = None
    retention_days: float | None = None
    trains: bool | None = None
    languages: frozenset[str] | None = None
    first_token_p95: float | None = None
    answer_p95: float | None = None


UNKNOWN = Terms()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that is offered, by the name it is configured with. `running` ones are in use."""

    subject: Subject
    name: str
    running: bool = False
    terms: Terms = UNKNOWN
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What of the configuration is a number. Times in seconds unless the name says otherwise."""

    model_timeout: float = 30.0
    requests_at_once: int = 8
    requests_per_minute: int = 60
    tokens_in: int = 5_000
    """The most tokens one request sends to the model that answers."""
    tokens_out: int = 2_000
    """The most it lets the model write."""
    refresh_hours: float | None = None
    """How often documents are read anew; None where nobody declared it."""
    audit_days: float | None = None
    """How long audit records are kept; None is without end."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything offered, what runs of it, and the numbers in force."""

    choices: tuple[Choice, ...] = ()
    numbers: Numbers = Numbers()

    def of(self, *subjects: Subject) -> Iterator[Choice]:
        """The choices of these subjects."""
        return (each for each in self.choices if each.subject in subjects)

    def models(self) -> Iterator[Choice]:
        """Every model that is sent questions or documents: those that answer, embed and rerank."""
        return self.of(Subject.MODEL, Subject.EMBEDDING, Subject.RERANKER)
