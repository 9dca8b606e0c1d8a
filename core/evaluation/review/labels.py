"""What people say of an answer, and what stands of it when they have spoken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

PEOPLE_WHERE_IT_MATTERS = 2


class Word(StrEnum):
    """What a person says of an answer. `WITHDRAWN` takes back what they said before."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


DECIDED = (Word.CORRECT, Word.INCORRECT)


class Kind(StrEnum):
    """A `LABEL` is one person's view; an `ADJUDICATION` decides between people who disagree."""

    LABEL = "label"
    ADJUDICATION = "adjudication"


@dataclass(frozen=True, slots=True)
class Label:
    """What `subject` said of an item. It is kept for ever; the newest of a person stands.

    `proposal` is what they would have the case expect, as the fields of its line.
    """

    id: str
    item: str
    subject: str
    kind: Kind
    verdict: Word
    at: datetime
    comment: str = ""
    proposal: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What an answer is by the word of `people`, one of whom `adjudicated` if that is not None."""

    verdict: Word
    people: int
    adjudicated: str | None = None


def standing(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Each person's newest word, in the order they were said; what is withdrawn is not among them."""
    newest: dict[str, Label] = {}
    for each in sorted(labels, key=lambda label: (label.at, label.id)):
        newest.pop(each.subject, None)
        newest[each.subject] = each
    return tuple(each for each in newest.values() if each.verdict is not Word.WITHDRAWN)


def adjudication(labels: Iterable[Label]) -> Label | None:
    """The newest adjudication that stands."""
    decided = [each for each in standing(labels) if each.kind is Kind.ADJUDICATION]
    return next((each for each in reversed(decided) if each.verdict in DECIDED), None)


def disagree(labels: Sequence[Label]) -> bool:
    """Whether people say different things and nobody has decided between them yet."""
    return len({each.verdict for each in _views(labels)}) > 1 and adjudication(labels) is None


def may_adjudicate(labels: Sequence[Label], subject: str) -> bool:
    """Whether it falls to this person to decide: others disagree, and they have not taken a side."""
    return disagree(labels) and subject not in {each.subject for each in labels}


def settled(labels: Sequence[Label], matters: bool) -> Settled | None:
    """What people have settled: by an adjudication, or by agreeing; None while they have not.

    One person is enough, unless it `matters`: then it takes two.
    """
    views = _views(labels)
    decided = adjudication(labels)
    if decided is not None:
        return Settled(decided.verdict, len(views) + 1, decided.subject)
    if len(views) < needed(matters) or len({each.verdict for each in views}) != 1:
        return None
    return Settled(views[0].verdict, len(views))


def needed(matters: bool) -> int:
    """How many people it takes to settle something."""
    return PEOPLE_WHERE_IT_MATTERS if matters else 1


def _views(labels: Iterable[Label]) -> list[Label]:
    """The standing labels that say one thing or the other."""
    return [
        each for each in standing(labels) if each.kind is Kind.LABEL and each.verdict in DECIDED
    ]
