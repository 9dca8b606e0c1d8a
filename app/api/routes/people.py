"""Oneself: who one is, what one asked, and what one said of the answers."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.api import given, taken
from app.api.bodies import Route
from app.api.caller import Who
from app.api.document import refused
from app.api.fields import Conversation, RequestId
from app.api.idempotency import IdempotencyKey, Keyed, response
from core.store.idempotency import Reply

router = APIRouter(route_class=Route)


@router.get(
    "/me",
    operation_id="getMe",
    summary="Show who I am",
    response_description="You.",
    response_model=given.Me,
    tags=["me"],
)
async def get_me(who: Who) -> given.Me:
    """Who your token says you are, what you hold, and until when."""
    principal = who.principal
    return given.Me(
        tenant=principal.tenant,
        subject=principal.subject,
        clearance=principal.clearance.label,
        groups=sorted(principal.groups),
        roles=sorted(principal.roles),
        expires_at=principal.expires_at,
    )


@router.get(
    "/requests",
    operation_id="listRequests",
    summary="List my requests",
    response_description="Your requests.",
    response_model=given.Requests,
    responses=refused(422),
    tags=["me"],
)
async def list_requests(
    who: Who,
    limit: Annotated[int, Query(ge=1, le=200, description="How many, at most.")] = 50,
    conversation: Annotated[
        Conversation | None, Query(description="Only those of this conversation, oldest first.")
    ] = None,
) -> dict[str, Any]:
    """What you asked before and what came of it, newest first."""
    history = who.handrail.history

    def asked() -> list[dict[str, Any]]:
        if conversation is None:
            found = history.requests(who.principal, limit)
        else:
            found = history.conversation(who.principal, conversation)[-limit:]
        return [asdict(each) for each in found]

    return {"requests": await who.read(asked)}


@router.post(
    "/feedback",
    operation_id="giveFeedback",
    summary="Say something of an answer",
    response_description="It is kept.",
    status_code=201,
    response_model=given.Feedback,
    responses=refused(400, 404, 409, 415, 422),
    tags=["feedback"],
)
async def give_feedback(who: Who, word: taken.GiveFeedback, key: IdempotencyKey = None) -> Response:
    """Your word on an answer you got. A later one takes its place; `withdrawn` takes it back."""

    def said() -> Reply:
        feedback = who.handrail.feedback.give(
            who.principal, word.request_id, word.verdict, word.note
        )
        body = given.Feedback.model_validate(feedback, from_attributes=True)
        return Reply(201, {"content-type": "application/json"}, body.model_dump_json())

    payload = ["giveFeedback", word.model_dump(mode="json")]
    return response(await who.write(Keyed(key, payload), said))


@router.get(
    "/feedback",
    operation_id="listFeedback",
    summary="List my feedback",
    response_description="Your words.",
    response_model=given.Feedbacks,
    responses=refused(422),
    tags=["feedback"],
)
async def list_feedback(
    who: Who,
    request_id: Annotated[
        list[RequestId], Query(min_length=1, max_length=100, description="Of these requests.")
    ],
) -> dict[str, Any]:
    """Your standing word on each of these requests, where you have one."""
    found = await who.read(lambda: who.handrail.feedback.of(who.principal, request_id))
    return {"feedback": [asdict(each) for each in found.values()]}
