"""Documents and passages, as one may see and a curator change them."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api import found, given
from app.api.bodies import Route
from app.api.caller import Caller, Who
from app.api.document import links, refused
from app.api.fields import ANYTHING, Classification, ContentId, Version
from app.api.idempotency import IdempotencyKey, Keyed, response
from app.api.pages import Place, following, page
from core.domain import wire
from core.domain.document import Standing
from core.library import Entry
from core.store.idempotency import Reply

router = APIRouter(route_class=Route, tags=["documents"])
DocumentId = Annotated[ContentId, Path(description="A document's id.")]


class Wanted(BaseModel):
    """Which documents to list."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[
        str | None,
        Field(max_length=200, pattern=ANYTHING, description="What its title or source contains."),
    ] = None
    classification: Classification | None = None
    standing: Standing | None = None
    limit: Annotated[int, Field(ge=1, le=200, description="How many on a page.")] = 50
    cursor: Annotated[
        str | None, Field(max_length=2_000, description="The `next` of the page before.")
    ] = None

    def fits(self, entry: Entry, day: date) -> bool:
        """Whether a document is wanted."""
        return (
            (self.q or "").casefold() in f"{entry.title}\n{entry.source}".casefold()
            and self.classification in {None, entry.label.tier.label}
            and self.standing in {None, entry.standing(day)}
        )


@router.get(
    "/documents",
    operation_id="listDocuments",
    summary="List documents",
    response_description="A page of documents.",
    response_model=given.Documents,
    responses={
        200: {
            "headers": {"Link": {"schema": {"type": "string"}, "description": "The next page."}},
            **links(text=("getDocumentText", "document_id", "documents/0/document_id")),
        },
        **refused(422),
    },
)
async def list_documents(
    who: Who, request: Request, response: Response, wanted: Annotated[Wanted, Query()]
) -> given.Documents:
    """The documents you may see, by title, a page at a time; the next page is in `Link` and `next`."""
    listed = await who.read(lambda: _listed(who, wanted))
    response.headers.update(following(request.url, listed.next))
    return listed


@router.get(
    "/documents/{document_id}",
    operation_id="getDocument",
    summary="Show a document",
    response_description="The document.",
    response_model=given.Document,
    responses=refused(404, 422),
)
async def get_document(who: Who, document_id: DocumentId) -> given.Document:
    """What is known of a document, its text apart."""
    entry = await who.read(lambda: who.handrail.library.entry(who.principal, document_id))
    return described(entry, date.today())


@router.get(
    "/documents/{document_id}/text",
    operation_id="getDocumentText",
    summary="Read a document",
    response_description="The text.",
    response_model=given.DocumentText,
    responses=refused(404, 422),
)
async def get_document_text(
    who: Who,
    document_id: DocumentId,
    version: Annotated[Version | None, Query(description="The present one, if left out.")] = None,
) -> dict[str, Any]:
    """The whole text of a document, as it is or as it was when a citation was made of it."""
    text = await who.read(lambda: who.handrail.library.text(who.principal, document_id, version))
    return {
        "document": described(text.entry, date.today()),
        "version": text.version,
        "text": text.body,
        "pages": [{"number": each.number, "offset": each.offset} for each in text.pages],
    }


@router.delete(
    "/documents/{document_id}",
    operation_id="deleteDocument",
    summary="Delete a document",
    response_description="It is gone.",
    status_code=204,
    responses=refused(403, 404, 409, 422),
)
async def delete_document(
    who: Who, document_id: DocumentId, key: IdempotencyKey = None
) -> Response:
    """Takes a document out with every version of it. For curators."""

    def removed() -> Reply:
        who.handrail.library.remove(who.principal, document_id)
        return Reply(204, {}, "")

    return response(await who.write(Keyed(key, ["deleteDocument", document_id]), removed))


@router.get(
    "/passages/{chunk_id}",
    operation_id="getPassage",
    summary="Show a passage",
    response_description="The passage.",
    response_model=found.Passage,
    responses=refused(404, 422),
)
async def get_passage(
    who: Who, chunk_id: Annotated[ContentId, Path(description="A chunk's id.")]
) -> dict[str, Any]:
    """A passage as it is searched and cited, with the exact span it has in its document."""
    chunk = await who.read(lambda: who.handrail.library.passage(who.principal, chunk_id))
    return wire.passage(chunk, date.today())


def described(entry: Entry, day: date) -> given.Document:
    """A document as it stands on `day`."""
    return given.Document(
        document_id=entry.id,
        source=entry.source,
        title=entry.title,
        classification=entry.label.tier.label,
        groups=sorted(entry.label.groups),
        **wire.effective(entry.effective),
        standing=entry.standing(day),
        supersedes=entry.supersedes,
        version=entry.version,
        versions=entry.versions,
        chunks=entry.chunks,
        bytes=entry.bytes,
        ingested_at=entry.ingested_at,
    )


def _listed(who: Caller, wanted: Wanted) -> given.Documents:
    today = date.today()
    entries = who.handrail.library.listed(who.principal)
    chosen = [entry for entry in entries if wanted.fits(entry, today)]
    paged = page(chosen, _place, wanted.cursor, wanted.limit)
    documents = [described(each, today) for each in paged.items]
    return given.Documents(documents=documents, total=len(chosen), next=paged.next)


def _place(entry: Entry) -> Place:
    return entry.title.casefold(), entry.id
