"""The fit of the evidence score, and the threshold."""

import numpy as np
import pytest

from core.answering.evidence import SHIPPED, Signals
from core.evaluation.calibration.errors import TooFewQuestions
from core.evaluation.calibration.figures import auroc
from core.evaluation.calibration.fitting import fitted, scores, threshold
from tests.evaluation.calibration.pictures import seen


def test_a_signal_that_tells_nothing_shipped_gets_weight_where_it_tells_something_here() -> None:
    random = np.random.default_rng(1)
    same = [Signals(0.5, 0.2, 0.4, lead, 0.3) for lead in random.normal(0.5, 0.1, 100)]
    less = [Signals(0.5, 0.2, 0.4, lead, 0.3) for lead in random.normal(0.3, 0.1, 100)]
    weights = fitted(same, less)
    assert auroc(scores(same, SHIPPED), scores(less, SHIPPED)) == 0.5
    assert auroc(scores(same, weights), scores(less, weights)) > 0.85


def test_signals_that_do_not_vary_keep_the_weights_they_came_with() -> None:
    level = Signals(0.5, 0.2, 0.4, 0.3, 0.3)
    assert fitted([level] * 50, [level] * 50)[1:] == pytest.approx(SHIPPED[1:], abs=0.01)


def test_the_same_questions_give_the_same_weights() -> None:
    made = seen(60)
    gone = [each.without_passage for each in made if each.without_passage]
    present = [each.present for each in made]
    assert fitted(present, gone) == fitted(present, gone)


def test_no_more_fall_below_the_threshold_than_were_asked_for() -> None:
    values = np.arange(1, 101) / 100
    assert np.mean(values < threshold(values, 0.05)) <= 0.05


def test_new_questions_fall_below_it_no_more_often_than_asked_for_on_average() -> None:
    random = np.random.default_rng(2)
    rates = [
        np.mean(random.normal(size=500) < threshold(random.normal(size=59), 0.1))
        for _ in range(300)
    ]
    assert np.mean(rates) == pytest.approx(0.1, abs=0.01)


def test_a_rate_that_so_few_questions_cannot_promise_is_refused() -> None:
    with pytest.raises(TooFewQuestions, match=r"19.*1\.0%"):
        threshold(np.linspace(0, 1, 19), 0.01)
