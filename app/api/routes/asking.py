"""Questions and searches."""

from collections.abc import Generator
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from app.api import found, taken
from app.api.bodies import Route
from app.api.caller import Who
from app.api.document import links, refused, streamed
from app.api.streaming import AnswerStream
from core.answering.service import Event
from core.domain import wire
from core.domain.answer import Question, Turn

router = APIRouter(route_class=Route, tags=["asking"])


@router.post(
    "/ask",
    operation_id="ask",
    summary="Ask a question",
    response_description="The answer, or a refusal.",
    response_model=found.Answer,
    responses={
        200: {
            **streamed(),
            **links(
                passage=("getPassage", "chunk_id", "citations/0/chunk_id"),
                feedback=("listFeedback", "request_id", "request_id"),
            ),
        },
        **refused(400, 403, 415, 422),
    },
)
async def ask(who: Who, asked: taken.Ask) -> Response | dict[str, Any]:
    """Answers from the documents you may see, with citations, or refuses and says why.

    With `stream`, the answer comes as server-sent events: `piece` (text, and the citations its
    marks name), `restarted` (what came before no longer counts), at last `answer` (the whole, as
    without `stream`), or `error` (a problem). An answer cut short by your leaving is not recorded as
    answered.
    """
    question = Question(
        asked.question,
        asked.as_of,
        asked.conversation,
        tuple(Turn(turn.question, turn.answer) for turn in asked.earlier),
    )

    def events() -> Generator[Event]:
        yield from who.handrail.assistant.stream(who.principal, question)

    answering = who.desk.answering
    if asked.stream:
        return AnswerStream(answering, events())
    return await answering.run(
        lambda: wire.answer(who.handrail.assistant.ask(who.principal, question))
    )


@router.post(
    "/search",
    operation_id="search",
    summary="Search for passages",
    response_description="The hits.",
    response_model=found.Found,
    responses={
        200: links(passage=("getPassage", "chunk_id", "hits/0/chunk_id")),
        **refused(400, 403, 415, 422),
    },
)
async def search(who: Who, wanted: taken.Search) -> dict[str, Any]:
    """The passages a question finds among what you may see, best first, with their scores."""
    today = date.today()
    day = None if wanted.every_version else wanted.as_of or today

    def results() -> dict[str, Any]:
        hits = who.handrail.searcher.search(who.principal, wanted.question, k=wanted.k, as_of=day)
        return wire.retrieved(hits, today)

    return await who.desk.answering.run(results)
