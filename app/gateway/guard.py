"""No principal, no way in: the middleware that admits, on http and on websocket."""

from collections.abc import Set as AbstractSet
from urllib.parse import quote

from anyio import to_thread
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.gateway.requests import flat, problem, turn_away, wants_page
from app.strings import Gateway
from core.domain.access import ExpiredPrincipal, Principal
from core.domain.errors import Permanent, Transient
from core.identity import Admits, NoCredentials

PRINCIPAL = "handrail.principal"  # where the scope carries who is asking
UNTRUSTED = (
    "x-handrail-",
    "x-forwarded-user",
    "x-forwarded-email",
    "x-forwarded-groups",
    "x-forwarded-preferred-username",
    "x-forwarded-access-token",
    "x-auth-request-",
    "x-amzn-oidc-",
    "x-goog-authenticated-user-",
    "x-goog-iap-",
    "x-ms-client-principal",
    "x-ms-token-",
    "x-webauth-",
    "x-remote-",
    "remote-user",
    "x-user",
    "x-tenant",
    "x-roles",
    "x-groups",
)


class Guard:
    """Lets in whom the door admits, and hands their principal on in the scope."""

    def __init__(self, app: ASGIApp, door: Admits) -> None:
        """Before `app`."""
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit or answer 401; a page that needs signing in leads there instead."""
        scope = without_claims(scope)
        try:
            principal = await to_thread.run_sync(self._door.admit, flat(scope))
        except Permanent as error:
            await turn_away(_unauthorized(scope, error), scope, receive, send)
        except Transient as error:
            busy = problem(503, Gateway.UNAVAILABLE, str(error), {"Retry-After": "5"})
            await turn_away(busy, scope, receive, send)
        else:
            await self._app({**scope, PRINCIPAL: principal}, receive, send)


class RoleGuard:
    """Behind a `Guard`: lets in those who hold one of some roles."""

    def __init__(self, app: ASGIApp, roles: AbstractSet[str]) -> None:
        """Before `app`, for whoever holds any of `roles`."""
        self._app = app
        self._roles = roles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 403 (RFC 6750, section 3.1)."""
        principal: Principal = scope[PRINCIPAL]
        if principal.roles & self._roles:
            await self._app(scope, receive, send)
            return
        needed = Gateway.FORBIDDEN.format(roles=Gateway.OR.join(sorted(self._roles)))
        challenge = 'Bearer realm="handrail", error="insufficient_scope"'
        refused = problem(403, Gateway.FORBIDDEN_TITLE, needed, {"WWW-Authenticate": challenge})
        await turn_away(refused, scope, receive, send)


def without_claims(scope: Scope) -> Scope:
    """The request without headers that say who is asking: only tokens do."""
    kept = [
        (name, value)
        for name, value in scope["headers"]
        if not name.decode("latin-1").lower().replace("_", "-").startswith(UNTRUSTED)
    ]
    return {**scope, "headers": kept}


def _unauthorized(scope: Scope, error: Permanent) -> Response:
    if wants_page(scope) and not scope["path"].startswith("/api/"):
        return RedirectResponse(_sign_in(scope, error), 303)
    challenge = 'Bearer realm="handrail"'
    if not isinstance(error, NoCredentials):  # RFC 6750: no error code where nothing was tried
        challenge += f', error="invalid_token", error_description="{_quotable(type(error))}"'
    return problem(401, Gateway.UNAUTHORIZED, str(error), {"WWW-Authenticate": challenge})


def _sign_in(scope: Scope, error: Permanent) -> str:
    query = scope["query_string"].decode("latin-1")
    here = scope["path"] + (f"?{query}" if query else "")
    expired = "&expired=1" if isinstance(error, ExpiredPrincipal) else ""
    return f"/sign-in?next={quote(here, safe='')}{expired}"


def _quotable(error: type[Permanent]) -> str:
    return " ".join((error.__doc__ or "").split()).replace('"', "'")
