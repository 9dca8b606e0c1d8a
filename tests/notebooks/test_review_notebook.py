"""The reviewers' desk: what becomes of what an expert says, and what is drawn of an answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.bootstrap import Handrail
from core.domain.access import Principal
from core.domain.answer import RefusalKind
from core.evaluation.review.filing import LABELS, labels
from core.evaluation.review.items import Body, Said
from core.evaluation.review.keeping import keep
from core.evaluation.review.labels import Word
from core.evaluation.review.queue import Place
from core.evaluation.runs import keeping
from core.evaluation.runs.errors import NoSuchRun
from core.evaluation.scorers.score import Evidence, Score, Verdict
from core.evaluation.suites.errors import NotKept
from core.evaluation.suites.reading import load
from core.evaluation.suites.values import RightRefusal
from core.evaluation.suites.writing import text
from core.settings import Settings
from tests.conftest import Shelf
from tests.evaluation.review.answers import CASE, LEAVE, expert, outcome, run

FOLDER = Path(__file__).parents[2] / "notebooks"
RULES = 'about = "Leave."\ntenant = "acme"\n[principals]\nreader = {}\n'
EXCEPTION = replace(CASE, id="leave-2", tags=("exception",))


@pytest.fixture(scope="module")
def notebook() -> Iterator[ModuleType]:
    """Finds the notebook's own modules, which stand beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield import_module("review_desk")


@dataclass
class Desk:
    """A suite with two cases, an answer to each, and an expert."""

    module: Any
    handrail: Handrail
    folder: Path
    reader: Principal

    def picked(self, case: str) -> Any:
        queue = self.module.queued(self.handrail, self.reader)
        return next(each for each in queue if each.item.case == case)

    def say(self, case: str, word: Word, reader: Principal | None = None) -> Any:
        who = reader or self.reader
        return self.module.say(self.handrail, who, self.picked(case), word, "")

    def propose(self, case: str, **answer: object) -> Any:
        given = {"must_say": "", "refusal": None, "comment": "", "is_wrong": True, **answer}
        return self.module.propose(self.handrail, self.reader, self.picked(case), given)


@pytest.fixture
def desk(notebook: ModuleType, shelf: Shelf, tmp_path: Path) -> Desk:
    folder = tmp_path / "suites" / "acme"
    folder.mkdir(parents=True)
    (folder / "suite.toml").write_text(RULES, encoding="utf-8")
    (folder / "cases.jsonl").write_text(text([CASE, EXCEPTION]), encoding="utf-8")
    shelf.put("leave.md", LEAVE)
    settings = Settings(home=tmp_path / "home", suites=tmp_path / "suites")
    handrail = Handrail(settings, shelf.database)
    handrail.store = shelf.store
    held = load(folder)
    made = run(held, *(outcome(case, "About a month. [1]") for case in held.cases))
    keeping.write(made.run, folder / "first.json")
    keep(shelf.store, expert(shelf), made)
    return Desk(notebook, handrail, folder, expert(shelf))


# What is said, and what becomes of it


def test_a_word_is_kept_and_filed_beside_the_cases(desk: Desk) -> None:
    spoken = desk.say(CASE.id, Word.CORRECT)
    assert spoken.trouble is None
    [(filed,)] = labels(desk.folder / LABELS).values()
    assert (filed.subject, filed.verdict) == ("ann", Word.CORRECT)
    assert desk.picked(CASE.id).place is Place.SETTLED


def test_a_word_changes_the_figure_of_a_run(desk: Desk) -> None:
    [file] = desk.module.kept_runs(desk.handrail, desk.reader)
    before = desk.module.shown(desk.handrail, desk.reader, file).figures["correctness"].value
    desk.say(CASE.id, Word.CORRECT)
    after = desk.module.shown(desk.handrail, desk.reader, file).figures["correctness"].value
    assert (before, after) == (0.0, 0.5)


def test_a_word_that_cannot_be_filed_is_kept_all_the_same(desk: Desk) -> None:
    (desk.folder / LABELS).mkdir()
    spoken = desk.say(CASE.id, Word.CORRECT)
    assert isinstance(spoken.trouble, NotKept)
    assert desk.picked(CASE.id).place is Place.SETTLED


def test_where_one_person_is_enough_a_proposal_is_written_at_once(desk: Desk) -> None:
    spoken = desk.propose(CASE.id, must_say="31 days\nin writing | by e-mail")
    assert spoken.case == load(desk.folder).cases[0]
    assert [type(each).__name__ for each in spoken.case.must_say] == ["NumberFact", "AnyOf"]


