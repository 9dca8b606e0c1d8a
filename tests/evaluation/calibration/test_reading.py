"""Questions as they are read: a suite's lines, lines of one's own, and the layouts of others."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.domain.answer import Turn
from core.evaluation.calibration import labelled, questions
from core.evaluation.calibration.errors import UnreadableRefusalQuestions
from core.evaluation.calibration.looking import groups
from core.evaluation.calibration.questions import Asked, Sort
from core.evaluation.suites.values import Justification


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    return path


def test_a_line_says_what_it_rests_on_or_that_nothing_answers_it(tmp_path: Path) -> None:
    file = written(
        tmp_path / "ours.jsonl",
        {"question": "How long?", "justified_by": [{"document": "a.md", "passage": "30 days"}]},
        {"question": "How far?", "answerable": False},
        {"question": "Who won?", "refusal": "out_of_scope"},
    )
    found = questions.read(file)
    assert [each.sort for each in found] == [Sort.ANSWERABLE, Sort.NEAR_MISS, Sort.OUT_OF_SCOPE]
    assert found[0].rests_on == (Justification("a.md", "30 days"),)


def test_cases_that_test_something_else_are_left_out(tmp_path: Path) -> None:
    file = written(
        tmp_path / "ours.jsonl",
        {"question": "And that?", "refusal": "underspecified"},
        {"question": "Which of the two?", "refusal": "conflicting"},
        {"question": "Rests on nothing named?"},
    )
    assert questions.read(file) == []


def test_a_suite_is_read_with_whoever_its_cases_are_asked_by(tmp_path: Path) -> None:
    (tmp_path / "suite.toml").write_text(
        'about = "Trips."\ntenant = "acme"\n[principals.clerk]\ngroups = ["travel"]\n'
    )
    written(
        tmp_path / "cases.jsonl",
        {
            "id": "one",
            "question": "How long?",
            "as_whom": "clerk",
            "must_say": ["30 days"],
            "justified_by": [{"document": "a.md"}],
        },
    )
    for path in (tmp_path, tmp_path / "cases.jsonl"):
        (only,) = questions.read(path)
        assert only.as_whom and only.as_whom.groups == {"travel"}


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "ours.jsonl", {"question": "Fine?"}, {"answer": "none"})
    with pytest.raises(UnreadableRefusalQuestions, match="line 2"):
        questions.read(file)


def test_a_question_may_bring_its_passage_along(tmp_path: Path) -> None:
    passage = {"title": "Kettles", "passage": "A kettle boils water."}
    file = written(
        tmp_path / "one.jsonl",
        {"question": "What boils water?", "answerable": True, **passage},
        {"question": "What does a kettle cost?", "answerable": False, **passage},
    )
    data = labelled.read(file)
    assert [each.text for each in data.passages.values()] == ["A kettle boils water."]
    assert set(data.document_of.values()) == {"Kettles"}
    assert [each.sort for each in data.questions] == [Sort.ANSWERABLE, Sort.NEAR_MISS]


def test_a_folder_of_contexts_and_questions_is_understood(tmp_path: Path) -> None:
    written(tmp_path / "contexts.jsonl", {"_id": "K#0", "title": "K", "text": "Kettles boil."})
    written(
        tmp_path / "questions.jsonl",
        {"question": "Boils?", "context_id": "K#0", "is_impossible": False},
        {"question": "Costs?", "context_id": "K#0", "is_impossible": True},
    )
    data = labelled.read(tmp_path)
    assert [each.sort for each in data.questions] == [Sort.ANSWERABLE, Sort.NEAR_MISS]
    assert data.questions[0].rests_on == (Justification("K#0", "Kettles boil."),)


def test_a_folder_of_passages_and_tasks_is_understood_with_the_turns_before(tmp_path: Path) -> None:
    written(tmp_path / "passages.jsonl", {"_id": "page-1-0-20", "text": "Kettles boil."})
    said = [{"speaker": "user", "text": "Kettles?"}, {"speaker": "agent", "text": "They boil."}]
    task = {"task_id": "t<::>2", "question": "At what heat?", "history": said}
    written(
        tmp_path / "tasks.jsonl",
        {**task, "answerability": "ANSWERABLE", "context_ids": ["page-1-0-20"]},
        {**task, "answerability": "UNANSWERABLE", "context_ids": []},
        {**task, "answerability": "PARTIAL", "context_ids": ["page-1-0-20"]},
    )
    data = labelled.read(tmp_path)
    assert data.document_of == {"page-1-0-20": "page-1"}
    assert [each.earlier for each in data.questions] == [(Turn("Kettles?", "They boil."),)] * 2
    assert {each.conversation for each in data.questions} == {"t"}


def test_passages_may_stand_in_a_second_file(tmp_path: Path) -> None:
    file = written(tmp_path / "q.jsonl", {"question": "Boils?", "passage_id": "k"})
    passages = written(tmp_path / "p.jsonl", {"passage_id": "k", "text": "Kettles boil."})
    assert labelled.read(file, passages).questions[0].rests_on[0].document == "k"
    with pytest.raises(UnreadableRefusalQuestions, match="no passage 'k'"):
        labelled.read(file)


def test_questions_that_share_a_document_or_a_conversation_are_one_group() -> None:
    def asked(*documents: str, conversation: str = "") -> Asked:
        rests_on = tuple(map(Justification, documents))
        return Asked("?", Sort.ANSWERABLE, rests_on, conversation=conversation)

    several = [asked("a"), asked("b", "a1"), asked("c", conversation="t"), asked(conversation="t")]
    assert groups([*several, asked("d")], {"a1": "a"}) == [0, 0, 1, 1, 2]
