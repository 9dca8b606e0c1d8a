"""Questions with the spans of text that answer them, read from the layouts of public collections.

`beir`       a folder with corpus.jsonl, queries.jsonl and qrels.tsv
`squad2`     a folder with contexts.jsonl (`_id`, `title`, `text`) and questions.jsonl (`question`,
             `context_id`, `is_impossible`)
`clapnq`     a file of lines with `question`, `answerable`, `title` and `passage`
`mtrag`      a folder with passages.jsonl (`_id`, `text`) and tasks.jsonl (`question`,
             `answerability`, `context_ids`)
`spans`      a folder with texts NAME.md and questions.jsonl (`corpus_id`, `question`, `references`
             with `start_index` and `end_index`)
`contracts`  a folder with dev_documents.jsonl (`_id`, `text`), hypotheses.json and
             dev_annotations.jsonl (`doc_id`, `hypothesis_id`, `evidence_spans`)
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.evaluation import beir
from core.evaluation.beir import JudgedDocument

HEADING = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)
WORD = re.compile(r"[A-Za-z]{2,}")
SECTION_AT_LEAST = 200  # characters; less is hardly a passage


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a document, by default all of it."""

    document: str
    start: int = 0
    end: int = sys.maxsize


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Documents, questions, and for each question the spans that answer it."""

    name: str
    documents: tuple[JudgedDocument, ...]
    questions: tuple[str, ...]
    relevant: tuple[tuple[Span, ...], ...]


def read(source: str) -> TrainingSet:
    """The set called `KIND:PATH`, KIND being one of those this module describes."""
    kind, _, path = source.partition(":")
    if kind not in READERS or not path:
        raise SystemExit(f"Expected KIND:PATH with KIND one of {', '.join(READERS)}: {source!r}")
    return READERS[kind](f"{kind}-{Path(path).stem}", Path(path))


def _beir(name: str, folder: Path) -> TrainingSet:
    judged = beir.read(*(folder / f for f in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")))
    spans = (
        tuple(Span(each) for each, grade in judged.grades[query].items() if grade > 0)
        for query in judged.queries
    )
    return TrainingSet(name, judged.documents, tuple(judged.queries.values()), tuple(spans))


def _squad2(name: str, folder: Path) -> TrainingSet:
    asked = [row for row in _rows(folder / "questions.jsonl") if not row["is_impossible"]]
    return TrainingSet(
        name,
        tuple(
            JudgedDocument(row["_id"], row["title"].replace("_", " "), row["text"])
            for row in _rows(folder / "contexts.jsonl")
        ),
        tuple(row["question"] for row in asked),
        tuple((Span(row["context_id"]),) for row in asked),
    )


def _clapnq(name: str, file: Path) -> TrainingSet:
    rows = list(_rows(file))
    ids = {row["passage"]: str(number) for number, row in enumerate(rows)}
    titles = {row["passage"]: row["title"] for row in rows}
    asked = [row for row in rows if row["answerable"]]
    return TrainingSet(
        name,
        tuple(JudgedDocument(id_, titles[text], text) for text, id_ in ids.items()),
        tuple(row["question"] for row in asked),
        tuple((Span(ids[row["passage"]]),) for row in asked),
    )


def _mtrag(name: str, folder: Path) -> TrainingSet:
    asked = [
        row
        for row in _rows(folder / "tasks.jsonl")
        if row["answerability"] in ("ANSWERABLE", "PARTIAL") and row["context_ids"]
    ]
    return TrainingSet(
        name,
        tuple(
            JudgedDocument(row["_id"], "", row["text"]) for row in _rows(folder / "passages.jsonl")
        ),
        tuple(row["question"] for row in asked),
        tuple(tuple(Span(each) for each in row["context_ids"]) for row in asked),
    )


def _spans(name: str, folder: Path) -> TrainingSet:
    asked = list(_rows(folder / "questions.jsonl"))
    return TrainingSet(
        name,
        tuple(
            JudgedDocument(file.stem, "", file.read_text()) for file in sorted(folder.glob("*.md"))
        ),
        tuple(row["question"] for row in asked),
        tuple(
            tuple(
                Span(row["corpus_id"], each["start_index"], each["end_index"])
                for each in row["references"]
            )
            for row in asked
        ),
    )


def _contracts(name: str, folder: Path) -> TrainingSet:
    hypotheses = json.loads((folder / "hypotheses.json").read_text())
    evidence: dict[str, list[Span]] = defaultdict(list)
    for row in _rows(folder / "dev_annotations.jsonl"):
        evidence[row["hypothesis_id"]] += [
            Span(row["doc_id"], *span) for span in row["evidence_spans"]
        ]
    return TrainingSet(
        name,
        tuple(
            JudgedDocument(row["_id"], "", row["text"])
            for row in _rows(folder / "dev_documents.jsonl")
        ),
        tuple(hypotheses[each]["hypothesis"] for each in evidence),
        tuple(tuple(spans) for spans in evidence.values()),
    )


def _sections(name: str, folder: Path) -> TrainingSet:
    headed: dict[str, list[str]] = defaultdict(list)
    documents = []
    for file in sorted(folder.rglob("*.md")):
        parts = HEADING.split(file.read_text())
        for number, (heading, body) in enumerate(zip(parts[1::2], parts[2::2], strict=True)):
            words = WORD.findall(heading)
            if len(body) >= SECTION_AT_LEAST and len(words) > 1:
                id_ = f"{file.relative_to(folder)}#{number}"
                documents.append(JudgedDocument(id_, "", body.strip()))
                headed[" ".join(words)].append(id_)
    return TrainingSet(
        name,
        tuple(documents),
        tuple(headed),
        tuple(tuple(Span(each) for each in ids) for ids in headed.values()),
    )


READERS: dict[str, Callable[[str, Path], TrainingSet]] = {
    "beir": _beir,
    "squad2": _squad2,
    "clapnq": _clapnq,
    "mtrag": _mtrag,
    "spans": _spans,
    "contracts": _contracts,
    "sections": _sections,
}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open() as file:
        for line in file:
            yield json.loads(line)
