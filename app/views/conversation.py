"""A conversation as a window remembers it: small frozen values, made from answers or from the record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from uuid import uuid4

from app.strings import Ask
from app.views.asking import Asking
from core.answering.history import Asked, Cited
from core.answering.refusals import refusal
from core.domain.access import Tier
from core.domain.answer import Answer, Citation, Question, Refusal, RefusalKind, Turn
from core.domain.document import Chunk

REMEMBERED = 8  # earlier turns that say what a follow-up refers to


@dataclass(frozen=True, slots=True)
class Source:
    """What a mark in an answer stands for; without a tier it is not, or no longer, there to see."""

    number: int
    document_id: str
    version: str
    spans: tuple[tuple[int, int], ...]
    title: str = Ask.GONE_TITLE
    headings: tuple[str, ...] = ()
    page: int | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: a text with sources, a refusal, or neither when it was stopped.

    `trouble` tells what went wrong, where something did. `request_id` is empty where nothing is on
    record that one could say something of.
    """

    question: str
    as_of: date | None = None
    request_id: str = ""
    text: str = ""
    searched: str | None = None
    sources: tuple[Source, ...] = ()
    refusal: Refusal | None = None
    stopped: bool = False
    trouble: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer, whole and on record."""
        return bool(self.request_id) and self.refusal is None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges, oldest first, and the question under way."""

    id: str = field(default_factory=lambda: str(uuid4()))
    exchanges: tuple[Exchange, ...] = ()
    asking: Asking | None = None

    def question(self, text: str, as_of: date | None) -> Question:
        """The next question, with the turns that say what it refers to."""
        turns = [Turn(each.question, each.text) for each in self.exchanges if each.answered]
        return Question(text, as_of, self.id, tuple(turns[-REMEMBERED:]))

    def begun(self, asking: Asking) -> "Conversation":
        """With a question under way."""
        return replace(self, asking=asking)

    def ended(self, exchange: Exchange) -> "Conversation":
        """With what came of it."""
        return replace(self, exchanges=(*self.exchanges, exchange), asking=None)

    def without(self, exchange: Exchange) -> "Conversation":
        """Without an exchange that is to be tried once more."""
        kept = tuple(each for each in self.exchanges if each is not exchange)
        return replace(self, exchanges=kept)


def answered(answer: Answer) -> Exchange:
    """An exchange from an answer."""
    return Exchange(
        answer.question.text,
        answer.question.as_of,
        answer.request_id,
        answer.text,
        answer.searched,
        _sources(answer.citations),
        answer.refusal,
    )


def recalled(asked: Asked, passage: Callable[[str], Chunk | None]) -> Exchange:
    """An exchange from the record; `passage` finds a chunk by its id, or nothing."""
    return Exchange(
        asked.question,
        as_of=asked.as_of,
        searched=asked.searched,
        request_id=asked.request_id,
        text=asked.text,
        sources=tuple(_recalled(list(cited), passage) for cited in _by_number(asked.citations)),
        refusal=refusal(RefusalKind(asked.refusal)) if asked.refusal else None,
    )


def _by_number(cited: Iterable[Cited]) -> Iterable[Iterable[Cited]]:
    ordered = sorted(cited, key=lambda each: (each.number, each.start))
    return (group for _, group in groupby(ordered, key=lambda each: each.number))


def _recalled(cited: Sequence[Cited], passage: Callable[[str], Chunk | None]) -> Source:
    first = cited[0]
    source = Source(
        first.number,
        first.document_id,
        first.version,
        tuple((each.start, each.end) for each in cited),
    )
    found = passage(first.chunk_id)
    if found is None:
        return source
    there = found.provenance
    return replace(
        source, title=there.title, headings=there.headings, page=there.page, tier=there.label.tier
    )


def _sources(citations: Iterable[Citation]) -> tuple[Source, ...]:
    ordered = sorted(citations, key=lambda each: (each.number, each.start))
    return tuple(
        _source(list(group)) for _, group in groupby(ordered, key=lambda each: each.number)
    )


def _source(citations: Sequence[Citation]) -> Source:
    first = citations[0]
    there = first.provenance
    return Source(
        first.number,
        there.document_id,
        there.version,
        tuple((each.start, each.end) for each in citations),
        there.title,
        there.headings,
        there.page,
        there.label.tier,
    )
