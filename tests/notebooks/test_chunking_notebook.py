"""The chunking notebook: what it reads, asks, tells apart and promotes."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.bootstrap import Handrail, serving
from core.bootstrap.serving import Serving
from core.domain.access import Principal, Tier
from core.domain.errors import Permanent
from core.domain.release import ChunkingSettings
from core.evaluation.chunking_bench import ChunkingBench
from core.evaluation.errors import UnreadableQuestions
from core.evaluation.span_questions import Corpus, CorpusDocument
from core.inference.cached import CachedEmbedder
from core.inference.embedding import HashEmbedder
from core.settings import Settings
from core.settings.promoted import promotions
from core.store import Database
from tests.conftest import MakePrincipal

FOLDER = Path(__file__).parents[2] / "notebooks"
LEAVE = """# Leave

Up to five days carry over. In 2026 it was 62 days, or 62.50 with the bonus.

## Sick leave

Whoever is ill for 62 days keeps every day of leave.
"""
STOCK = "# Stock\n\nTable 1: Doses.\n\n| Vaccine | Hours |\n| --- | --- |\n" + "".join(
    f"| Kind {number} | {number} hours |\n" for number in range(40)
)
LEFT_OVER = "How many days of leave carry over?"


def module(name: str) -> ModuleType:
    return import_module(name)


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebooks' own modules, which they find beside them."""
    monkeypatch.syspath_prepend(str(FOLDER))


@pytest.fixture
def handrail(tmp_path: Path) -> Handrail:
    """A Handrail that opens no database, with a fake embedder."""
    made = Handrail(
        Settings(home=tmp_path), Database("postgresql://nowhere", "postgresql://nowhere")
    )
    made.embedder = HashEmbedder()
    return made


def read(**texts: str) -> tuple[CorpusDocument, ...]:
    return tuple(CorpusDocument(f"{name}.md", name, text) for name, text in texts.items())


def asked(*facts: str, question: str = LEFT_OVER, sources: tuple[str, ...] = ("leave.md",)) -> Any:
    return module("chunking_questions").Asked("q", question, facts, sources)


# Questions


def answers(placed: Any, documents: tuple[CorpusDocument, ...]) -> list[str]:
    texts = {each.source: each.text for each in documents}
    return [texts[s.source][s.start : s.end] for each in placed.questions for s in each.spans]


def test_the_answer_is_the_sentence_that_states_the_fact() -> None:
    documents = read(leave=LEAVE)
    placed = module("chunking_questions").placed([asked("five days")], documents)
    assert answers(placed, documents) == ["Up to five days carry over."]


def test_of_several_it_is_the_one_most_like_the_question() -> None:
    documents = read(leave=LEAVE)
    ill = asked("62", question="I was ill for a long time. Do I keep my leave?")
    placed = module("chunking_questions").placed([ill], documents)
    assert answers(placed, documents) == ["Whoever is ill for 62 days keeps every day of leave."]


def test_a_number_is_not_found_inside_another() -> None:
    placed = module("chunking_questions").placed([asked("2.50")], read(leave=LEAVE))
    assert placed.unplaced == ("q",)


def test_a_question_is_left_out_where_any_fact_or_document_cannot_be_seen() -> None:
    questions = module("chunking_questions")
    for each in (asked("five days", "six days"), asked("five days", sources=("board.md",))):
        assert questions.placed([each], read(leave=LEAVE)).questions == ()


def test_questions_handed_in_are_held_against_the_documents() -> None:
    questions, documents = module("chunking_questions"), read(leave=LEAVE)
    line = {
        "corpus_id": "leave",
        "question": LEFT_OVER,
        "references": [{"content": "five days carry over"}],
    }
    placed = questions.handed_in(json.dumps(line), documents)
    assert answers(placed, documents) == ["five days carry over"]
    assert questions.handed_in(" \n", documents) is None
    with pytest.raises(UnreadableQuestions, match="line 1"):
        questions.handed_in("not JSON", documents)


