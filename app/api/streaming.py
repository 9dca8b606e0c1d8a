"""An answer as server-sent events: `piece`, `restarted`, at last `answer`; or `error`."""

import json
import math
from collections.abc import Generator

import anyio
from anyio import CancelScope, Lock, create_task_group
from anyio.to_thread import run_sync
from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.types import Receive, Scope, Send

from app.api import problems
from app.api.work import Work
from core.answering.service import Event, Piece
from core.domain import wire
from core.domain.answer import Answer

KEEPALIVE = 15.0  # seconds
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class AnswerStream(Response):
    """Sends an answer as it is made; when the client goes, so does the work."""

    media_type = "text/event-stream"

    def __init__(self, work: Work, events: Generator[Event]) -> None:
        """Of `events`, each made in a place of `work`, which is held no longer than that.

        So a client that reads slowly holds up nobody.
        """
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._work = work
        self._events = events
        self._sent = 0
        self._turn = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the last, or until nobody listens."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        async with create_task_group() as group:
            group.start_soon(self._until_gone, receive, group.cancel_scope)
            group.start_soon(self._keep_alive, send)
            await self._tell_all(send)
            group.cancel_scope.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell_all(self, send: Send) -> None:
        events, patience = self._events, self._work.patience
        try:
            while event := await self._work.run(lambda: next(events, None), patience):
                await self._tell(send, *_named(event))
                patience = math.inf  # what has begun is not broken off
        except Exception as error:  # the status has been sent; an event is the one way left to tell
            await self._tell(send, "error", problems.of(error).body())
        finally:
            with CancelScope(shield=True):
                await run_sync(events.close)

    async def _tell(self, send: Send, name: str, data: wire.Json) -> None:
        self._sent += 1
        event = format_sse_event(event=name, data_str=json.dumps(data), id=str(self._sent))
        await self._put(send, event)

    async def _put(self, send: Send, sent: bytes) -> None:
        async with self._turn:
            await send({"type": "http.response.body", "body": sent, "more_body": True})

    async def _keep_alive(self, send: Send) -> None:
        while True:
            await anyio.sleep(KEEPALIVE)
            await self._put(send, KEEPALIVE_COMMENT)

    async def _until_gone(self, receive: Receive, scope: CancelScope) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        scope.cancel()


def _named(event: Event) -> tuple[str, wire.Json]:
    """An event's name and what it carries."""
    match event:
        case Piece(text, citations):
            return "piece", {"text": text, "citations": [wire.citation(each) for each in citations]}
        case Answer():
            return "answer", wire.answer(event)
        case _:
            return "restarted", {}
