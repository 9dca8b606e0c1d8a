"""What can go wrong between a client and the API."""

from collections.abc import Mapping
from typing import Any

from core.domain.errors import Permanent, Transient
from core.ingest.prepare import Quarantined


class WrongMedia(Permanent):
    """This kind of body is not understood here."""


class TooManyRequests(Transient):
    """You send too many requests. Wait as many seconds as Retry-After says."""

    def __init__(self, retry_after: int) -> None:
        """To be tried again in `retry_after` seconds."""
        self.retry_after = retry_after
        super().__init__()


class TooBusy(Transient):
    """Others are being served, and nobody became free in time."""


class StillWorking(Transient):
    """The request first sent with this Idempotency-Key is still being worked on. Send it again in a
    little while."""


class KeyUsedOtherwise(Permanent):
    """This Idempotency-Key came with another request before, or when you might see other things.
    Send this one with a key of its own."""


class NotTakenIn(Permanent):
    """The file was not taken in."""

    def __init__(self, quarantined: Quarantined) -> None:
        """For the reason it is in quarantine."""
        self.members: Mapping[str, Any] = {"kind": quarantined.kind, "source": quarantined.source}
        super().__init__(quarantined.reason)


class BadCursor(Permanent):
    """This cursor is of no page. Take it from the page before, or leave it out to begin anew."""
