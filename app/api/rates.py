"""How often one person may ask: a moving window for each, kept in this process."""

import math
import time
from collections.abc import Mapping
from typing import NamedTuple

from limits import RateLimitItemPerMinute, WindowStats
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.errors import TooManyRequests
from app.api.methods import below
from app.gateway.guard import PRINCIPAL
from core.domain.access import Principal
from core.settings import Settings

ASKING = frozenset({"/ask", "/search"})
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
READS_PER_REQUEST = 10


class _Policy(NamedTuple):
    """A quota and its name."""

    name: str
    item: RateLimitItemPerMinute


class RateLimit:
    """Holds each person of each tenant to a quota, and tells them how much of it is left.

    Headers as in draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy` and `RateLimit`.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Questions and searches, writes, and reads have quotas of their own."""
        self._app = app
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._asking = _policy("asking", settings.requests_per_minute)
        self._writing = _policy("writing", settings.writes_per_minute)
        self._reading = _policy("reading", settings.requests_per_minute * READS_PER_REQUEST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it; one of nobody's is left to the routes to refuse."""
        principal = scope.get(PRINCIPAL)
        if scope["type"] != "http" or not isinstance(principal, Principal):
            await self._app(scope, receive, send)
            return
        policy = self._of(scope)
        passed = self._limiter.hit(policy.item, principal.tenant, principal.subject)
        stats = self._limiter.get_window_stats(policy.item, principal.tenant, principal.subject)
        telling = _telling(send, _headers(policy, stats))
        if passed:
            await self._app(scope, receive, telling)
        else:
            problem = problems.of(TooManyRequests(_seconds(stats)))
            await problem.response()(scope, receive, telling)

    def _of(self, scope: Scope) -> _Policy:
        if below(scope) in ASKING:
            return self._asking
        return self._writing if scope["method"] in WRITES else self._reading


def _policy(name: str, per_minute: int) -> _Policy:
    return _Policy(name, RateLimitItemPerMinute(per_minute, namespace=name))


def _seconds(stats: WindowStats) -> int:
    """Until the oldest request leaves the window."""
    return max(1, math.ceil(stats.reset_time - time.time()))


def _headers(policy: _Policy, stats: WindowStats) -> Mapping[str, str]:
    quota, window = policy.item.amount, policy.item.get_expiry()
    return {
        "RateLimit-Policy": f'"{policy.name}";q={quota};w={window}',
        "RateLimit": f'"{policy.name}";r={max(0, stats.remaining)};t={_seconds(stats)}',
    }


def _telling(send: Send, headers: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return sending
