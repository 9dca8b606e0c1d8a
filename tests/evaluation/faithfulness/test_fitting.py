"""The fit, and figures by models that have not seen what they judge."""

import numpy as np
import pytest

from core.evaluation.binary import (
    auroc,
    balanced_accuracy,
    bootstrapped,
    f1,
    within,
)
from core.evaluation.faithfulness.crossing import TooFewSources, out_of_fold
from core.evaluation.faithfulness.fitting import fitted
from core.evaluation.faithfulness.labelled import Labelled

RANDOM = np.random.default_rng(1)


def test_a_weight_never_takes_the_wrong_sign() -> None:
    rows = RANDOM.normal(size=(400, 3))
    wrong = (rows[:, 0] - rows[:, 1] + 0.2 * RANDOM.normal(size=400) > 0).astype(float)
    found = fitted(rows, wrong, np.ones(400), np.array([1.0, 1.0, 1.0]))
    assert found.weights[0] > 0.5
    assert found.weights[1] == 0


def test_probabilities_follow_the_shares_of_wrong_ones() -> None:
    rows = np.repeat([[0.0], [1.0]], 500, axis=0)
    wrong = np.r_[np.arange(500) < 100, np.arange(500) < 400].astype(float)
    found = fitted(rows, wrong, np.ones(1000), np.array([1.0]))
    assert found(np.array([[0.0], [1.0]])) == pytest.approx([0.2, 0.8], abs=0.01)


def test_auroc_counts_ties_half() -> None:
    assert auroc([True, False], [1.0, 1.0]) == 0.5
    assert auroc([True, True, False], [2.0, 0.0, 1.0]) == 0.5
    assert np.isnan(auroc([True], [1.0]))


def test_f1_and_balanced_accuracy_of_what_is_flagged() -> None:
    positive, flagged = np.array([True, True, False, False]), np.array([1.0, 0.0, 1.0, 0.0])
    assert f1(positive, flagged) == 0.5
    assert balanced_accuracy(positive, flagged) == 0.5


def test_intervals_are_wider_where_answers_share_their_source() -> None:
    scores = RANDOM.normal(size=60) + np.repeat(np.arange(6), 10)

    def measure(at: np.ndarray) -> float:
        return float(scores[at].mean())

    alone = bootstrapped(measure, [str(n) for n in range(60)])
    shared = bootstrapped(measure, [str(n // 10) for n in range(60)])
    assert shared.value == alone.value
    assert shared.low < alone.low < shared.value < alone.high < shared.high


def test_within_a_generator_only_its_own_answers_are_compared() -> None:
    positive = np.array([True, False] * 10)
    scores = np.where(np.arange(20) < 10, 100.0, 0.0) + positive
    assert within(positive, scores, np.repeat([0, 1], 10)) == 1.0
    assert np.isnan(within(positive, scores, np.arange(20)))


def labelled(sources: int) -> list[Labelled]:
    held = [
        (f"Room {n} of the annex is painted green and locked at {n + 5}.", n)
        for n in range(sources)
    ]
    return [
        Labelled(
            text, text if right else "Dragons guard fifteen silver towers abroad.", right, str(n)
        )
        for text, n in held
        for right in (True, False)
    ]


def test_a_model_fitted_to_other_sources_tells_inventions_from_quotes() -> None:
    given = labelled(10)
    risks = out_of_fold(given)
    assert auroc([not each.is_supported for each in given], risks) == 1.0


def test_too_few_sources_are_said_to_be_too_few() -> None:
    with pytest.raises(TooFewSources):
        out_of_fold(labelled(3))
