"""What needs no model: quotes are supported, and what stands nowhere is not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.evaluation.faithfulness.altered import is_altered
from core.evaluation.faithfulness.claims import Claim
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.features import absent_figures, absent_names, alignment
from core.evaluation.faithfulness.model import Values
from core.evaluation.faithfulness.tokens import Token, tokens
from core.inference.extractive.sentences import Span

ALTERED, FIGURE, NAME = 0.8, 0.7, 0.55
"""The least risk of a claim that alters a quote, and of one with a figure or name from nowhere."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What stands fast of a claim before any model is asked.

    `figures` and `names` are the spans, in the answer, of those that stand nowhere in the context.
    """

    is_quoted: bool
    is_altered: bool = False
    figures: tuple[Span, ...] = ()
    names: tuple[Span, ...] = ()

    @property
    def absent(self) -> tuple[Span, ...]:
        """What stands nowhere, in order."""
        return tuple(sorted((*self.figures, *self.names)))

    @property
    def least(self) -> float:
        """The least risk that is left."""
        held = ((self.is_altered, ALTERED), (self.figures, FIGURE), (self.names, NAME))
        return max((risk for holds, risk in held if holds), default=0.0)


def ruled(claim: Claim, context: Context) -> Ruled:
    """What stands fast of a claim."""
    if context.quotable.holds(claim.text):
        return Ruled(is_quoted=True)
    words = tokens(claim.text)
    return Ruled(
        is_quoted=False,
        is_altered=is_altered(words, alignment(words, context)),
        figures=_spans(claim, absent_figures(words, context)),
        names=_spans(claim, absent_names(words, context)),
    )


def _spans(claim: Claim, found: Sequence[Token]) -> tuple[Span, ...]:
    return tuple((claim.start + each.start, claim.start + each.end) for each in found)


def bounded(risks: Values, rules: Sequence[Ruled]) -> Values:
    """The risks within what stands fast: none for a quote, and at least the rules' for the rest."""
    least = np.array([each.least for each in rules])
    quoted = np.array([each.is_quoted for each in rules], bool)
    return np.where(quoted, 0.0, np.maximum(risks, least))