# Documents


@pytest.fixture
def workspace(handrail: Handrail) -> Path:
    """A workspace with a document each of three tiers, and one without."""
    folder = handrail.settings.audits_home / "alder" / "documents"
    folder.mkdir(parents=True)
    for tier in ("public", "internal", "restricted"):
        text = f"---\nclassification: {tier}\n---\n# {tier}\n\nA rule.\n"
        (folder / f"{tier}.md").write_text(text, encoding="utf-8")
    (folder / "unknown.md").write_text("# Unknown\n\nA rule.\n", encoding="utf-8")
    group = "---\nclassification: public\ngroups: [board]\n---\n# Board\n\nA rule.\n"
    (folder / "board.md").write_text(group, encoding="utf-8")
    return folder


def test_of_a_workspace_one_sees_what_ones_clearance_allows(
    handrail: Handrail, workspace: Path, principal: MakePrincipal
) -> None:
    corpus = module("chunking_corpus")
    ada = principal("alder", "ada", roles=("analyst",), clearance=Tier.INTERNAL)
    assert corpus.places(handrail, ada) == list(corpus.Place)
    found = corpus.brought(handrail, ada, corpus.Place.WORKSPACE, lambda *_: None)
    assert {each.source for each in found.documents} == {"public.md", "internal.md"}
    assert found.hidden == 3
    assert found.anew == found.documents


def test_only_analysts_see_into_a_workspace(
    handrail: Handrail, workspace: Path, principal: MakePrincipal
) -> None:
    corpus = module("chunking_corpus")
    assert corpus.places(handrail, principal("alder", "ada")) == [corpus.Place.LIBRARY]


# The trial


@pytest.fixture
def trial(tmp_path: Path) -> Any:
    documents = read(leave=LEAVE, stock=STOCK)
    trials, corpus = module("chunking_trial"), module("chunking_corpus")
    brought = corpus.Brought(Corpus(Path(), documents, {}), documents)
    bench = ChunkingBench(CachedEmbedder(HashEmbedder(), tmp_path))
    return trials.Trial(bench, brought, ChunkingSettings())


def quiet(*_: object) -> None:
    """Watch nothing."""


def measured(trial: Any, *plans: ChunkingSettings) -> Any:
    placed = module("chunking_questions").placed([asked("five days")], trial.brought.documents)
    return trial.measured(plans, placed, 3, quiet)


SMALL, ROUGH = ChunkingSettings("clause-1", 60), ChunkingSettings("recursive", 60)


def test_what_each_way_severs_is_known_before_anything_is_embedded(trial: Any) -> None:
    kept, torn = trial.cut_all([SMALL, ROUGH, ChunkingSettings("semantic", 60)], quiet)
    assert (kept.invariants.tables, torn.invariants.tables) == (0, 1)
    assert trial.bench.embedder.computed == 0


def test_a_second_run_embeds_only_what_changed(trial: Any) -> None:
    measured(trial, SMALL)
    computed = trial.bench.embedder.computed
    measured(trial, SMALL)
    assert trial.bench.embedder.computed == computed > 0


def test_what_a_question_brings_up_has_its_answer_marked(trial: Any) -> None:
    found = measured(trial, SMALL, ROUGH)
    columns = dict(module("chunking_trial").side_by_side(found, 0, 60))
    assert list(columns) == ["clause-1:60", "recursive:60"]
    marked = [
        part.text
        for chunk in columns["clause-1:60"]
        for part in chunk.parts
        if part.mark == "answer"
    ]
    assert marked == ["Up to five days carry over."]


def test_figures_of_other_questions_or_another_depth_do_not_count(trial: Any) -> None:
    found = measured(trial, SMALL)
    placed = module("chunking_questions").placed([asked("five days")], trial.brought.documents)
    assert found.fits(placed, 3)
    assert not found.fits(placed, 4)
    assert not found.fits(None, 3)


