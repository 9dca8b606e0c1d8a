"""The gate's alpha, shared over its margins so that all together cry wolf no oftener than alpha."""

from collections.abc import Mapping

from core.evaluation.reports.metrics import CORRECTNESS

FIRST = 0.5
"""Correctness' share; a suite is there for it, and it is the one to miss least."""


def shares(margins: Mapping[str, float], alpha: float) -> Mapping[str, float]:
    """By metric with a margin, the chance at which its rule may block what is unchanged.

    Weighted Bonferroni (Westfall & Krishen, 2001, J. Stat. Plan. Inference 99:25-40): half goes to
    correctness if it is among several, the rest is shared equally.
    """
    rest = [name for name in margins if name != CORRECTNESS]
    first = FIRST if rest and len(rest) < len(margins) else float(not rest)
    each = alpha * (1 - first) / max(1, len(rest))
    return {name: alpha * first if name == CORRECTNESS else each for name in margins}
