"""Labelled answers in numbers, for fitting and for measuring."""

import numpy as np

from core.evaluation.faithfulness.claims import Claim, claims
from core.evaluation.faithfulness.context import Context
from core.evaluation.faithfulness.fitting import Example
from core.evaluation.faithfulness.judging import rows
from core.evaluation.faithfulness.labelled import Labelled
from core.evaluation.faithfulness.rules import ruled
from core.evaluation.faithfulness.tokens import tokens


def example(given: Labelled, group: str, share: float = 1.0) -> Example:
    """One labelled answer in numbers; without spans, the label holds for each of its claims."""
    context = Context(given.given, given.question)
    found = claims(given.response) or [Claim(given.response, 0, len(given.response))]
    return Example(
        source=given.source,
        group=group,
        rows=rows(found, context),
        rules=tuple(ruled(each, context) for each in found),
        wrong=np.array([_is_wrong(each, given) for each in found], np.float64),
        is_wrong=not given.is_supported,
        share=share,
    )


def _is_wrong(claim: Claim, given: Labelled) -> bool:
    if given.wrong is None:
        return not given.is_supported
    return any(start < claim.end and end > claim.start for start, end in given.wrong)


def novel_words(given: Labelled) -> float:
    """The share of the answer's content words that stand nowhere in the context, 0 to 1."""
    forms = Context(given.given).forms
    content = [token.form for token in tokens(given.response) if token.is_content]
    return sum(form not in forms for form in content) / max(1, len(content))
