"""What a question or a search finds."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from app.api.fields import Classification, ContentId, RequestId, Version
from core.domain.answer import RefusalKind
from core.domain.document import Standing


class Refusal(BaseModel):
    """Why a question is not answered, and what to do next."""

    kind: RefusalKind
    message: str
    next_step: str


class Source(BaseModel):
    """The version of the document, where in it, and who may see it."""

    document_id: ContentId
    version: Version
    source: Annotated[str, Field(examples=["policies/travel.md"])]
    title: str
    headings: list[str]
    page: int | None
    classification: Classification
    groups: list[str]
    effective_from: Annotated[date | None, Field(description="Null is always.")]
    effective_to: Annotated[date | None, Field(description="The day after the last; null is none.")]
    start: Annotated[int, Field(description="Where the span begins in the version's text.")]
    end: Annotated[int, Field(description="Where it ends.")]


class Citation(Source):
    """A quote an answer rests on; `number` as it stands in the answer."""

    number: int
    chunk_id: ContentId
    quote: str


class Usage(BaseModel):
    """What a request took: tokens, US dollars, milliseconds."""

    model: str
    tokens_in: int
    tokens_out: int
    cost_usd: float
    search_ms: float
    model_ms: float
    total_ms: float


class Answer(BaseModel):
    """An answer with its citations, or a refusal. It was on record before it was sent."""

    question: str
    searched: Annotated[
        str | None, Field(description="What a follow-up was understood as, if it was one.")
    ]
    conversation: str | None
    answer: Annotated[str | None, Field(description="Markdown with marks like [1].")]
    refusal: Refusal | None
    citations: list[Citation]
    retrieved: list[ContentId]
    request_id: RequestId
    release: str
    usage: Usage


class Passage(Source):
    """A chunk of a document; `prefix` is what it needs from elsewhere to be understood."""

    chunk_id: ContentId
    text: str
    prefix: str
    standing: Standing


class Scores(BaseModel):
    """What each stage thought of a hit; null where a stage did not see it."""

    dense: float | None
    sparse: float | None
    fused: float
    reranked: float | None


class Hit(Passage):
    """A passage that was found, and why."""

    rank: int
    score: float
    scores: Scores


class Found(BaseModel):
    """Hits, best first."""

    question: str
    as_of: date | None
    hits: list[Hit]
