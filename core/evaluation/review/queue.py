"""In which order to review: where people disagree, then where scorers are unsure, then what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from core.evaluation.review.items import Item, Origin
from core.evaluation.review.labels import (
    Label,
    Settled,
    disagree,
    may_adjudicate,
    settled,
    standing,
)
from core.evaluation.scorers.score import Score, Verdict

UNSURE = (0.3, 0.7)
"""A faithfulness between these says little either way."""
HALF = 0.5
SHARES = ("faithfulness", "citations")
RETRIEVAL = frozenset({"recall", "ndcg", "justified"})
"""The scorers of how an answer was found, which may fail where the answer is right."""


class Place(IntEnum):
    """Why an item stands where it does, first things first."""

    ADJUDICATE = 0  # people disagree, and the reader may decide
    SECOND = 1  # one person has spoken where two are needed
    DISAGREEMENT = 2  # people disagree, and somebody else must decide
    UNCERTAIN = 3  # scorers are unsure, or contradict each other
    REPORTED = 4  # somebody said that it is wrong
    FAILED = 5  # a scorer says that it is wrong
    CRITICAL = 6  # it may never fail
    REST = 7
    WAITING = 8  # the reader has spoken, and a second person is to
    SETTLED = 9


@dataclass(frozen=True, slots=True)
class Queued:
    """An item, what was said of it, why it stands where it does, and what people have settled."""

    item: Item
    labels: tuple[Label, ...]
    place: Place
    settled: Settled | None

    @property
    def standing(self) -> tuple[Label, ...]:
        """What each person says of it now."""
        return standing(self.labels)


def queue(
    items: Sequence[Item], labels: Mapping[str, Sequence[Label]], subject: str
) -> list[Queued]:
    """The items in the order `subject` is to look at them; of equals, as they came."""
    queued = [_queued(each, tuple(labels.get(each.id, ())), subject) for each in items]
    return sorted(queued, key=lambda each: each.place)


def _queued(item: Item, labels: tuple[Label, ...], subject: str) -> Queued:
    return Queued(item, labels, _place(item, labels, subject), settled(labels, item.matters))


def _place(item: Item, labels: tuple[Label, ...], subject: str) -> Place:
    if disagree(labels):
        mine = may_adjudicate(labels, subject)
        return Place.ADJUDICATE if mine else Place.DISAGREEMENT
    if settled(labels, item.matters):
        return Place.SETTLED
    spoken = {each.subject for each in standing(labels)}
    if spoken:
        return Place.WAITING if subject in spoken else Place.SECOND
    if is_uncertain(item.scores()):
        return Place.UNCERTAIN
    if item.origin is Origin.FEEDBACK:
        return Place.REPORTED
    return _by_scores(item)


def _by_scores(item: Item) -> Place:
    if has_failed(item):
        return Place.FAILED
    critical = item.body is not None and item.body.expected.critical
    return Place.CRITICAL if critical else Place.REST


def is_uncertain(scores: Mapping[str, Score]) -> bool:
    """Whether faithfulness is neither here nor there, or correctness contradicts the support it has."""
    given = {name: each.value for name, each in scores.items() if each.value is not None}
    low, high = UNSURE
    if low <= given.get("faithfulness", 0.0) <= high:
        return True
    shares = [given[name] for name in SHARES if name in given]
    correct = scores.get("correctness")
    if correct is None or not shares:
        return False
    supported = min(shares) >= HALF
    return (correct.verdict is Verdict.CORRECT and not supported) or (
        correct.verdict is Verdict.INCORRECT and supported
    )


def has_failed(item: Item) -> bool:
    """Whether a scorer says it is wrong, it was refused where it should not be, or it broke."""
    if item.body is None or item.body.error is not None:
        return True
    expects_answer = item.body.expected.refusal is None and item.origin is Origin.RUN
    refused = expects_answer and item.body.refusal is not None
    return refused or any(
        each.verdict is Verdict.INCORRECT
        for name, each in item.scores().items()
        if name not in RETRIEVAL
    )
