"""Files that curators bring in."""

from datetime import date
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.api import given, taken
from app.api.bodies import MULTIPART, Route
from app.api.caller import Caller, Who
from app.api.document import links, refused
from app.api.errors import NotTakenIn
from app.api.idempotency import IdempotencyKey, Keyed, response
from app.api.routes.documents import described
from core.ingest.pipeline import UPLOADS
from core.ingest.sources import document_id
from core.store.idempotency import Reply

router = APIRouter(route_class=Route, tags=["documents"])
OUTCOMES: tuple[given.Outcome, ...] = ("added", "changed", "relabelled", "unchanged")


@router.post(
    "/documents",
    operation_id="uploadDocument",
    summary="Upload a document",
    response_description="It is taken in.",
    status_code=201,
    response_model=given.Uploaded,
    responses={
        201: {
            "headers": {"Location": {"schema": {"type": "string"}, "description": "The document."}},
            **links(
                document=("getDocument", "document_id", "document/document_id"),
                deletion=("deleteDocument", "document_id", "document/document_id"),
            ),
        },
        **refused(400, 403, 409, 415, 422),
    },
    form_limits={"max_files": 1, "max_fields": 24, "max_part_size": 1024},
)
async def upload_document(
    who: Who,
    upload: Annotated[taken.Upload, Form(media_type=MULTIPART)],
    key: IdempotencyKey = None,
) -> Response:
    """Takes a file in, in place of an upload of the same name. For curators.

    A file that cannot be read is put in quarantine: 422, with the reason. Who may see a file stands
    in its own front matter, if it has one, or else in the form.
    """
    content = await upload.file.read()
    told = upload.model_dump(mode="json", exclude={"file"})
    payload = ["uploadDocument", upload.name, sha256(content).hexdigest(), told]
    reply = await who.write(Keyed(key, payload), lambda: _taken_in(who, upload, content), slow=True)
    return response(reply)


def _taken_in(who: Caller, upload: taken.Upload, content: bytes) -> Reply:
    """The reply; raises `NotTakenIn` for what is in quarantine."""
    library, principal = who.handrail.library, who.principal
    summary = library.upload(principal, upload.name, content, upload.label)
    if summary.quarantined:
        raise NotTakenIn(summary.quarantined[0])
    entry = library.entry(principal, document_id(UPLOADS, upload.name))
    uploaded = given.Uploaded(
        outcome=next(each for each in OUTCOMES if getattr(summary, each)),
        chunks=summary.chunks,
        document=described(entry, date.today()),
    )
    headers = {"content-type": "application/json", "Location": f"documents/{entry.id}"}
    return Reply(201, headers, uploaded.model_dump_json())
