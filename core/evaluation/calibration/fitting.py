"""Fitting the evidence score to one corpus, and the threshold to a rate of false refusals."""

from collections.abc import Sequence
from dataclasses import astuple
from math import floor

import numpy as np
from numpy.typing import NDArray

from core.answering.evidence import SHIPPED, Signals, Weights, evidence
from core.evaluation.calibration.errors import TooFewQuestions

Floats = NDArray[np.float64]

RIDGE = 0.03  # how hard the shipped weights hold, as if the signals were standardised
STEPS = 100
DIGITS = 3


def fitted(present: Sequence[Signals], absent: Sequence[Signals]) -> Weights:
    """Weights by logistic regression: `present` counts 1, `absent` 0, each kind half of it all.

    The coefficients are drawn towards the shipped ones, more so the less a signal varies, so that a
    few dozen questions do no harm; the intercept is free.
    """
    x = np.array([(1.0, *astuple(each)) for each in (*present, *absent)])
    truth = np.repeat([1.0, 0.0], [len(present), len(absent)])
    share = np.repeat([0.5 / len(present), 0.5 / len(absent)], [len(present), len(absent)])
    # without a little for signals that do not vary here, their weights would be undetermined
    penalty = RIDGE * np.diag([0.0, *(x[:, 1:].var(axis=0) + 1e-6)])
    beta = prior = np.array(SHIPPED)
    # a quarter bounds the curvature from above, so that no step overshoots (Boehning & Lindsay, 1988)
    curve = (x * (share / 4)[:, None]).T @ x + penalty
    step = np.linalg.inv(curve + 1e-9 * np.eye(len(curve)))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        beta = beta - step @ (x.T @ (share * (p - truth)) + penalty @ (beta - prior))
    return tuple(round(float(each), DIGITS) for each in beta)


def scores(signals: Sequence[Signals], weights: Weights) -> Floats:
    """The evidence score of each."""
    return np.array([evidence(each, weights) for each in signals], np.float64)


def threshold(present: Floats, rate: float) -> float:
    """The score below which at most `rate` of questions with an answer fall, these and new ones.

    Split conformal prediction's quantile (Vovk, Gammerman & Shafer, 2005): the k-th smallest score,
    k = floor(rate (n + 1)), below which a new one of the same kind falls with a chance of at most
    k / (n + 1). Raises `TooFewQuestions` where that is less than the first.
    """
    rank = floor(rate * (len(present) + 1))
    if rank < 1:
        raise TooFewQuestions(f"There are {len(present)}, and {rate:.1%} is asked for.")
    return float(np.sort(present)[rank - 1])
