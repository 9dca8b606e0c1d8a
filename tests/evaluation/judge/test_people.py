"""A judge's scores are shown with how far it agrees with people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.evaluation.judge.figures import figures
from core.evaluation.judge.items import of_run
from core.evaluation.judge.keeping import kept
from core.evaluation.judge.labelled import people
from core.evaluation.judge.people import against_people
from core.evaluation.judge.prompts import judge_name
from core.evaluation.judge.purse import Purse
from core.evaluation.judge.running import judged
from core.evaluation.judge.scorer import scorers
from core.evaluation.judge.values import Subject
from core.evaluation.review.filing import file
from core.evaluation.review.items import item_id
from core.evaluation.review.labels import Kind, Label, Word
from core.evaluation.runs.values import Run
from core.evaluation.suites.suite import Suite
from core.inference.scripted import ScriptedModel
from tests.evaluation.judge.conftest import judge, said


def judged_run(suite: Suite, run: Run) -> Run:
    items = of_run(Subject.CORRECTNESS, suite.cases, run.outcomes)
    model = ScriptedModel([said("correct"), said("incorrect")])
    return judged(run, judge(model), items, Purse(1.0))


def test_a_judge_nobody_was_held_against_says_so(suite: Suite, run: Run) -> None:
    (found,) = scorers(suite, judged_run(suite, run), {})
    assert "not measured against people" in found.limits
    assert "its steadiness is not known" in found.limits


def test_where_there_are_labels_kappa_stands_with_its_interval(suite: Suite, run: Run) -> None:
    said_by = {Subject.CORRECTNESS: lambda item: item.case == "right"}
    (found,) = scorers(suite, judged_run(suite, run), said_by)
    assert "Cohen's kappa 1.00" in found.limits
    assert "95%" in found.limits


def test_only_what_both_have_judged_is_compared(suite: Suite, run: Run) -> None:
    after = judged_run(suite, run)
    items = of_run(Subject.CORRECTNESS, suite.cases, run.outcomes)
    judge_of = judge_name("scripted", Subject.CORRECTNESS)
    found = against_people(
        items, kept(after), judge_of, lambda item: True if item.case == "right" else None
    )
    assert (found.items, found.value, found.raw) == (1, None, 1.0)


def test_a_figure_without_a_usable_judgement_has_no_number(suite: Suite, run: Run) -> None:
    items = of_run(Subject.CORRECTNESS, suite.cases, run.outcomes)
    after = judged(run, judge(ScriptedModel([])), items, Purse(1.0))
    (figure,) = figures(suite, after, {})
    assert figure.mean is None
    assert figure.as_json()["value"] is None
    assert "no usable judgement" in str(figure)


def test_a_figure_stands_with_its_interval_and_limits(suite: Suite, run: Run) -> None:
    (figure,) = figures(suite, judged_run(suite, run), {})
    assert figure.as_json()["value"] == 0.5
    assert figure.as_json()["n"] == 2
    assert figure.judge.startswith("scripted@")


def test_people_are_whoever_labelled_the_very_same_answer(
    tmp_path: Path, suite: Suite, run: Run
) -> None:
    suite = replace(suite, folder=tmp_path)
    first = run.outcomes[0]
    item = item_id(suite.name, suite.cases[0], first)
    at = datetime(2026, 11, 2, tzinfo=UTC)
    words = [Label("l1", item, "ben", Kind.LABEL, Word.INCORRECT, at)]
    file(tmp_path, first.case, words)
    known = people(suite, run)[Subject.CORRECTNESS]
    items = of_run(Subject.CORRECTNESS, suite.cases, run.outcomes)
    assert [known(each) for each in items] == [False, None]
    changed = replace(run, outcomes=(replace(first, answer="Otherwise."), *run.outcomes[1:]))
    assert people(suite, changed) == {}
