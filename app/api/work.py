"""Blocking work in threads, so many at once and no more."""

import math
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, fail_after
from anyio.to_thread import run_sync

from app.api.errors import TooBusy

T = TypeVar("T")
PATIENCE = 10.0  # seconds
UPLOADS_AT_ONCE = 2


class Work:
    """Places to work at. Each kind of work has its own, so that a slow kind holds up no other."""

    def __init__(self, at_once: int, patience: float = PATIENCE) -> None:
        """With `at_once` places, for which nobody waits longer than `patience` seconds."""
        self._places = CapacityLimiter(at_once)
        self.patience = patience
        # the places are counted here; the default limiter is shared with the rest of the process
        self._threads = CapacityLimiter(math.inf)

    async def run(self, work: Callable[[], T], patience: float | None = None) -> T:
        """What `work` returns; raises `TooBusy` if there is no place for it in time.

        When the caller is cancelled, the place is given back once the work has come to its end.
        """
        worker = object()
        try:
            with fail_after(self.patience if patience is None else patience):
                await self._places.acquire_on_behalf_of(worker)
        except TimeoutError:
            raise TooBusy from None
        try:
            return await run_sync(work, limiter=self._threads)
        finally:
            self._places.release_on_behalf_of(worker)
