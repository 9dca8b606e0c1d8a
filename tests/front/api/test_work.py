"""So many at once, and no more."""

import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest

from app.api.errors import TooBusy
from app.api.work import Work


def run(trying: Callable[[Work], Awaitable[None]]) -> None:
    """In a thread of its own: a browser of another test may have this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, trying, Work(1, patience=0.01)).result()


def test_whoever_waits_too_long_for_a_place_is_told_so() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        go_on.wait(20)

    async def two(work: Work) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(work.run, slow)
            await anyio.to_thread.run_sync(begun.wait, 20)
            with pytest.raises(TooBusy):
                await work.run(lambda: None)
            go_on.set()

    run(two)


def test_a_place_is_given_back_after_a_failure() -> None:
    async def twice(work: Work) -> None:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await work.run(lambda: 1 / 0)

    run(twice)
