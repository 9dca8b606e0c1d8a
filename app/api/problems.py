"""What went wrong, as problem details (RFC 9457)."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from inspect import cleandoc
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from starlette.responses import Response

from app.api.statuses import PLAINLY, STATUS
from app.gateway.requests import PROBLEM
from core.domain.errors import HandrailError, Transient
from core.identity import NoCredentials
from core.store.errors import NoPrincipal

log = logging.getLogger(__name__)
MEDIA_TYPE = PROBLEM
COME_AGAIN = 5  # seconds
NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: `members` are its extension members, `headers` go with the response."""

    status: int
    title: str
    type: str = "about:blank"
    detail: str | None = None
    instance: str | None = None
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The problem as JSON."""
        named = {"detail": self.detail, "instance": self.instance}
        given = {name: value for name, value in named.items() if value is not None}
        return {
            "type": self.type,
            "title": self.title,
            "status": int(self.status),
            **given,
            **self.members,
        }

    def text(self) -> str:
        """The problem as a response's body, in ASCII: what was sent may be no text at all."""
        return json.dumps(self.body())

    def response(self) -> Response:
        """The problem as a response."""
        return Response(self.text(), self.status, dict(self.headers), MEDIA_TYPE)


def plain(status: int, headers: Mapping[str, str] = NONE, detail: str | None = None) -> Problem:
    """A problem that its HTTP status says all about."""
    phrase = HTTPStatus(status).phrase
    return Problem(
        status, phrase, detail=detail if detail != phrase else None, headers=dict(headers)
    )


def invalid(flaws: Sequence[Mapping[str, str]]) -> Problem:
    """What was sent cannot be used: what of it, and where that stands."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "What was sent cannot be used",
        type="urn:handrail:problem:invalid",
        members={"errors": list(flaws)},
    )


def known(error: HandrailError) -> Problem | None:
    """The problem an error is to whoever asked; None where it is a fault of ours."""
    kind = next((each for each in type(error).__mro__ if each in STATUS), None)
    if kind is None:
        return None
    status = STATUS[kind]
    plainly = PLAINLY.get(kind)
    message = plainly or " ".join(f"{cleandoc(type(error).__doc__ or '')} {error.detail}".split())
    title, _, rest = message.partition(". ")
    return Problem(
        status,
        title.rstrip("."),
        type=f"urn:handrail:problem:{_dashed(kind.__name__)}",
        detail=rest or None,
        members=getattr(error, "members", NONE),
        headers=_headers(error, status),
    )


def of(error: Exception) -> Problem:
    """The problem an error is, logged where whoever runs Handrail should know of it."""
    problem = known(error) if isinstance(error, HandrailError) else None
    if problem is None:
        return _unexpected(error)
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        log.warning("%s", error)
    return problem


def _unexpected(error: Exception) -> Problem:
    """Nothing of what happened, but the name under which the log has all of it."""
    instance = uuid4().urn
    log.error("unexpected, %s", instance, exc_info=error)
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        type="urn:handrail:problem:unexpected",
        detail="Tell whoever runs Handrail, with the instance: their log has the rest.",
        instance=instance,
    )


def _headers(error: HandrailError, status: int) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        nobody = isinstance(error, NoPrincipal | NoCredentials)
        return {"WWW-Authenticate": "Bearer" if nobody else 'Bearer error="invalid_token"'}
    if isinstance(error, Transient):
        return {"Retry-After": str(getattr(error, "retry_after", COME_AGAIN))}
    return {}


def _dashed(name: str) -> str:
    """NoSuchDocument as no-such-document."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")
