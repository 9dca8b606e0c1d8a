"""The main path: ask as a principal, and get an answer whose record is already kept."""

import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import NamedTuple
from uuid import UUID, uuid4

from core.answering import record
from core.answering.citations import Segment, segments, supported
from core.answering.conversation import understood
from core.answering.evidence import Signals, in_context, judge, signals
from core.answering.prompt import messages
from core.answering.refusals import refusal
from core.answering.shown import shown
from core.audit import Audit
from core.domain.access import Principal
from core.domain.answer import Answer, Citation, Question, RefusalKind, Usage
from core.domain.errors import Permanent
from core.domain.release import Release
from core.domain.retrieval import Hit
from core.inference.errors import NoModelAvailable
from core.inference.router import Completion, Delta, Message, Model, Restarted
from core.retrieval.search import Searcher
from core.store import Store, records

log = logging.getLogger(__name__)
REFUSED = "REFUSED:"
LONGEST_QUESTION = 2_000


class QuestionTooLong(Permanent):
    """The question is too long. Ask it in at most 2,000 characters."""


class QuestionEmpty(Permanent):
    """There is no question. Write one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an answer, checked: its text with marks, and the citations the marks name."""

    text: str
    citations: tuple[Citation, ...]


Event = Piece | Restarted | Answer


@dataclass
class _Request:
    """What is known of a request so far."""

    principal: Principal
    question: Question
    id: UUID = field(default_factory=uuid4)
    began: float = field(default_factory=perf_counter)
    searched: str | None = None
    hits: tuple[Hit, ...] = ()
    search_ms: float = 0.0
    model_ms: float = 0.0


class _Reply(NamedTuple):
    """A whole reply, and what of it was found to stand."""

    completion: Completion
    pieces: list[Piece]


