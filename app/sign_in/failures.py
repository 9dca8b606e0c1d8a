"""Why a sign-in did not come about, as the person who tried is told."""

from typing import NamedTuple

from app.strings import SignIn
from core.domain.access import ExpiredPrincipal
from core.domain.errors import Transient
from core.identity import BadToken

TURNED_AWAY = {"access_denied", "login_required", "consent_required", "interaction_required"}


class Failure(NamedTuple):
    """The status of the page, and what it says."""

    status: int
    title: str
    text: str
    detail: str = ""


EXPIRED = Failure(200, SignIn.EXPIRED_TITLE, SignIn.EXPIRED)
UNREACHABLE = Failure(503, SignIn.UNREACHABLE_TITLE, SignIn.UNREACHABLE)
UNAVAILABLE = Failure(503, SignIn.UNAVAILABLE_TITLE, SignIn.UNAVAILABLE)
STALE = Failure(400, SignIn.STALE_TITLE, SignIn.STALE)
CANCELLED = Failure(403, SignIn.CANCELLED_TITLE, SignIn.CANCELLED)
FAILED = Failure(502, SignIn.FAILED_TITLE, SignIn.FAILED)


def failure(error: Exception) -> Failure:
    """What to say of `error`; what an issuer says of itself is not repeated to people."""
    if isinstance(error, BadToken | ExpiredPrincipal):
        return Failure(403, SignIn.NOT_ADMITTED_TITLE, SignIn.NOT_ADMITTED, error.detail)
    if isinstance(error, Transient):
        return UNAVAILABLE
    code = getattr(error, "error", None)  # the code of an OAuthError
    if code == "mismatching_state":
        return STALE
    return CANCELLED if code in TURNED_AWAY else FAILED
