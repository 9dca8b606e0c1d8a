"""What the API gives: documents, people, requests, problems."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.api.fields import Classification, ContentId, RequestId, Version
from core.answering.feedback import Verdict
from core.domain.answer import RefusalKind
from core.domain.document import Standing

Outcome = Literal["added", "changed", "relabelled", "unchanged"]


class Document(BaseModel):
    """A document as it is now; `versions` counts those kept."""

    document_id: ContentId
    source: str
    title: str
    classification: Classification
    groups: list[str]
    effective_from: date | None
    effective_to: date | None
    standing: Standing
    supersedes: str | None
    version: Version
    versions: int
    chunks: int
    bytes: int
    ingested_at: datetime


class Documents(BaseModel):
    """A page of documents, by title; `next` leads to the one after it."""

    documents: list[Document]
    total: Annotated[int, Field(description="How many there are on all pages.")]
    next: str | None


class Page(BaseModel):
    """A page of a text, and where it begins."""

    number: int
    offset: int


class DocumentText(BaseModel):
    """The whole text of a version of a document, as Markdown."""

    document: Document
    version: Version
    text: str
    pages: list[Page]


class Uploaded(BaseModel):
    """What became of a file that was taken in."""

    outcome: Outcome
    chunks: Annotated[int, Field(description="How many chunks were written.")]
    document: Document


class Feedback(BaseModel):
    """One's standing word on an answer."""

    request_id: RequestId
    verdict: Verdict
    note: str
    at: datetime


class Feedbacks(BaseModel):
    """One's standing words on some answers; none where one has said nothing."""

    feedback: list[Feedback]


class Me(BaseModel):
    """Who the token says you are, and until when."""

    tenant: str
    subject: str
    clearance: Classification
    groups: list[str]
    roles: list[str]
    expires_at: datetime


class Cited(BaseModel):
    """A citation as it was recorded."""

    number: int
    chunk_id: ContentId
    document_id: ContentId
    version: Version
    start: int
    end: int


class Asked(BaseModel):
    """A request of one's own and what came of it."""

    request_id: RequestId
    conversation: str | None
    at: datetime
    question: str
    as_of: date | None
    searched: Annotated[
        str | None,
        Field(description="What was searched for, where it was not the question itself."),
    ]
    text: Annotated[str, Field(description="The answer, or the refusal's message.")]
    refusal: RefusalKind | None
    citations: list[Cited]
    model: str
    total_ms: float


class Requests(BaseModel):
    """Requests of one's own."""

    requests: list[Asked]


class Flaw(BaseModel):
    """Something that cannot be used: where in the body (a JSON pointer), or which parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Problem(BaseModel):
    """What went wrong (RFC 9457). Further members depend on the type."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(examples=["urn:handrail:problem:no-such-document"])]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str | None = None
    instance: Annotated[
        str | None, Field(description="Names this one occurrence; the log has it too.")
    ] = None
    errors: list[Flaw] | None = None
