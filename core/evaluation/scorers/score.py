"""What a scorer says: a verdict or a number, why, and on what evidence."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Protocol

from core.domain.errors import Permanent
from core.evaluation.runs.values import Outcome
from core.evaluation.suites.values import Case


class ScoreOutOfRange(Permanent):
    """A score is a finite number, or there is none. A scorer that cannot tell says `unscored`."""


class Verdict(StrEnum):
    """What a scorer makes of an outcome. `UNSCORED` is neither a pass nor a fail nor a zero."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    REFUSED = "refused"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something a score rests on: `what` it is, the text, and where that stands.

    `start` and `end` are a span of the answer where `chunk_id` is None, else of that passage's text.
    """

    what: str
    text: str
    holds: bool
    start: int | None = None
    end: int | None = None
    chunk_id: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A scorer's word on one outcome. `value` is None where nothing can or need be said.

    Raises `ScoreOutOfRange` for a value that is not a finite number.
    """

    scorer: str
    verdict: Verdict
    value: float | None
    why: str
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.value is not None and not isfinite(self.value):
            raise ScoreOutOfRange(f"{self.scorer} gave {self.value}.")
        if (self.value is None) != (self.verdict is Verdict.UNSCORED):
            raise ScoreOutOfRange(f"{self.scorer} gave {self.verdict} with {self.value}.")


def unscored(scorer: str, why: str) -> Score:
    """The score of what a scorer has nothing to say on."""
    return Score(scorer, Verdict.UNSCORED, None, why)


class Scorer(Protocol):
    """Scores one outcome, deterministically, without a network."""

    @property
    def name(self) -> str:
        """What the score is called, the metric's name."""
        ...

    @property
    def limits(self) -> str:
        """What it cannot tell, in a sentence that is shown wherever its score is."""
        ...

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score of what came of a case."""
        ...
