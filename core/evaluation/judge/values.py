"""What a judge is asked, and what it said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Subject(StrEnum):
    """What is judged: a whole answer by what it must say, or each claim by the passages."""

    CORRECTNESS = "correctness"
    FAITHFULNESS = "faithfulness"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to judge: the answer of an attempt at a case, or its claim `number`, from 1.

    `content` is the JSON the judge reads; `text` the answer or claim in it, `start` where in the
    answer that stands.
    """

    subject: Subject
    case: str
    attempt: int
    number: int
    text: str
    start: int
    content: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge said once: for the answer, against it, or None where it said nothing usable."""

    holds: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judge's opinions of one item, one a repeat.

    `judge` is the model and the version of its prompt, `given` the digest of what it read: a
    judgement is of that and of nothing else.
    """

    judge: str
    given: str
    opinions: tuple[Opinion, ...]
    at: datetime
    cost_usd: float = 0.0

    @property
    def usable(self) -> tuple[bool, ...]:
        """The opinions that say something."""
        return tuple(each.holds for each in self.opinions if each.holds is not None)

    @property
    def share(self) -> float | None:
        """The share of usable opinions in favour; None where fewer than half are usable."""
        if not self.usable or 2 * len(self.usable) < len(self.opinions):
            return None
        return sum(self.usable) / len(self.usable)

    @property
    def holds(self) -> bool | None:
        """What most usable opinions say; None where they are too few or evenly divided."""
        return None if self.share is None or self.share == 0.5 else self.share > 0.5
