"""The calibration, its figures out of sample, and their intervals."""

from dataclasses import replace

import numpy as np
import pytest

from core.answering.evidence import evidence
from core.domain.release import RefusalSettings
from core.evaluation.calibration.calibration import Calibration, calibrated
from core.evaluation.calibration.crossfit import Withheld, folds
from core.evaluation.calibration.errors import TooFewQuestions
from core.evaluation.calibration.figures import auroc
from core.evaluation.calibration.looking import Seen
from tests.evaluation.calibration.pictures import seen

SETTINGS = RefusalSettings()


@pytest.fixture(scope="module")
def questions() -> list[Seen]:
    """Two hundred with an answer, forty that only look so."""
    return seen(200, gap=0.1, near_misses=40)


@pytest.fixture(scope="module")
def made(questions: list[Seen]) -> Calibration:
    """What a calibration to them comes to."""
    return calibrated(questions, Withheld.PASSAGE, 0.1, SETTINGS)


def test_auroc_counts_ties_half() -> None:
    assert auroc(np.array([1.0, 2.0]), np.array([1.0, 0.0])) == 0.875
    assert auroc(np.array([1.0]), np.array([1.0])) == 0.5


def test_questions_on_one_document_are_never_judged_by_each_other(questions: list[Seen]) -> None:
    by_group: dict[int, set[int]] = {}
    for each, fold in zip(questions, folds(questions), strict=True):
        by_group.setdefault(each.group, set()).add(int(fold))
    assert all(len(own) == 1 for own in by_group.values())
    assert len({fold for own in by_group.values() for fold in own}) == 5


def test_about_as_many_are_refused_wrongly_as_was_asked_for(made: Calibration) -> None:
    assert made.figures.false_refusals.value == pytest.approx(0.1, abs=0.04)


def test_every_figure_lies_within_its_interval(made: Calibration) -> None:
    for each in (made.figures.auroc, made.figures.f1, made.figures.caught):
        assert each.low <= each.value <= each.high


def test_withholding_the_document_is_told_more_easily_and_told_apart(made: Calibration) -> None:
    found = made.as_json()
    assert found["withheld"] == "passage"
    assert found["document_withheld"]["auroc"] > found["auroc"]


def test_near_misses_take_no_part_in_the_figures_and_have_their_own(made: Calibration) -> None:
    assert made.figures.auroc.n == 200
    assert made.near_miss and made.near_miss.refused.n == 40
    assert made.out_of_scope is None


def test_what_is_chosen_refuses_the_share_asked_for(
    questions: list[Seen], made: Calibration
) -> None:
    scored = [evidence(each.present, made.chosen.weights) for each in questions[:200]]
    assert np.mean(np.array(scored) < made.chosen.evidence) == pytest.approx(0.1, abs=0.03)
    assert made.chosen.scope <= made.chosen.evidence


def test_signals_that_say_nothing_give_an_auroc_of_a_half_however_well_they_can_be_fitted() -> None:
    nothing = calibrated(seen(80, gap=0.0), Withheld.PASSAGE, 0.1, SETTINGS)
    assert nothing.figures.auroc.low < 0.5 < nothing.figures.auroc.high


def test_too_few_questions_or_too_few_documents_are_refused() -> None:
    with pytest.raises(TooFewQuestions, match="There are 39"):
        calibrated(seen(39), Withheld.PASSAGE, 0.1, SETTINGS)
    on_one = [replace(each, group=0) for each in seen(80)]
    with pytest.raises(TooFewQuestions, match="resting on 1"):
        calibrated(on_one, Withheld.PASSAGE, 0.1, SETTINGS)
