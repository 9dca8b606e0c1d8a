"""What people settle counts in the place of the scorer's word, also where there is no database."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.evaluation.reports import scored
from core.evaluation.review.errors import BadLabels
from core.evaluation.review.filing import LABELS, file, labels
from core.evaluation.review.items import item_id
from core.evaluation.review.labelled import with_people
from core.evaluation.review.labels import Label
from core.evaluation.scorers.score import Score, Verdict
from core.evaluation.suites.errors import NotKept
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case, RightRefusal
from tests.evaluation.review.answers import CASE, Says, outcome, run, suite
from tests.evaluation.review.test_labels import said

MISSES = Says(verdict=Verdict.INCORRECT, value=0.0, why="Missing: 30 days.")


@pytest.fixture
def held(tmp_path: Path) -> Suite:
    return suite(tmp_path / "leave")


def label(held: Suite, case: Case, *words: str, answer: str = "Thirty days. [1]") -> None:
    """File what people say of an answer to a case."""
    item = item_id(held.name, case, outcome(case, answer))
    file(held.folder, case.id, [replace(each, item=item) for each in said(*words)])


def score(held: Suite, case: Case = CASE, **answer: object) -> Score:
    [scorer] = with_people(held, [MISSES])
    return scorer(case, outcome(case, **answer))  # type: ignore[arg-type]


def test_a_label_changes_a_score(held: Suite) -> None:
    assert score(held).verdict is Verdict.INCORRECT
    label(held, CASE, "ann+")
    now = score(held)
    assert (now.verdict, now.value) == (Verdict.CORRECT, 1.0)
    assert "1 person said of this very answer that it is correct" in now.why
    assert "Missing: 30 days." in now.why


def test_a_label_changes_the_figure_of_a_run(held: Suite) -> None:
    label(held, CASE, "ann+")
    judged = scored(run(held, outcome()).run, held, with_people(held, [MISSES]))
    assert judged.values("correctness")[CASE.id].value == 1.0


def test_another_answer_is_scored_as_before(held: Suite) -> None:
    label(held, CASE, "ann+")
    assert score(held, answer="About a month. [1]").verdict is Verdict.INCORRECT


def test_where_it_matters_it_takes_two(held: Suite) -> None:
    case = replace(CASE, tags=("exception",))
    label(held, case, "ann+")
    assert score(held, case).verdict is Verdict.INCORRECT
    label(held, case, "ann+", "bob+")
    assert score(held, case).verdict is Verdict.CORRECT


def test_people_who_disagree_change_nothing_until_somebody_decides(held: Suite) -> None:
    label(held, CASE, "ann+", "bob-")
    assert score(held).why == MISSES.why
    label(held, CASE, "ann+", "bob-", "eve!+")
    assert "3 people looked at this very answer, and the last decided" in score(held).why


def test_what_is_taken_back_counts_no_longer(held: Suite) -> None:
    label(held, CASE, "ann+", "ann0")
    assert score(held).verdict is Verdict.INCORRECT


def test_people_do_not_turn_a_refusal_into_an_answer(held: Suite) -> None:
    refused = {"answer": "", "refusal": "no_evidence"}
    item = item_id(held.name, CASE, outcome(**refused))  # type: ignore[arg-type]
    file(held.folder, CASE.id, [replace(each, item=item) for each in said("ann+")])
    assert score(held, **refused).verdict is Verdict.INCORRECT
    to_refuse = replace(CASE, must_say=(), refusal=RightRefusal.NO_EVIDENCE)
    label(held, to_refuse, "ann+")
    assert score(held, to_refuse).verdict is Verdict.INCORRECT


def test_only_correctness_gives_way(held: Suite) -> None:
    label(held, CASE, "ann+")
    other = replace(MISSES, name="faithfulness")
    assert with_people(held, [other]) == (other,)


# The file


def test_the_file_only_grows_and_holds_everything_once(held: Suite) -> None:
    label(held, CASE, "ann+")
    before = (held.folder / LABELS).read_text(encoding="utf-8")
    label(held, CASE, "ann+", "bob-")
    after = (held.folder / LABELS).read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(after.splitlines()) == 2


def test_the_file_says_who_and_what_and_not_a_word_of_the_answer(held: Suite) -> None:
    item = item_id(held.name, CASE, outcome())
    commented = [replace(each, item=item, comment="Marcus told me.") for each in said("ann+")]
    file(held.folder, CASE.id, commented)
    text = (held.folder / LABELS).read_text(encoding="utf-8")
    assert '"subject": "ann"' in text
    assert "Marcus" not in text
    assert "Thirty" not in text
    [(read,)] = labels(held.folder / LABELS).values()
    assert read == replace(commented[0], comment="")
    assert isinstance(read, Label)


def test_a_line_that_cannot_be_read_is_named(held: Suite) -> None:
    (held.folder / LABELS).write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(BadLabels, match=r"labels\.jsonl, line 1: case: Field required"):
        labels(held.folder / LABELS)


def test_a_folder_that_is_not_there_is_told(held: Suite) -> None:
    with pytest.raises(NotKept):
        file(held.folder / "gone", CASE.id, said("ann+"))
