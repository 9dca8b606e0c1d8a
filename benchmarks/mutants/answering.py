"""What can go wrong between the passages found and the answer that leaves."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from benchmarks.mutants.mutant import Mutant, mutant
from core.answering import prompt, service
from core.answering.citations import MARK, Segment
from core.answering.service import Assistant, Piece
from core.bootstrap import Handrail
from core.domain.answer import Answer, Citation
from core.domain.release import RefusalSettings, Release
from core.domain.retrieval import Hit
from core.inference.extractive import provider
from core.inference.extractive.units import is_row
from core.inference.extractive.values import Extract, Passage, Sentence

NUMBER = re.compile(r"(?<![\[\d.,])\d+(?:[.,]\d+)*(?!\])")
UNIT = re.compile(
    r"(?:(?<=\d)\s*(?:%|per cent|percent)|\b(?:EUR|USD|GBP)\s+(?=\d)|(?<=\d)\s+(?:EUR|USD|GBP|"
    r"euros?|dollars?|pounds?|minutes?|hours?|days?|weeks?|months?|years?|km|kg|mg|ml|metres?)\b)"
)
CLIPPED = 160
STRICT = RefusalSettings(evidence=0.8, scope=0.1)


@mutant()
def refusal_rule_off(_: Handrail) -> Iterator[None]:
    """However thin the evidence is, the model is asked for an answer."""
    with patch.object(service, "judge", lambda *_: None):
        yield


@mutant()
def model_never_refuses(_: Handrail) -> Iterator[None]:
    """The evidence rule is off, and the model answers whatever it is asked."""
    with (
        patch.object(service, "judge", lambda *_: None),
        patch("core.inference.extractive.extract.ANSWERED_FROM", 0.0),
    ):
        yield


def _strict(release: Release) -> Release:
    return replace(release, refusal=STRICT)


refuses_too_much = Mutant(
    "refuses_too_much", "Only overwhelming evidence is answered from.", release=_strict
)


@mutant()
def citations_shifted(_: Handrail) -> Iterator[None]:
    """Every sentence cites the passage after the one it rests on."""
    supported = service.supported

    def shifted(segment: Segment, hits: Sequence[Hit]) -> list[Citation]:
        return [_citing(each.number % len(hits), hits) for each in supported(segment, hits)]

    with patch.object(service, "supported", shifted):
        yield


@mutant()
def citations_unretrieved(_: Handrail) -> Iterator[None]:
    """Citations are of chunks that were not retrieved."""

    def elsewhere(piece: Piece) -> Piece:
        citations = tuple(replace(c, chunk_id=c.chunk_id[::-1]) for c in piece.citations)
        return replace(piece, citations=citations)

    with leaving(elsewhere):
        yield


@mutant()
def citations_dropped(_: Handrail) -> Iterator[None]:
    """Answers leave without a citation."""
    with leaving(lambda piece: Piece(MARK.sub("", piece.text), ())):
        yield


@mutant()
def table_row_off_by_one(_: Handrail) -> Iterator[None]:
    """The row below the right one is quoted."""
    with _extracting(lambda found, texts: replace(found, sentences=_next_rows(found, texts))):
        yield


@mutant()
def first_sentence_only(_: Handrail) -> Iterator[None]:
    """Of an answer only the first sentence leaves."""
    with _extracting(lambda found, _: replace(found, sentences=found.sentences[:1])):
        yield


@mutant()
def exceptions_cut(_: Handrail) -> Iterator[None]:
    """Rules are told without their conditions and exceptions."""
    with patch(
        "core.inference.extractive.extract.accompanied",
        lambda _, picked: list(dict.fromkeys(picked)),
    ):
        yield


@mutant()
def numbers_altered(_: Handrail) -> Iterator[None]:
    """The last digit of every number in an answer is another one."""

    def altered(piece: Piece) -> Piece:
        return replace(piece, text=NUMBER.sub(lambda number: _another(number[0]), piece.text))

    with leaving(altered):
        yield


@mutant()
def units_dropped(_: Handrail) -> Iterator[None]:
    """Numbers are told without currency or unit."""
    with leaving(lambda piece: replace(piece, text=UNIT.sub("", piece.text))):
        yield


@mutant()
def conversation_ignored(_: Handrail) -> Iterator[None]:
    """A follow-up is searched for as if nothing had been asked before."""
    with patch.object(service, "understood", lambda question, _: question):
        yield


@mutant()
def passages_clipped(_: Handrail) -> Iterator[None]:
    """The instructions hold but the beginning of each passage."""
    passage = prompt._passage

    def clipped(number: int, hit: Hit) -> dict[str, object]:
        return {**passage(number, hit), "text": hit.chunk.text[:CLIPPED]}

    with patch.object(prompt, "_passage", clipped):
        yield


@contextmanager
def leaving(change: Callable[[Piece], Piece]) -> Iterator[None]:
    """For the length of the block checked pieces leave as what `change` makes of them."""
    finish = Assistant._finish

    def changed(self: Assistant, request: object, pieces: Sequence[Piece], *more: object) -> Answer:
        return finish(self, request, [change(each) for each in pieces], *more)  # type: ignore[arg-type]

    with patch.object(Assistant, "_finish", changed):
        yield


@contextmanager
def _extracting(change: Callable[[Extract, dict[int, str]], Extract]) -> Iterator[None]:
    """For the length of the block the model quotes what `change` makes of its extract."""
    extract = provider.extract

    def changed(question: str, passages: Sequence[Passage], *more: object) -> Extract:
        found = extract(question, passages, *more)  # type: ignore[arg-type]
        return change(found, {each.id: each.text for each in passages})

    with patch.object(provider, "extract", changed):
        yield


def _citing(at: int, hits: Sequence[Hit]) -> Citation:
    """A citation of the hit at a place of the list, by its first line."""
    chunk = hits[at].chunk
    quote = chunk.text.splitlines()[0]
    start = chunk.provenance.start
    return Citation(at + 1, chunk.id, chunk.provenance, quote, start, start + len(quote))


def _next_rows(found: Extract, texts: dict[int, str]) -> tuple[Sentence, ...]:
    moved = (
        _below(each, texts[each.passage_id]) if is_row(each.text) else each
        for each in found.sentences
    )
    return tuple(dict.fromkeys(moved))


def _below(row: Sentence, text: str) -> Sentence:
    """The row under this one; itself where there is none, or where it is a table's header."""
    start = text.find("\n", row.end) + 1
    line = text[start:].split("\n", 1)[0]
    is_one = start > 0 and is_row(line) and any(letter.isalnum() for letter in line)
    return Sentence(row.passage_id, line.rstrip(), start) if is_one else row


def _another(number: str) -> str:
    return f"{number[:-1]}{(int(number[-1]) + 3) % 10}"


MUTANTS = (
    refusal_rule_off,
    model_never_refuses,
    refuses_too_much,
    citations_shifted,
    citations_unretrieved,
    citations_dropped,
    table_row_off_by_one,
    first_sentence_only,
    exceptions_cut,
    numbers_altered,
    units_dropped,
    conversation_ignored,
    passages_clipped,
)
