"""Scores out of sample: every question is judged by a fit to other documents' questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.answering.evidence import Signals, Weights, evidence
from core.evaluation.calibration.errors import TooFewQuestions
from core.evaluation.calibration.fitting import Floats, fitted, threshold
from core.evaluation.calibration.looking import Seen
from core.evaluation.calibration.questions import Sort

FOLDS = 5
FEWEST = 40
SEED = 7


class Withheld(StrEnum):
    """What is taken out: the passages that answer, or every passage of their documents."""

    PASSAGE = "passage"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Scores of questions, in their order, by fits that did not see them.

    `absent` is NaN for a question without an answer. A score below its `threshold` is a refusal;
    without a threshold it is NaN.
    """

    group: NDArray[np.int64]
    present: Floats
    absent: Floats
    threshold: Floats


def judged(seen: Sequence[Seen], withheld: Withheld, rate: float) -> Judged:
    """Every question's scores, and the threshold chosen for it, by the other folds alone.

    Within the other folds the threshold is chosen from scores that are out of sample in their turn.
    Raises `TooFewQuestions`.
    """

    def limit(others: Sequence[Seen]) -> float:
        inner = crossfitted(others, withheld)
        return threshold(inner.present[~np.isnan(inner.absent)], rate)

    return _crossfitted(seen, withheld, limit)


def crossfitted(seen: Sequence[Seen], withheld: Withheld) -> Judged:
    """Every question's scores by a fit to the other folds, a fold holding whole groups."""
    return _crossfitted(seen, withheld, lambda _: float("nan"))


def _crossfitted(
    seen: Sequence[Seen], withheld: Withheld, limit: Callable[[Sequence[Seen]], float]
) -> Judged:
    fold = folds(seen)
    present, absent, limits = (np.full(len(seen), np.nan) for _ in range(3))
    for number in np.unique(fold).tolist():
        others = [each for each, own in zip(seen, fold, strict=True) if own != number]
        weights, cut = fit(others, withheld), limit(others)
        for at in np.flatnonzero(fold == number).tolist():
            present[at] = evidence(seen[at].present, weights)
            gone = absence(seen[at], withheld)
            absent[at] = evidence(gone, weights) if gone else np.nan
            limits[at] = cut
    return Judged(np.array([each.group for each in seen]), present, absent, limits)


def fit(seen: Sequence[Seen], withheld: Withheld) -> Weights:
    """Weights by the questions that have an answer; raises `TooFewQuestions`."""
    pairs = [(each.present, gone) for each in seen if (gone := absence(each, withheld)) is not None]
    if not pairs:
        raise TooFewQuestions
    return fitted([present for present, _ in pairs], [gone for _, gone in pairs])


def absence(seen: Seen, withheld: Withheld) -> Signals | None:
    """The signals with what answers the question withheld; None if nothing does."""
    return seen.without_passage if withheld is Withheld.PASSAGE else seen.without_document


def ensure_enough(seen: Sequence[Seen]) -> None:
    """Raises `TooFewQuestions`."""
    answerable = [each for each in seen if each.sort is Sort.ANSWERABLE]
    apart = len({each.group for each in answerable})
    if len(answerable) < FEWEST or apart < FOLDS:
        raise TooFewQuestions(f"There are {len(answerable)}, resting on {apart} documents apart.")


def folds(seen: Sequence[Seen]) -> NDArray[np.int64]:
    """A fold for each question: whole groups, the largest first, each to the fold that has least."""
    groups, counts = np.unique([each.group for each in seen], return_counts=True)
    order = np.random.default_rng(SEED).permutation(len(groups))
    filled, where = np.zeros(FOLDS, np.int64), {}
    for at in sorted(order, key=lambda at: -counts[at]):
        where[int(groups[at])] = lightest = int(filled.argmin())
        filled[lightest] += counts[at]
    return np.array([where[each.group] for each in seen])