def test_a_severed_table_is_shown_with_what_it_lacks(trial: Any) -> None:
    trials = module("chunking_trial")
    [result] = trial.cut_all([ROUGH], quiet)
    parts = trials.scene(trials.torn(result)[0])
    by_mark = {part.mark: part.text for part in parts}
    assert by_mark["lacks"] == "Table 1: Doses." or "Vaccine" in by_mark["lacks"]
    assert "hours" in by_mark["torn"]
    assert any(part.begins for part in parts)


def test_a_change_tells_the_questions_it_touches(trial: Any) -> None:
    trials = module("chunking_trial")
    found = measured(trial, ChunkingSettings("sentences", 32))
    [result] = found.results.values()
    placed = module("chunking_questions").placed([asked("five days")], trial.brought.documents)
    diff = trial.difference(result, placed, quiet)
    assert [each.question.id for each in diff.touched] == ["q"]
    assert {each.source for each in trials.changed(diff)} == {"leave.md", "stock.md"}


# Promotion


@pytest.fixture
def in_workbench(handrail: Handrail, principal: MakePrincipal) -> Iterator[Principal]:
    ada = principal("alder", "ada", roles=("analyst",))

    class Door:
        def admit(self, headers: object) -> Principal:
            return ada

    serving.begin(Serving(handrail, Door()))
    yield ada
    serving.end()


def test_in_the_workbench_nothing_is_promoted_but_the_command_is_told(
    handrail: Handrail, in_workbench: Principal
) -> None:
    promoting = module("chunking_promotion")
    plan = ChunkingSettings("sentences", 128)
    assert promoting.offer(handrail, in_workbench, plan, "it's better") == (
        "handrail chunking promote sentences --tokens 128 --by ada --why 'it'\"'\"'s better'"
    )
    for refused in (
        lambda: promoting.promote(handrail, in_workbench, plan, "x"),
        lambda: promoting.back(handrail, in_workbench),
    ):
        with pytest.raises(promoting.NotFromHere):
            refused()
    assert promotions(handrail.settings.home) == []


def test_on_ones_own_machine_a_choice_holds_and_can_be_gone_back_from(
    handrail: Handrail, principal: MakePrincipal
) -> None:
    promoting, ada = module("chunking_promotion"), principal("alder", "ada")
    told = promoting.promote(handrail, ada, ChunkingSettings("sentences", 128), "recall .9")
    assert "Promoted sentences:128" in told
    assert Settings(home=handrail.settings.home).chunking == "sentences"
    assert "Gone back" in promoting.back(handrail, ada)
    assert Settings(home=handrail.settings.home).chunking == "clause-1"
    assert [each.by for each in promoting.before(handrail)] == ["ada", "ada"]


def test_what_is_wrong_with_a_promotion_is_said(
    handrail: Handrail, principal: MakePrincipal
) -> None:
    promoting, ada = module("chunking_promotion"), principal("alder", "ada")
    with pytest.raises(Permanent, match="why"):
        promoting.promote(handrail, ada, ChunkingSettings("sentences", 128), " ")


# The notebook as a whole


def test_words_of_a_document_never_become_markup(trial: Any) -> None:
    documents = read(evil="# Evil\n\nFive <img src=x onerror=alert(1)> days carry over.\n")
    trials, corpus = module("chunking_trial"), module("chunking_corpus")
    brought = corpus.Brought(Corpus(Path(), documents, {}), documents)
    evil = trials.Trial(trial.bench, brought, ChunkingSettings())
    placed = module("chunking_questions").placed(
        [asked("days", sources=("evil.md",))], evil.brought.documents
    )
    found = evil.measured([SMALL], placed, 3, quiet)
    columns = trials.side_by_side(found, 0, 60)
    shown = module("chunking_showing").asked(found.questions[0], columns).text
    assert "<img" not in shown
    assert "&lt;img" in shown
