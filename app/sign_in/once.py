"""Things to be used once, soon, and by whoever was given their id."""

import secrets
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SIZE = 1000


class Once(Generic[T]):
    """Keeps values under ids nobody can guess; each can be taken once, within `lifetime` seconds.

    Of more than `SIZE` values the oldest go first.
    """

    def __init__(self, lifetime: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lifetime = lifetime
        self._clock = clock
        self._kept: dict[str, tuple[float, T]] = {}

    def put(self, value: T) -> str:
        """The id to take `value` with: 256 random bits, URL-safe."""
        while len(self._kept) >= SIZE:
            del self._kept[next(iter(self._kept))]
        ticket = secrets.token_urlsafe(32)
        self._kept[ticket] = (self._clock() + self._lifetime, value)
        return ticket

    def take(self, ticket: str) -> T | None:
        """The value, the first time and in time; otherwise None."""
        until, value = self._kept.pop(ticket, (0.0, None))
        return value if self._clock() < until else None
