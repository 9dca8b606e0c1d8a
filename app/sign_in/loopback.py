"""What is for this machine alone, and how that is told."""

from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.sign_in.pages import notice
from app.strings import SignIn

FORWARDED = ("forwarded", "x-forwarded-", "x-real-ip", "x-original-", "cf-connecting-ip")


class OnlyLoopback:
    """Answers this machine, directly connected, and nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 403."""
        if _direct(scope):
            await self._app(scope, receive, send)
            return
        refused = notice(SignIn.ELSEWHERE_TITLE, SignIn.ELSEWHERE, status=403)
        await refused(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address can only mean this machine."""
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _direct(scope: Scope) -> bool:
    client = scope.get("client")
    forwarded = any(name.startswith(FORWARDED) for name in Headers(scope=scope))
    return client is not None and is_loopback(client[0]) and not forwarded
