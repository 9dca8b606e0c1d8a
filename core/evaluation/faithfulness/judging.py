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
    model = packaged().of(context.data is not None)
    if entails is None:
        risks = bounded(model.claims(rows(found, context)), rules)
        whole = model.whole(risks)
    else:
        risks = _entailed(found, context, rules, entails)
        whole = float(risks.max())
    judged = (
        Judged(each, 1 - float(risk), rule)
        for each, risk, rule in zip(found, risks, rules, strict=True)
    )
    return Judgement(tuple(judged), 0.0 if all(each.is_quoted for each in rules) else whole)


def _entailed(
    found: Sequence[Claim], context: Context, rules: Sequence[Ruled], entails: Entails
) -> Values:
    """The risks as an NLI model has them; none for what is quoted, which it is not asked about."""
    left = [place for place, rule in enumerate(rules) if not rule.is_quoted]
    risks = np.zeros(len(found))
    risks[left] = 1 - np.array(entails(context.texts, [found[place].text for place in left]))
    return risks


def rows(found: Sequence[Claim], context: Context) -> Values:
    """The features of claims, a row each."""
    return np.array([features(each, context) for each in found], np.float64)
