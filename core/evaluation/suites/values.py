"""Evaluation cases: who asks what, and what a right answer or the right refusal is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.access import Tier
from core.domain.answer import Turn


class RightRefusal(StrEnum):
    """Why refusing is right. `NOT_CLEARED`: others may see the answer, this asker may not.

    The product tells `NOT_CLEARED` like `NO_EVIDENCE`, so that a refusal gives nothing away.
    """

    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_CLEARED = "not_cleared"
    UNDERSPECIFIED = "underspecified"
    CONFLICTING = "conflicting"


class Split(StrEnum):
    """`TUNING` cases may be looked at while the product is changed; `HOLDOUT` cases may not."""

    TUNING = "tuning"
    HOLDOUT = "holdout"


@dataclass(frozen=True, slots=True)
class AsWhom:
    """On whose behalf a case is asked; `name` is the principal's in `suite.toml`, if it has one."""

    tenant: str
    clearance: Tier = Tier.INTERNAL
    groups: frozenset[str] = frozenset()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TextFact:
    """Words that stand in the answer, whatever their case, white space and thousands separators."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberFact:
    """A number, in `unit` if there is one, that may be off by `tolerance` (in the same unit)."""

    number: float
    unit: str | None = None
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True)
class DateFact:
    """A day, however it is written."""

    date: date


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several facts; any of them will do."""

    options: tuple["Fact", ...]


Fact = TextFact | NumberFact | DateFact | AnyOf


@dataclass(frozen=True, slots=True)
class Justification:
    """What a right answer rests on: a document, by its source, and the passage, word for word."""

    document: str
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked as somebody, and what is right: facts to state, or `refusal`.

    `earlier` are the turns before it, oldest first; `as_of` is the day it is asked of, None today.
    `must_not_say` holds for answers and refusals alike. `justified_by` is empty where refusing is
    right because nothing is there. `approved_by` is None until somebody stands by the case.
    """

    id: str
    question: str
    as_whom: AsWhom
    earlier: tuple[Turn, ...] = ()
    as_of: date | None = None
    must_say: tuple[Fact, ...] = ()
    must_not_say: tuple[Fact, ...] = ()
    justified_by: tuple[Justification, ...] = ()
    refusal: RightRefusal | None = None
    tags: tuple[str, ...] = ()
    weight: float = 1.0
    split: Split = Split.TUNING
    written_by: str = ""
    approved_by: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents that justify it, each once, in their order."""
        return tuple(dict.fromkeys(each.document for each in self.justified_by))

    @property
    def cluster(self) -> str:
        """Cases that rest on the same document stand or fall together: its source, or the case's id."""
        return self.sources[0] if self.justified_by else self.id
