"""An answer to review: what was asked and answered, on what, how it was scored, what was expected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter

from core.domain.access import Tier
from core.domain.answer import Turn
from core.evaluation.runs.values import Cited, Outcome, Passage
from core.evaluation.scorers.score import Score
from core.evaluation.suites.lines import written
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case

MATTER = frozenset({"exception", "critical", "permission"})
"""Tags of the cases that two people look at."""
JUDGED = ("question", "earlier", "as_of", "must_say", "must_not_say", "refusal")
"""The fields of a case that a label on an answer to it depends on."""


class Origin(StrEnum):
    """Where an item comes from: an evaluation run, or somebody who said that an answer is wrong."""

    RUN = "run"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Whom:
    """On whose behalf it was asked: never a person, only what they may see."""

    clearance: Tier
    groups: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What the case expects, as its line has it: `must_say` is a list of facts as JSON."""

    must_say: tuple[object, ...] = ()
    refusal: str | None = None
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    matters: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A score, with what its scorer cannot tell."""

    score: Score
    limits: str


@dataclass(frozen=True, slots=True)
class Body:
    """What is kept of an answer to review."""

    question: str
    answer: str
    refusal: str | None = None
    error: str | None = None
    whom: Whom | None = None
    earlier: tuple[Turn, ...] = ()
    as_of: date | None = None
    searched: str | None = None
    citations: tuple[Cited, ...] = ()
    retrieved: tuple[Passage, ...] = ()
    scores: tuple[Said, ...] = ()
    expected: Expected = Expected()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An answer to review. `body` is None where the reader may see that there is one, and no more."""

    id: str
    origin: Origin
    suite: str
    case: str
    question: str
    release: str
    at: datetime
    body: Body | None

    @property
    def matters(self) -> bool:
        """Whether two people look at it."""
        return self.body is not None and self.body.expected.matters

    def scores(self) -> Mapping[str, Score]:
        """What scorers said, by their names."""
        return {each.score.scorer: each.score for each in self.body.scores} if self.body else {}


def item_id(suite: str, case: Case, outcome: Outcome) -> str:
    """The same for the same answer to the same case: 32 hexadecimal digits.

    A case whose question or expectation changes is another one, so what people said of an answer
    holds for what they were shown, and no longer.
    """
    line = written(case)
    whom = case.as_whom
    told = [
        suite,
        case.id,
        {name: line.get(name) for name in JUDGED},
        [whom.tenant, int(whom.clearance), sorted(whom.groups)],
        [outcome.answer, outcome.refusal, outcome.error],
    ]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def matters(suite: Suite, case: Case) -> bool:
    """Whether two people look at the case: it may never fail, or its tags say so."""
    return suite.is_critical(case) or bool(MATTER & set(case.tags))


def dumped(body: Body) -> str:
    """The body as JSON."""
    return _adapter().dump_json(body).decode()


def loaded(held: object) -> Body:
    """The body from what its JSON holds."""
    return _adapter().validate_python(held)


@cache
def _adapter() -> TypeAdapter[Body]:
    return TypeAdapter(Body)
