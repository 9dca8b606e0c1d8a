"""Fits the model to labelled answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.evaluation.faithfulness.features import NAMES, SPEAKS_FOR
from core.evaluation.faithfulness.model import Logistic, Model, Values, summary
from core.evaluation.faithfulness.rules import Ruled, bounded

PENALTY = 3.0  # on squared weights of standardised features
NEWTON_STEPS = 15
SIGNS = np.array([-1.0 if name in SPEAKS_FOR else 1.0 for name in NAMES])


@dataclass(frozen=True, slots=True)
class Example:
    """An answer in numbers: a row of features and the rules for each claim, and what is unsupported.

    `wrong` says it of each claim, `is_wrong` of the answer. `source` is what it was made from,
    `group` the kind of work, `share` what the group weighs against others.
    """

    source: str
    group: str
    rows: Values
    rules: tuple[Ruled, ...]
    wrong: Values
    is_wrong: bool
    share: float = 1.0


def learn(examples: Sequence[Example]) -> Model:
    """The model of these examples: groups weigh as their shares say, right and wrong answers evenly."""
    shares = _shares(examples)
    claims = np.concatenate([each.rows for each in examples])
    wrong = np.concatenate([each.wrong for each in examples])
    by_claim = np.concatenate(
        [np.full(len(each.rows), share) for each, share in zip(examples, shares, strict=True)]
    )
    claim = fitted(claims, wrong, by_claim, SIGNS)
    told = np.array([summary(risks(claim, each)) for each in examples])
    is_wrong = np.array([each.is_wrong for each in examples], np.float64)
    return Model(claim, fitted(told, is_wrong, _even(is_wrong, shares), np.ones(3)))


def risks(claim: Logistic, example: Example) -> Values:
    """The risk of each claim, within what stands fast."""
    return bounded(claim(example.rows), example.rules)


def _shares(examples: Sequence[Example]) -> Values:
    sizes = Counter(each.group for each in examples)
    return np.array([each.share / sizes[each.group] for each in examples])


def _even(is_wrong: Values, shares: Values) -> Values:
    """The shares, such that right and wrong ones weigh the same in all."""
    totals = [shares[is_wrong == side].sum() or 1.0 for side in (0, 1)]
    return shares / np.where(is_wrong > 0, totals[1], totals[0])


def fitted(rows: Values, wrong: Values, shares: Values, signs: Values) -> Logistic:
    """A logistic regression whose weights have the given signs, or are 0.

    A feature that would take the other sign is left out and the rest fitted anew: what speaks against
    support in one kind of answers must not speak for it in another.
    """
    weights, kept = np.zeros(rows.shape[1]), np.ones(rows.shape[1], bool)
    while True:
        found = _ridge(rows[:, kept], wrong, shares / shares.mean())
        weights[:] = 0.0
        weights[kept] = found.weights
        if not (weights * signs < 0).any():
            return Logistic(weights, found.bias)
        kept &= weights * signs >= 0


def _ridge(rows: Values, wrong: Values, shares: Values) -> Logistic:
    """A ridge-penalised logistic regression, by Newton's method (Hastie et al., 2009, 4.4.1)."""
    mean = np.average(rows, axis=0, weights=shares)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=shares))
    spread[spread < 1e-6] = 1.0
    standard = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    penalty = np.diag([*np.full(rows.shape[1], PENALTY), 1e-6])
    weights = np.zeros(standard.shape[1])
    for _ in range(NEWTON_STEPS):
        guess = 1 / (1 + np.exp(-standard @ weights))
        gradient = standard.T @ (shares * (guess - wrong)) + penalty @ weights
        bend = (standard * (shares * guess * (1 - guess))[:, None]).T @ standard + penalty
        weights -= np.linalg.solve(bend, gradient)
    raw = weights[:-1] / spread
    return Logistic(raw, float(weights[-1] - raw @ mean))