class Assistant:
    """Answers questions from what the asker may see, or refuses."""

    def __init__(
        self, store: Store, searcher: Searcher, model: Model, audit: Audit, release: Release
    ) -> None:
        """Every answer is given under `release`, which describes the other arguments."""
        self._store = store
        self._searcher = searcher
        self._model = model
        self._audit = audit
        self.release = release

    def ask(self, principal: Principal, question: Question) -> Answer:
        """The answer, or a refusal. By the time it is returned its audit record is committed."""
        request = self._begin(principal, question)
        kind = self._search(request)
        if kind is not None:
            return self._finish(request, (), None, kind)
        began = perf_counter()
        try:
            completion = self._model.complete(self._messages(request))
        except NoModelAvailable as error:
            log.warning("%s", error)
            return self._finish(request, (), None, RefusalKind.UNAVAILABLE)
        request.model_ms = _since(began)
        pieces = self._pieces(request, _stretches(completion.text))
        return self._conclude(request, completion, pieces)

    def stream(self, principal: Principal, question: Question) -> Iterator[Event]:
        """The answer piece by piece, each checked before it leaves, and at last the whole `Answer`.

        That the question was asked, and what was found, is committed before the first piece leaves;
        what was answered, before the `Answer` does. After `Restarted`, earlier pieces do not count.
        """
        request = self._begin(principal, question)
        kind = self._search(request)
        if kind is not None:
            yield self._finish(request, (), None, kind)
            return
        opened = record.opened(principal, question, request.searched, request.hits, self.release.id)
        self._audit.append(principal, request.id, "request.opened", opened)
        began = perf_counter()
        try:
            completion, pieces = yield from self._checked(request)
        except NoModelAvailable as error:
            log.warning("%s", error)
            yield self._finish(request, (), None, RefusalKind.UNAVAILABLE)
            return
        request.model_ms = _since(began)
        yield self._conclude(request, completion, pieces)

    def _begin(self, principal: Principal, question: Question) -> _Request:
        principal.ensure_current()
        if not question.text.strip():
            raise QuestionEmpty
        if len(question.text) > LONGEST_QUESTION:
            raise QuestionTooLong
        return _Request(principal, question)

    def _search(self, request: _Request) -> RefusalKind | None:
        """Find what the answer is to be made from; the kind of refusal if it is too little."""
        began = perf_counter()
        question = request.question
        text = understood(question.text, question.earlier)
        request.searched = text if text != question.text else None
        as_of = question.as_of or date.today()
        found = self._searcher.find(request.principal, text, as_of=as_of)
        hits = self._searcher.reranked(found)[: self.release.retrieval.k]
        request.hits = tuple(hits)
        kind = judge(found, hits, self.release.refusal)
        if kind is not None and question.earlier:
            beside = self._in_context(request.principal, question, as_of)
            kind = judge(found, hits, self.release.refusal, beside)
        request.search_ms = _since(began)
        return kind

    def _in_context(self, principal: Principal, question: Question, as_of: date) -> Signals | None:
        """What speaks for an answer to a follow-up, searched for with what was said before it."""
        text = in_context(question.text, question.earlier)
        if text is None:
            return None
        found = self._searcher.find(principal, text, as_of=as_of)
        return signals(found, self._searcher.reranked(found)[: self.release.retrieval.k])

    def _checked(self, request: _Request) -> Generator[Event, None, _Reply]:
        """The streamed reply, a segment at a time once the next one has begun; returns the whole."""
        reply, released = "", 0
        kept: list[Piece] = []
        for part in self._model.stream(self._messages(request)):
            match part:
                case Delta(text):
                    reply += text
                    whole = _stretches(reply)[:-1]
                    fresh = self._pieces(request, whole[released:])
                    kept += fresh
                    yield from fresh
                    released = max(released, len(whole))
                case Restarted():
                    reply, released, kept = "", 0, []
                    yield part
                case Completion():
                    fresh = self._pieces(request, _stretches(part.text)[released:])
                    yield from fresh
                    return _Reply(part, kept + fresh)
        raise NoModelAvailable

    def _messages(self, request: _Request) -> list[Message]:
        return messages(request.question, request.hits, request.searched, self.release.prompt)

    def _pieces(self, request: _Request, stretch: Sequence[Segment]) -> list[Piece]:
        """Segments as they may leave: those left without support are left out."""
        proposed = [(each, supported(each, request.hits)) for each in stretch]
        citations = [citation for _, cited in proposed for citation in cited]
        if not citations:
            return []
        with self._store.scoped(request.principal) as db:
            standing = set(records.standing(db, citations))
        return [
            Piece(shown(segment.text, _prefix(request, kept), kept), kept)
            for segment, cited in proposed
            if (kept := tuple(each for each in cited if each in standing))
        ]

    def _conclude(
        self, request: _Request, completion: Completion, pieces: Sequence[Piece]
    ) -> Answer:
        reply = completion.text.strip()
        if reply.startswith(REFUSED):
            return self._finish(request, (), completion, _named(reply))
        kind = None if pieces else RefusalKind.NO_EVIDENCE
        return self._finish(request, pieces, completion, kind)

    def _finish(
        self,
        request: _Request,
        pieces: Sequence[Piece],
        completion: Completion | None,
        kind: RefusalKind | None,
    ) -> Answer:
        """The answer, recorded. If it cannot be recorded the error goes up and no answer leaves."""
        refused = refusal(kind) if kind else None
        answer = Answer(
            question=request.question,
            text=refused.message if refused else "\n\n".join(piece.text for piece in pieces),
            request_id=str(request.id),
            release=self.release.id,
            citations=tuple(dict.fromkeys(c for piece in pieces for c in piece.citations)),
            refusal=refused,
            hits=request.hits,
            usage=_usage(request, completion),
            searched=request.searched,
        )
        body = record.answered(request.principal, answer)
        self._audit.append(request.principal, request.id, "request.answered", body)
        return answer


def _messages(request: _Request) -> list[Message]:
    return messages(request.question, request.hits, request.searched)


def _prefix(request: _Request, citations: Sequence[Citation]) -> str:
    return request.hits[citations[0].number - 1].chunk.prefix


def _stretches(reply: str) -> list[Segment]:
    """The segments of a reply; none of one that is a refusal or, only begun, may still become one."""
    return [] if REFUSED.startswith(reply.strip()[: len(REFUSED)]) else list(segments(reply))


def _named(reply: str) -> RefusalKind:
    name = reply.removeprefix(REFUSED).split()[:1]
    return RefusalKind(name[0]) if name and name[0] in set(RefusalKind) else RefusalKind.NO_EVIDENCE


def _usage(request: _Request, completion: Completion | None) -> Usage:
    return Usage(
        model=completion.model if completion else "",
        tokens_in=completion.tokens_in if completion else 0,
        tokens_out=completion.tokens_out if completion else 0,
        cost_usd=completion.cost_usd if completion else 0.0,
        search_ms=round(request.search_ms, 1),
        model_ms=round(request.model_ms, 1),
        total_ms=round(_since(request.began), 1),
    )


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000
