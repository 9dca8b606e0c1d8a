"""Questions answered or refused, and what that took."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.domain.document import Provenance
from core.domain.retrieval import Hit


class RefusalKind(StrEnum):
    """Why a question is not answered. What one may not see is `NO_EVIDENCE`, like what is not there."""

    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    UNDERSPECIFIED = "underspecified"
    CONFLICTING = "conflicting"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question not answered: the kind, what to tell the asker, and what they can do next."""

    kind: RefusalKind
    message: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage an answer rests on: `number` as it stands in the answer, `quote` as in its source.

    `start` and `end` are the quote's span in the text of the provenance's version.
    """

    number: int
    chunk_id: str
    provenance: Provenance
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What a request took: tokens in and out, US dollars, and milliseconds by stage."""

    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float = 0.0
    search_ms: float = 0.0
    model_ms: float = 0.0
    total_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before and what was answered to it, as the asker's side tells it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and of which day: `as_of` None means today.

    `conversation` names the conversation it belongs to; `earlier` holds that conversation's turns,
    oldest first. They come from the asker and only say what a follow-up refers to.
    """

    text: str
    as_of: date | None = None
    conversation: str | None = None
    earlier: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What leaves Handrail: a text with citations, or a refusal; and the record it stands on.

    Every citation is of a chunk in `hits`. `request_id` names the request in the audit. `searched`
    is what a follow-up was understood as and searched for; None where that is the question itself.
    """

    question: Question
    text: str
    request_id: str
    release: str
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    hits: tuple[Hit, ...] = ()
    usage: Usage = field(default_factory=Usage)
    searched: str | None = None
