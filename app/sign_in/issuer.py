"""The issuer people sign in at, spoken to through Authlib (OpenID Connect, PKCE with S256)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.starlette_client import OAuth
from starlette.requests import Request
from starlette.responses import Response

from app.sign_in.loopback import is_loopback
from core.domain.errors import Permanent

TIMEOUT = 10.0


class WrongIssuer(Permanent):
    """The issuer calls itself something else. Set HANDRAIL_OIDC_ISSUER to exactly what it says."""


class NoIdToken(Permanent):
    """The issuer answered without an ID token. Allow Handrail's client the scope openid there."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The issuer people sign in at, and what it knows Handrail as."""

    url: str
    client_id: str
    secret: str | None = None
    scopes: str = "openid"


class Issuer:
    """What is asked of the issuer. It may fail in any way, and so may every call."""

    def __init__(self, provider: Provider) -> None:
        """That of `provider`, whose discovery document is read when first needed."""
        self.url = provider.url
        self._client_id = provider.client_id
        self._app = OAuth().register(
            "issuer",
            client_id=provider.client_id,
            client_secret=provider.secret,
            server_metadata_url=f"{provider.url.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": " ".join(dict.fromkeys(["openid", *provider.scopes.split()])),
                "code_challenge_method": "S256",
                "timeout": TIMEOUT,
                # no proxy leads to this machine
                "trust_env": not is_loopback(urlsplit(provider.url).hostname or ""),
            },
        )

    async def redirect(self, request: Request, redirect_uri: str) -> Response:
        """Off to the issuer; state, nonce and verifier are kept in the request's session."""
        await self._metadata()
        there: Response = await self._app.authorize_redirect(request, redirect_uri)
        return there

    async def id_token(self, request: Request) -> str:
        """The ID token that somebody back from the issuer brings, held to what they left with."""
        await self._metadata()
        token = (await self._app.authorize_access_token(request)).get("id_token")
        if not isinstance(token, str):
            raise NoIdToken
        return token

    async def end_session(self, id_token: str | None, then: str) -> str | None:
        """Where to sign out and go on to `then` (RP-Initiated Logout 1.0); None if there is none."""
        if "end_session_endpoint" not in await self._metadata():
            return None
        there = await self._app.create_logout_url(
            post_logout_redirect_uri=then, id_token_hint=id_token, client_id=self._client_id
        )
        return str(there["url"])

    async def _metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = await self._app.load_server_metadata()
        if (named := metadata.get("issuer")) != self.url:
            metadata.clear()  # so that it is read again
            raise WrongIssuer(f"{self.url} says {named!r}.")
        return metadata
