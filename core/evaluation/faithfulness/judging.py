"""An answer held against its context, claim by claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.evaluation.faithfulness.claims import Claim, claims
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.features import features
from core.evaluation.faithfulness.model import Values, packaged
from core.evaluation.faithfulness.rules import Ruled, bounded, ruled

SUPPORTED = 0.5
"""The support from which a claim counts as supported."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its support from 0 to 1, and what of that stands fast by rule."""

    claim: Claim
    support: float
    rule: Ruled


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer's claims, and the risk from 0 to 1 that one of them is unsupported."""

    claims: tuple[Judged, ...]
    risk: float

    @property
    def support(self) -> float | None:
        """The mean support of the claims; None where the answer makes none."""
        found = [each.support for each in self.claims]
        return sum(found) / len(found) if found else None


class Entails(Protocol):
    """How far each claim follows from the texts, from 0 to 1: a model of inference."""

    def __call__(self, texts: Sequence[str], stated: Sequence[str]) -> list[float]:
        """A probability for each of `stated`."""
        ...


def judge(answer: str, context: Context, entails: Entails | None = None) -> Judgement:
    """What of the answer is supported; `entails`, if there is one, decides on what is not quoted.

    By an NLI model, an answer is as risky as its riskiest claim.
    """
    found = claims(answer)
    if not found:
        return Judgement((), 0.0)
    rules = [ruled(each, context) for each in found]
    left = [place for place, rule in enumerate(rules) if not rule.is_quoted]
    if not left:
        return Judgement(tuple(map(_quote, found, rules)), 0.0)
    risks, said = np.zeros(len(found)), [found[place] for place in left]
    if entails is None:
        model = packaged().of(context.data is not None)
        risks[left] = bounded(model.claims(rows(said, context)), [rules[place] for place in left])
        whole = model.whole(risks)
    else:
        risks[left] = 1 - np.array(entails(context.texts, [each.text for each in said]))
        whole = float(risks.max())
    supports = (1 - float(risk) for risk in risks)
    return Judgement(tuple(map(Judged, found, supports, rules)), whole)


def _quote(claim: Claim, rule: Ruled) -> Judged:
    return Judged(claim, 1.0, rule)


def rows(found: Sequence[Claim], context: Context) -> Values:
    """The features of claims, a row each."""
    return np.array([features(each, context) for each in found], np.float64)
