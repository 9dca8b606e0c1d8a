"""Labelled questions of one's own, with the passages that answer them, in several layouts."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.domain.answer import Turn
from core.evaluation.beir import JudgedDocument
from core.evaluation.calibration.errors import UnreadableRefusalQuestions
from core.evaluation.calibration.questions import Asked, Sort
from core.evaluation.suites.values import Justification

Row = Mapping[str, Any]

IDS = ("passage_id", "_id")
NAMED = ("passage_id", "passage_ids", "context_id", "context_ids")
SPAN = re.compile(r"(.+)-\d+-\d+")
ANSWERABILITY = {"ANSWERABLE": True, "UNANSWERABLE": False}


@dataclass
class Labelled:
    """Passages as documents of a corpus, the document each is of, and the questions."""

    passages: dict[str, JudgedDocument] = field(default_factory=dict)
    document_of: dict[str, str] = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)


def read(path: Path, passages: Path | None = None) -> Labelled:
    """The questions in a file, or in a folder beside their passages, told apart by their fields.

    A row with `question` is a question: `passage`, the text it is about, or `passage_id`,
    `passage_ids`, `context_id` or `context_ids`, which name rows of passages; `answerable`,
    `is_impossible` or `answerability` (only ANSWERABLE and UNANSWERABLE take part); `title` or
    `document`; the turns before it as `earlier` (`question`, `answer`) or `history` (`speaker`,
    `text`); `conversation`, or a `task_id` that begins with it. A row with `passage_id` or `_id`
    and `text` is a passage, with `title` or `document`; one without either, whose id ends in two
    offsets, is of the document named before them. Passages of one document share its name.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = list(_rows([*files, *([passages] if passages else [])]))
    made = Labelled()
    for _, row in rows:
        if "question" not in row:
            _add_passage(made, _id(row), row)
    for where, row in rows:
        if "question" in row:
            _add_question(made, where, row)
    if not made.questions:
        raise UnreadableRefusalQuestions(f"{path} holds no row with `question`.")
    return made


def _rows(files: Iterable[Path]) -> Iterator[tuple[str, Row]]:
    for path in files:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableRefusalQuestions(f"{path}: {error}.") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{path}, line {number}", _row(f"{path}, line {number}", line)


def _row(where: str, line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableRefusalQuestions(f"{where}: {error}.") from error
    if not isinstance(row, dict) or not ("question" in row or ("text" in row and _id(row))):
        raise UnreadableRefusalQuestions(f"{where}: neither a question nor a passage with its id.")
    return row


def _id(row: Row) -> str:
    return next((str(row[each]) for each in IDS if each in row), "")


def _add_passage(made: Labelled, name: str, row: Row) -> None:
    title = str(row.get("title") or "")
    span = SPAN.fullmatch(name)
    made.passages[name] = JudgedDocument(name, title, str(row["text"]))
    made.document_of[name] = str(row.get("document") or title or (span[1] if span else name))


def _add_question(made: Labelled, where: str, row: Row) -> None:
    answerable = _answerable(row)
    if answerable is None:
        return
    named = _named(made, row)
    if missing := [each for each in named if each not in made.passages]:
        raise UnreadableRefusalQuestions(f"{where}: there is no passage {missing[0]!r}.")
    if answerable and not named:
        raise UnreadableRefusalQuestions(f"{where}: it names no passage that answers it.")
    made.questions.append(
        Asked(
            text=str(row["question"]),
            sort=Sort.ANSWERABLE if answerable else Sort.NEAR_MISS,
            rests_on=tuple(Justification(each, made.passages[each].text) for each in named),
            earlier=_earlier(row),
            conversation=str(row.get("conversation") or _conversation(row)),
        )
    )


def _named(made: Labelled, row: Row) -> list[str]:
    """The ids of the passages the question is about; one that it brings along is added."""
    if "passage" in row:
        name = sha256(str(row["passage"]).encode()).hexdigest()[:16]
        _add_passage(made, name, {**row, "text": row["passage"]})
        return [name]
    found = next((row[each] for each in NAMED if each in row), ())
    return [found] if isinstance(found, str) else [str(each) for each in found]


def _answerable(row: Row) -> bool | None:
    if "answerability" in row:
        return ANSWERABILITY.get(str(row["answerability"]))
    if "is_impossible" in row:
        return not row["is_impossible"]
    return bool(row.get("answerable", True))


def _conversation(row: Row) -> str:
    name, mark, _ = str(row.get("task_id") or "").partition("<::>")
    return name if mark else ""


def _earlier(row: Row) -> tuple[Turn, ...]:
    if "earlier" in row:
        return tuple(Turn(str(each["question"]), str(each["answer"])) for each in row["earlier"])
    turns: list[Turn] = []
    for said in row.get("history") or ():
        if said["speaker"] == "user":
            turns.append(Turn(str(said["text"]), ""))
        elif turns:
            turns[-1] = Turn(turns[-1].question, str(said["text"]))
    return tuple(turns)
