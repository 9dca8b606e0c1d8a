"""A small server of a test's own, on a free port of this machine."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def served(application: Callable[[str], ASGIApp]) -> Iterator[str]:
    """The URL at which the application, made for it, answers until the end of the block."""
    # asyncio sends small packets at once only on sockets that say they are TCP
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(application(url), log_level="error", lifespan="off")
        server = _Announcing(config)
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert server.up.wait(20)
        yield url
        server.should_exit = True
        thread.join(20)


class _Announcing(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()
