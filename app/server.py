"""The server: how it starts, says where it is, and stops."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from app.application import Application
from core.bootstrap import Handrail
from core.domain.errors import Permanent

SHUTDOWN_SECONDS = 10


class PortTaken(Permanent):
    """The port is in use. Stop what uses it, or set HANDRAIL_PORT to another."""


class Server:
    """A server that has its port, and lets nobody in until it serves."""

    def __init__(self, handrail: Handrail) -> None:
        """Of `handrail`, where its settings say.

        Raises, before anything is done, `RuledOut` when what is configured breaks a clause of the
        requirements, and `PortTaken`.
        """
        handrail.ensure_allowed()
        self._listening = _bound(handrail.settings.host, handrail.settings.port)
        self._config = uvicorn.Config(
            Application(handrail).asgi(),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )

    def serve(self, started: Callable[[], None]) -> None:
        """Serve until told to stop (SIGINT, SIGTERM), then finish what is under way and return.

        `started` is called once requests are accepted.
        """
        with self._listening:
            _Announcing(self._config, started).run(sockets=[self._listening])


class _Announcing(uvicorn.Server):
    """Says when it is up, and returns when it is told to stop."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn's own raises them once more when it is done, which would make an error of Ctrl-C
        before = {each: signal.signal(each, self.handle_exit) for each in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # by name, or asyncio would not know it for TCP and leave small replies to wait for each other
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(f"{host}:{port}: {error.strerror}.") from error
    return listening
