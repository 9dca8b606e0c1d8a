"""Is it alive, and is it ready: two questions, neither of which needs a principal nor tells a secret."""

from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.domain.errors import HandrailError

Ready = Callable[[], None]


def routes(ready: Ready) -> list[Route]:
    """`/healthz` says that the process runs; `/readyz`, that `ready` finds nothing amiss."""

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"})

    async def is_ready(_: Request) -> JSONResponse:
        try:
            await to_thread.run_sync(ready)
        except HandrailError as error:
            return JSONResponse(
                {"status": "not ready", "why": type(error).__name__}, 503, {"Retry-After": "2"}
            )
        return JSONResponse({"status": "ready"})

    return [Route("/healthz", alive), Route("/readyz", is_ready)]
