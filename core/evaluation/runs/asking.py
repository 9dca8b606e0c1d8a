"""One case asked of an assistant, and everything that came of it."""

import logging
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

from core.answering.service import Assistant, Piece
from core.domain.access import Principal
from core.domain.answer import Answer, Citation, Question, RefusalKind
from core.domain.errors import HandrailError, Transient
from core.domain.ids import content_id
from core.evaluation.runs.principals import AsPrincipal
from core.evaluation.runs.values import Cited, Outcome, Passage, Took
from core.evaluation.suites.values import Case
from core.inference.errors import NoModelAvailable
from core.inference.router import Restarted

log = logging.getLogger(__name__)


class _Told(NamedTuple):
    """An answer, and the milliseconds until its first words and until all of it was there."""

    answer: Answer
    first_ms: float
    total_ms: float


def asked(case: Case) -> str:
    """Sixteen hexadecimal digits of what is asked, as whom, and of which day."""
    who = case.as_whom
    turns = [(each.question, each.answer) for each in case.earlier]
    return content_id(
        case.question, turns, who.tenant, int(who.clearance), sorted(who.groups), case.as_of
    )


def outcome(assistant: Assistant, as_principal: AsPrincipal, case: Case, attempt: int) -> Outcome:
    """What comes of asking a case; what may pass is tried once more.

    An error becomes the outcome's, and so does that no model was available: whoever was not
    answered for want of a model was not refused, and a suite of refusals must not pass by it.
    """
    empty = Outcome(case.id, attempt, asked(case), "")
    try:
        told = _told_at_last(assistant, as_principal, case)
    except HandrailError as error:
        return replace(empty, error=str(error))
    except Exception as error:  # whatever broke, the other cases are still worth asking
        log.exception("case %s", case.id)
        return replace(empty, error=f"{type(error).__name__}: {error}")
    return _filled(empty, told)


def _told_at_last(assistant: Assistant, as_principal: AsPrincipal, case: Case) -> _Told:
    try:
        return _told(assistant, as_principal(case.as_whom), case)
    except Transient as error:
        log.warning("case %s is asked again: %s", case.id, error)
        return _told(assistant, as_principal(case.as_whom), case)


def _told(assistant: Assistant, principal: Principal, case: Case) -> _Told:
    """Raises `NoModelAvailable` where the answer is that none is."""
    began, first = perf_counter(), None
    question = Question(case.question, case.as_of, earlier=case.earlier)
    for event in assistant.stream(principal, question):
        now = 1000 * (perf_counter() - began)
        match event:
            case Piece():
                first = now if first is None else first
            case Restarted():
                first = None
            case Answer() if event.refusal and event.refusal.kind is RefusalKind.UNAVAILABLE:
                raise NoModelAvailable
            case Answer():
                return _Told(event, now if first is None else first, now)
    raise NoModelAvailable


def _filled(empty: Outcome, told: _Told) -> Outcome:
    answer = told.answer
    return replace(
        empty,
        answer=answer.text,
        refusal=answer.refusal.kind.value if answer.refusal else None,
        citations=tuple(map(_cited, answer.citations)),
        retrieved=tuple(Passage.of(hit.chunk) for hit in answer.hits),
        scores=tuple(hit.score for hit in answer.hits),
        searched=answer.searched,
        model=answer.usage.model,
        took=_took(told),
    )


def _cited(citation: Citation) -> Cited:
    return Cited(citation.number, citation.chunk_id, citation.quote, citation.start, citation.end)


def _took(told: _Told) -> Took:
    usage = told.answer.usage
    return Took(
        search_ms=usage.search_ms,
        model_ms=usage.model_ms,
        first_ms=told.first_ms,
        total_ms=told.total_ms,
        cost_usd=usage.cost_usd,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
    )
