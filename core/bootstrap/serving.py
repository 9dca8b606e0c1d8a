"""The one Handrail of a serving process, for scripts and notebooks that the server runs in its threads."""

from dataclasses import dataclass

from core.bootstrap import Handrail
from core.domain.errors import Permanent
from core.identity import Admits


class NotServing(Permanent):
    """This process serves nobody. Start Handrail with `handrail up`."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What a page needs: Handrail, and the door that tells who is looking at it."""

    handrail: Handrail
    door: Admits


_serving: Serving | None = None


def begin(serving: Serving) -> None:
    """From now on this process serves; the server's start calls this."""
    global _serving  # noqa: PLW0603  the one place: pages and notebooks cannot be handed arguments
    _serving = serving


def end() -> None:
    """The process serves no longer."""
    global _serving  # noqa: PLW0603
    _serving = None


def current() -> Serving | None:
    """What this process serves with; None when it is no server."""
    return _serving


def ensured() -> Serving:
    """What this process serves with; raises `NotServing` when it is no server."""
    if _serving is None:
        raise NotServing
    return _serving
