"""Risks by models that have not seen the sources they judge."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.domain.errors import Permanent
from core.evaluation.faithfulness.examples import example
from core.evaluation.faithfulness.fitting import Example, learn, risks
from core.evaluation.faithfulness.labelled import Labelled
from core.evaluation.faithfulness.model import Model

FOLDS = 5
SEED = 7


class TooFewSources(Permanent):
    """There are too few sources to fit a model without each of them. It takes five for prose, and
    five for data, if there are answers about data."""


def out_of_fold(
    labelled: Sequence[Labelled], told: Callable[[int], None] = lambda _: None
) -> list[float]:
    """The risk of each answer by a model fitted to the answers from other sources, in five folds.

    Answers about prose and about data have a model each, and all tasks weigh the same. `told` is
    given the count of answers that have been read. Raises `TooFewSources`.
    """
    found = np.zeros(len(labelled))
    examples = []
    for done, each in enumerate(labelled, start=1):
        examples.append(example(each, each.task))
        told(done)
    for is_data in (False, True):
        places = [
            n for n, each in enumerate(labelled) if isinstance(each.given, Mapping) == is_data
        ]
        if places:
            found[places] = crossed([examples[place] for place in places])
    return [float(risk) for risk in found]


def crossed(examples: Sequence[Example]) -> list[float]:
    """The risk of each example by a model that was fitted without its source."""
    sources = sorted({each.source for each in examples})
    if len(sources) < FOLDS:
        raise TooFewSources(f"There are {len(sources)}.")
    shuffled = np.random.default_rng(SEED).permutation(len(sources))
    fold = {source: int(shuffled[n]) % FOLDS for n, source in enumerate(sources)}
    models = [learn([each for each in examples if fold[each.source] != n]) for n in range(FOLDS)]
    return [risk(models[fold[each.source]], each) for each in examples]


def risk(model: Model, given: Example) -> float:
    """The risk that the answer is unsupported; none where it is all quoted."""
    return (
        0.0
        if all(rule.is_quoted for rule in given.rules)
        else model.whole(risks(model.claim, given))
    )
