"""Secure headers on every response, and a content security policy for each kind of page."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
CLOSED = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PAGE = {
    **CLOSED,
    "base-uri": "'self'",
    "connect-src": "'self'",
    "font-src": "'self' data:",
    "img-src": "'self' data: blob:",
    "manifest-src": "'self'",
    "media-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",  # both frameworks write styles as they go
    "worker-src": "'self' blob:",
}


def policy(directives: Mapping[str, str]) -> str:
    """The header's value."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def page_policy(html: str, **directives: str) -> str:
    """For one page: the inline scripts in it are named by their hashes, so no other may run."""
    scripts = INLINE_SCRIPT.findall(html)
    hashes = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts]
    return policy({**PAGE, "script-src": " ".join(["'self'", *hashes]), **directives})


class SecureHeaders:
    """Adds the headers, and the policy of the longest prefix that a path begins with."""

    def __init__(self, app: ASGIApp, policies: Mapping[str, str], *, https: bool) -> None:
        """Around `app`; `policies` by path prefix, of which one is ``."""
        self._app = app
        self._policies = sorted(policies.items(), key=lambda each: -len(each[0]))
        self._always = {**ALWAYS, "Strict-Transport-Security": HSTS} if https else ALWAYS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add to whatever comes back."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        csp = next(value for prefix, value in self._policies if path.startswith(prefix))

        async def with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", csp)
                headers.setdefault("Cache-Control", "no-store")
                del headers["server"]
            await send(message)

        await self._app(scope, receive, with_headers)