def test_where_it_matters_a_proposal_waits_for_a_colleague(desk: Desk, shelf: Shelf) -> None:
    spoken = desk.propose(EXCEPTION.id, refusal="underspecified")
    assert (spoken.case, spoken.trouble) == (None, None)
    waiting = desk.picked(EXCEPTION.id)
    approved = desk.module.approve(desk.handrail, expert(shelf, "bob"), waiting, None)
    assert approved.case.refusal is RightRefusal.UNDERSPECIFIED
    assert (approved.case.written_by, approved.case.approved_by) == ("ann", "bob")


def test_a_run_that_is_gone_is_told(desk: Desk) -> None:
    [file] = desk.module.kept_runs(desk.handrail, desk.reader)
    file.path.unlink()
    with pytest.raises(NoSuchRun):
        desk.module.shown(desk.handrail, desk.reader, file)


def test_nothing_changed_between_a_run_and_itself(desk: Desk) -> None:
    [file] = desk.module.kept_runs(desk.handrail, desk.reader)
    found = desk.module.compared(desk.handrail, desk.reader, file, file)
    comparison = found.verdict.comparison
    assert {each.value for each in comparison.differences.values()} == {0.0}
    assert found.wins == found.losses == []


def test_two_runs_are_held_to_the_rules_that_a_release_is_held_to(desk: Desk, showing: Any) -> None:
    with (desk.folder / "suite.toml").open("a", encoding="utf-8") as rules:
        rules.write('[gate]\ncritical = ["leave-2"]\n[gate.margins]\ncorrectness = 0.05\n')
    [file] = desk.module.kept_runs(desk.handrail, desk.reader)
    found = desk.module.compared(desk.handrail, desk.reader, file, file)
    assert [each.rule for each in found.verdict.blocking] == ["critical: leave-2"]
    page = showing.compared(found).text
    assert "It would be blocked: 1 of" in page
    assert found.verdict.ruling("margin: correctness").why in page


def test_what_two_runs_could_not_show_is_said_of_every_share(desk: Desk, showing: Any) -> None:
    [file] = desk.module.kept_runs(desk.handrail, desk.reader)
    found = desk.module.compared(desk.handrail, desk.reader, file, file)
    comparison = found.verdict.comparison
    smallest = comparison.detectable["correctness"]
    assert smallest is not None
    assert f'<td class="hr-number">{100 * smallest:.1f} points</td>' in showing.compared(found).text
    assert showing._smallest(found.verdict, "latency_ms") == ""


# What is drawn


@pytest.fixture
def showing(notebook: ModuleType) -> Any:
    """The pieces of the page."""
    return import_module("review_showing")


def test_claims_are_marked_where_they_stand_and_none_over_another(showing: Any) -> None:
    evidence = (
        Evidence("supported", "Thirty days.", True, 0, 12),
        Evidence("again", "days", False, 7, 11),
        Evidence("not supported", "Or more.", False, 13, 21),
        Evidence("of a passage", "x", True, 0, 5, chunk_id="c"),
    )
    score = Score("citations", Verdict.INCORRECT, 0.5, "", evidence)
    body = Body("How?", "Thirty days. Or more.", scores=(Said(score, ""),))
    assert [(each.text, each.holds) for each in showing.claims(body)] == [
        ("Thirty days.", True),
        (" ", None),
        ("Or more.", False),
    ]


def test_what_is_quoted_is_marked_in_its_passage(showing: Any) -> None:
    found = outcome()
    body = Body("How?", found.answer, citations=found.citations, retrieved=found.retrieved)
    pieces = showing.quoted(body, found.retrieved[0])
    assert "".join(each.text for each in pieces) == LEAVE
    assert [each.text for each in pieces if each.holds] == [LEAVE[:30]]


def test_every_kind_of_refusal_has_words(showing: Any) -> None:
    words = import_module("review_words").Opened.REFUSALS
    kinds = {*(each.value for each in RefusalKind), *(each.value for each in RightRefusal)}
    assert kinds <= set(words)


@pytest.mark.parametrize(
    ("sent", "fine"),
    [
        ({"must_say": "EUR 62", "refusal": ["it is to be answered"]}, True),
        ({"must_say": "", "refusal": ["it is about something else"]}, True),
        ({"must_say": " ", "refusal": ["it is to be answered"]}, False),
        ({"must_say": "EUR 62", "refusal": ["it is about something else"]}, False),
        (None, False),
    ],
)
def test_a_proposal_says_one_thing(showing: Any, sent: object, fine: bool) -> None:
    forms: Any = import_module("review_forms")
    assert (forms._says_something(sent) is None) is fine
