"""Judged collections in the layout of BEIR: corpus.jsonl, queries.jsonl, qrels.tsv."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from core.evaluation.errors import NothingJudged, UnreadableJudgements


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document of a judged collection; `title` may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Documents, queries by id, and for each query the grades of the documents judged for it.

    Every query has at least one relevant document.
    """

    documents: tuple[JudgedDocument, ...]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def first(self, limit: int | None) -> "Judged":
        """The same collection with the first `limit` queries only; with all of them for None."""
        return replace(self, queries=dict(islice(self.queries.items(), limit)))


def read(corpus: Path, queries: Path, qrels: Path) -> Judged:
    """The judged collection in three files; queries without a relevant document are left out.

    Raises `UnreadableJudgements`, naming file and line, and `NothingJudged`.
    """
    grades = _grades(qrels)
    judged = {id_ for id_, graded in grades.items() if max(graded.values()) > 0}
    texts = {row["_id"]: row["text"] for row in _rows(queries, ("_id", "text"))}
    kept = {id_: text for id_, text in texts.items() if id_ in judged}
    if not kept:
        raise NothingJudged(f"Read {len(texts)} queries and {len(grades)} judged ones.")
    return Judged(tuple(_documents(corpus)), kept, {id_: grades[id_] for id_ in kept})


def _documents(path: Path) -> Iterator[JudgedDocument]:
    seen = set()
    for number, row in enumerate(_rows(path, ("_id", "text")), 1):
        if row["_id"] in seen:
            raise UnreadableJudgements(f"{path}, document {number}: {row['_id']!r} comes twice.")
        seen.add(row["_id"])
        yield JudgedDocument(row["_id"], str(row.get("title") or ""), row["text"])


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, empty lines passed over."""
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UnreadableJudgements(f"{path}, line {number}: {error}.") from error
        if not isinstance(row, dict):
            raise UnreadableJudgements(f"{path}, line {number}: this is no object.")
        for name in needed:
            if not isinstance(row.get(name), str):
                raise UnreadableJudgements(f"{path}, line {number}: no {name!r} that is a string.")
        yield row


def _grades(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document; the first line may be a header."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        fields = line.split("\t") if "\t" in line else line.split()
        if len(fields) not in (3, 4):
            raise UnreadableJudgements(
                f"{path}, line {number}: expected query, document and grade (or, as TREC has it, "
                f"query, iteration, document and grade) between tabs, got {len(fields)} columns."
            )
        query, document, grade = fields[0], fields[-2], fields[-1].strip()
        if not _is_number(grade):
            if number == 1:
                continue
            raise UnreadableJudgements(f"{path}, line {number}: {grade!r} is no whole number.")
        grades.setdefault(query, {})[document] = int(grade)
    return grades


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines that hold anything."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableJudgements(f"{path}: {error}.") from error
