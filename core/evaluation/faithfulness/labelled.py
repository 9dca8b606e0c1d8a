"""Answers that people have labelled, as `handrail bench faithfulness` reads them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.domain.errors import Permanent
from core.evaluation.faithfulness.context import Given

CONTEXTS = ("context", "knowledge", "passages", "source")
RESPONSES = ("response", "answer")
GENERATORS = ("generator", "model", "model_name")
TASKS = ("task", "data_source")
SUPPORTED = "Fully attributable"
GENERIC = "Generic"
SOURCES = "sources.jsonl"


class UnreadableLabels(Permanent):
    """The labelled answers cannot be read. Give a file, or a folder of files, with a JSON object a
    line: `context` (a text, a list of texts, or an object of data), `response`, `supported` (true
    or false), and if you have them `task`, `generator`, `source_id`, `question`. A folder may keep
    what answers were made from in `sources.jsonl`, by `source_id`."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer and whether all it says is supported; `wrong` are the spans that are not, if known."""

    given: Given
    response: str
    is_supported: bool
    source: str
    task: str = "all"
    generator: str = ""
    question: str = ""
    wrong: tuple[tuple[int, int], ...] | None = None


def read(path: Path) -> list[Labelled]:
    """The labelled answers in a file or folder, in order; those labelled generic are left out.

    Raises `UnreadableLabels`.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    sources = _sources(path / SOURCES if path.is_dir() else path.with_name(SOURCES))
    found = [
        labelled
        for file in files
        if file.name != SOURCES
        for number, row in _rows(file)
        if (labelled := _labelled(row, sources, f"{file.name}, line {number}"))
    ]
    if not found:
        raise UnreadableLabels(f"None in {path}.")
    return found


def _sources(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    return {str(row.get("source_id")): row.get("source") for _, row in _rows(path)}


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1):
            if line.strip():
                yield number, _object(line, f"{file.name}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableLabels(f"{file.name}: {error}.") from error


def _object(line: str, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableLabels(f"{where} is no JSON.") from error
    if not isinstance(row, dict):
        raise UnreadableLabels(f"{where} is no object.")
    return row


def _labelled(row: Mapping[str, Any], sources: Mapping[str, Any], where: str) -> Labelled | None:
    if row.get("begin_label") == GENERIC:
        return None
    given = _first(row, CONTEXTS, sources.get(str(row.get("source_id"))))
    response = _first(row, RESPONSES, None)
    if given is None or not isinstance(response, str):
        raise UnreadableLabels(f"{where} lacks a context or a response.")
    context, question = _asked(given, str(row.get("question") or ""))
    return Labelled(
        given=context,
        response=response,
        is_supported=_is_supported(row, where),
        source=str(row.get("source_id") or fingerprint(given)),
        task=str(_first(row, TASKS, "all")),
        generator=str(_first(row, GENERATORS, "")),
        question=question,
        wrong=_spans(row),
    )


def _first(row: Mapping[str, Any], names: tuple[str, ...], otherwise: object) -> object:
    return next((row[name] for name in names if row.get(name) is not None), otherwise)


def _asked(given: object, question: str) -> tuple[Given, str]:
    """The context and the question; passages may come with their question in one object."""
    if isinstance(given, dict) and given.keys() == {"question", "passages"}:
        passages = given["passages"]
        parts = passages.split("\n\n") if isinstance(passages, str) else passages
        return [str(part) for part in parts], str(given["question"])
    if isinstance(given, list):
        return [str(part) for part in given], question
    return (given if isinstance(given, dict) else str(given)), question


def _is_supported(row: Mapping[str, Any], where: str) -> bool:
    if "begin_label" in row:
        return bool(row["begin_label"] == SUPPORTED)
    if isinstance(row.get("supported"), bool):
        return bool(row["supported"])
    if isinstance(row.get("hallucinated"), bool):
        return not row["hallucinated"]
    if isinstance(row.get("labels"), list):
        return not row["labels"]
    raise UnreadableLabels(f"{where} does not say whether it is supported.")


def _spans(row: Mapping[str, Any]) -> tuple[tuple[int, int], ...] | None:
    labels = row.get("labels")
    if not isinstance(labels, list):
        return None
    return tuple((int(each["start"]), int(each["end"])) for each in labels)


def fingerprint(given: object) -> str:
    """Six hexadecimal digits that tell a context from another, nearly always."""
    return sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:6]
