"""Questions whose answers are spans of documents, and the documents they are asked of."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from core.domain.document import SourceText
from core.domain.errors import Permanent
from core.evaluation.errors import NothingPlaced, NothingToChunk, UnreadableQuestions
from core.ingest.readers import read
from core.ingest.sources import batch

Watch = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A file as it was read: its path within the corpus, its title, its text."""

    source: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder, and by path why others of its files were not read."""

    root: Path
    documents: tuple[CorpusDocument, ...]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Where an answer, or a part of one, stands: offsets into a document, the end excluded."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question and all the spans that answer it together."""

    id: str
    text: str
    spans: tuple[AnswerSpan, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The questions whose every span was found, and the ids of those left out."""

    questions: tuple[SpanQuestion, ...]
    unplaced: tuple[str, ...]


def corpus(folder: Path, watch: Watch = lambda *_: None) -> Corpus:
    """Every file below `folder` as ingest would read it; raises `NothingToChunk` for none."""
    found = batch(folder, ())
    documents, unread = [], {}
    for number, file in enumerate(found.files, 1):
        source = found.source(file)
        try:
            documents.append(document(source, read(file)))
        except (Permanent, OSError) as error:
            unread[source] = " ".join(str(error).split())
        watch("Reading", number, len(found.files))
    if not documents:
        raise NothingToChunk(f"Got {folder}.")
    return Corpus(found.root, tuple(documents), unread)


def document(source: str, content: SourceText) -> CorpusDocument:
    """A file's text under the title that ingest would give it."""
    return CorpusDocument(source, content.title or Path(source).stem, content.text)


def questions(path: Path, documents: Sequence[CorpusDocument]) -> Placed:
    """The questions of a JSON Lines file, each span held against the text of its document.

    A span's own offsets count if its content stands there; else the content is looked for. Raises
    `UnreadableQuestions`, naming the line, and `NothingPlaced` when no question is left.
    """
    texts = _by_name(documents)
    kept, unplaced = [], []
    for number, row in _rows(path):
        question = _placed(row, f"{path.name}, line {number}", str(row.get("id", number)), texts)
        if question.spans:
            kept.append(question)
        else:
            unplaced.append(question.id)
    if not kept:
        raise NothingPlaced(f"Read {len(unplaced)} questions and {len(documents)} documents.")
    return Placed(tuple(kept), tuple(unplaced))


def _by_name(documents: Sequence[CorpusDocument]) -> dict[str, CorpusDocument]:
    """Documents by path, and by path without suffix and by bare name where that names one alone."""
    paths = [PurePosixPath(each.source) for each in documents]
    names = [{str(p), str(p.with_suffix("")), p.name, p.stem} for p in paths]
    shared = Counter(name for each in names for name in each)
    return {
        name: document
        for document, each in zip(documents, names, strict=True)
        for name in each
        if shared[name] == 1 or name == document.source
    }


def _placed(
    row: Mapping[str, Any], where: str, id_: str, texts: Mapping[str, CorpusDocument]
) -> SpanQuestion:
    """The question with its spans, or with none when one of them is nowhere."""
    asked, name, references = (row.get(key) for key in ("question", "corpus_id", "references"))
    if not (isinstance(asked, str) and asked and isinstance(name, str)):
        raise UnreadableQuestions(f"{where}: `question` and `corpus_id` are needed.")
    if not (isinstance(references, list) and references):
        raise UnreadableQuestions(f"{where}: `references` is no list of spans.")
    document = texts.get(name)
    spans = [_span(document, each, where) for each in references]
    found = tuple(each for each in spans if each)
    return SpanQuestion(id_, asked, found if len(found) == len(spans) else ())


def _span(document: CorpusDocument | None, reference: object, where: str) -> AnswerSpan | None:
    if not isinstance(reference, dict):
        raise UnreadableQuestions(f"{where}: a reference is no object.")
    start, end, content = (reference.get(key) for key in ("start_index", "end_index", "content"))
    offsets = isinstance(start, int) and isinstance(end, int)
    if not offsets and not isinstance(content, str):
        raise UnreadableQuestions(f"{where}: a reference has neither content nor offsets.")
    if document is None:
        return None
    if isinstance(start, int) and isinstance(end, int):
        words = document.text[max(0, start) : end]
        if words and (content is None or words == content):
            return AnswerSpan(document.source, start, end)
    at = document.text.find(content) if content else -1
    return AnswerSpan(document.source, at, at + len(content or "")) if at >= 0 else None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file with their line numbers, empty lines passed over."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableQuestions(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UnreadableQuestions(f"{path.name}, line {number}: {error}.") from error
            if not isinstance(row, dict):
                raise UnreadableQuestions(f"{path.name}, line {number}: this is no object.")
            yield number, row
