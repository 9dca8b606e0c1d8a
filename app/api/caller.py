"""Who calls, and what works for them: the one way from a request to Handrail."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from app.api.idempotency import Keyed
from app.api.work import UPLOADS_AT_ONCE, Work
from app.gateway.guard import PRINCIPAL
from core.bootstrap import Handrail
from core.domain.access import Principal
from core.store.errors import NoPrincipal
from core.store.idempotency import Reply

T = TypeVar("T")


class Desk:
    """What the API works with: Handrail, and places for each kind of work."""

    def __init__(self, handrail: Handrail) -> None:
        """As many places as the settings say."""
        at_once = handrail.settings.requests_at_once
        self.handrail = handrail
        self.answering = Work(at_once)
        self.reading = Work(at_once)
        self.uploading = Work(UPLOADS_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Caller:
    """A principal at the desk."""

    principal: Principal
    desk: Desk

    @property
    def handrail(self) -> Handrail:
        """Handrail."""
        return self.desk.handrail

    async def read(self, work: Callable[[], T]) -> T:
        """What a few statements bring."""
        return await self.desk.reading.run(work)

    async def write(self, keyed: Keyed, work: Callable[[], Reply], *, slow: bool = False) -> Reply:
        """The reply to a write, made once for each Idempotency-Key."""
        place = self.desk.uploading if slow else self.desk.reading
        return await place.run(partial(keyed.reply, self.handrail.store, self.principal, work))


async def caller(request: Request) -> Caller:
    """Whoever the gateway let in; raises `NoPrincipal` where no gateway did."""
    principal = request.scope.get(PRINCIPAL)
    if not isinstance(principal, Principal):
        raise NoPrincipal
    principal.ensure_current()
    return Caller(principal, request.app.state.desk)


Who = Annotated[Caller, Depends(caller)]
