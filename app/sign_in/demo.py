"""The demonstration's issuer: OpenID Connect for this machine, where anyone may be anyone."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import URL, ImmutableMultiDict
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from app.sign_in.authorization import (
    Authorization,
    Client,
    Parameters,
    Refused,
    UnknownApplication,
    addressed,
    fault,
    repeated,
)
from app.sign_in.grants import Grant, issued_to, redeemed, tokens
from app.sign_in.loopback import OnlyLoopback, is_loopback
from app.sign_in.metadata import discovery_document
from app.sign_in.once import Once
from app.sign_in.pages import PRIVATE, Action, notice, page
from app.sign_in.somebody import NotSomebody, somebody
from app.strings import SignIn
from core.bootstrap.samples import Person
from core.domain.access import Role, Tier, UnknownTier
from core.domain.errors import Permanent
from core.identity import LocalIssuer

CHOICE_SECONDS = 600
CODE_SECONDS = 60
MAX_BODY = 16 * 1024


class DemoIssuerNotOnLoopback(Permanent):
    """The demonstration lets anyone be anyone, here alone. Set HANDRAIL_OIDC_ISSUER, or use 127.0.0.1."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant, and the people of it one may choose to be."""

    tenant: str
    name: str
    about: str
    people: tuple[Person, ...]


def demo_issuer(
    issuer: LocalIssuer,
    host: str,
    client: Client,
    organisations: Sequence[Organisation],
    clock: Callable[[], float] = time.monotonic,
) -> Starlette:
    """The issuer, to be mounted at the path of its URL; `host` is the address it is served from.

    Raises `DemoIssuerNotOnLoopback` unless both can only mean this machine.
    """
    for each in (host, urlsplit(issuer.issuer).hostname or ""):
        if not is_loopback(each):
            raise DemoIssuerNotOnLoopback(f"Got {each!r}.")
    demo = _Demo(issuer, client, organisations, clock)
    both = ["GET", "POST"]
    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", demo.discovery),
            Route("/jwks.json", demo.jwks),
            Route("/authorize", demo.authorize, methods=both),
            Route("/choose", demo.choose, methods=["POST"]),
            Route("/token", demo.token, methods=["POST"]),
            Route("/end-session", demo.end_session, methods=both),
        ],
        middleware=[Middleware(OnlyLoopback)],
        exception_handlers={UnknownApplication: demo.unknown_application},
        max_body_size=MAX_BODY,
    )


class _Demo:
    """The endpoints. What is under way is kept in memory: a restart means to sign in again."""

    def __init__(
        self,
        issuer: LocalIssuer,
        client: Client,
        organisations: Sequence[Organisation],
        clock: Callable[[], float],
    ) -> None:
        self._issuer = issuer
        self._client = client
        self._organisations = organisations
        self._people = {
            f"{organisation.tenant}/{person.subject}": (organisation.tenant, person)
            for organisation in organisations
            for person in organisation.people
        }
        self._choices = Once[Authorization](CHOICE_SECONDS, clock)
        self._codes = Once[Grant](CODE_SECONDS, clock)

    async def discovery(self, _: Request) -> Response:
        """What this issuer can do, and where."""
        return JSONResponse(discovery_document(self._issuer.issuer))

    async def jwks(self, _: Request) -> Response:
        """The key that its tokens are signed with."""
        return JSONResponse(self._issuer.jwks())

    async def authorize(self, request: Request) -> Response:
        """The page to choose who to be; or back, with what is wrong with the request."""
        asked = await _parameters(request)
        wanted = addressed(asked, self._client)
        if refused := fault(asked):
            return self._back(wanted, **refused.as_parameters())
        return page(
            "people.html",
            ticket=self._choices.put(wanted),
            organisations=self._organisations,
            tiers=list(Tier),
            roles=list(Role),
        )

    async def choose(self, request: Request) -> Response:
        """Back to the application as whoever was chosen; each page lets choose once."""
        form = await _parameters(request)
        wanted = self._choices.take(form.get("ticket", ""))
        if wanted is None:
            return self._notice(400, SignIn.CHOSEN_TITLE, SignIn.CHOSEN)
        if "cancel" in form:
            return self._back(wanted, error="access_denied")
        try:
            tenant, person = self._people.get(form.get("who", "")) or somebody(form)
        except (NotSomebody, UnknownTier) as error:
            return self._notice(400, SignIn.NOBODY_TITLE, str(error))
        return self._back(wanted, code=self._codes.put(Grant(wanted, tenant, person)))

    async def token(self, request: Request) -> Response:
        """Tokens for a code, or why not (RFC 6749, section 5)."""
        form = await _parameters(request)
        try:
            if repeated(form):
                raise Refused("invalid_request", "Send each parameter once.")
            grant = redeemed(form, self._codes)
        except Refused as refused:
            status = 401 if refused.code == "invalid_client" else 400
            return JSONResponse(refused.as_parameters(), status, PRIVATE)
        return JSONResponse(tokens(self._issuer, grant), headers=PRIVATE)

    async def end_session(self, request: Request) -> Response:
        """Back to the application that signed somebody out; nothing is kept here that could end.

        (OpenID Connect RP-Initiated Logout 1.0.)
        """
        asked = await _parameters(request)
        there = asked.get("post_logout_redirect_uri")
        if there != self._client.signed_out_uri or not self._ours(asked):
            return self._notice(200, SignIn.SIGNED_OUT_TITLE, SignIn.SIGNED_OUT)
        state = {"state": asked["state"]} if "state" in asked else {}
        return RedirectResponse(URL(there).include_query_params(**state), 303, PRIVATE)

    async def unknown_application(self, _: Request, error: Exception) -> Response:
        """For whoever was sent here by an application that is not ours."""
        return self._notice(400, SignIn.UNKNOWN_APPLICATION_TITLE, str(error))

    def _ours(self, asked: Parameters) -> bool:
        """Whether it is our client that signs somebody out, by its id or by a token it was given."""
        if asked.get("client_id", self._client.id) != self._client.id:
            return False
        if "id_token_hint" in asked:
            return issued_to(self._client.id, asked["id_token_hint"], self._issuer)
        return "client_id" in asked

    def _back(self, wanted: Authorization, **answer: str) -> Response:
        return RedirectResponse(wanted.answered(self._issuer.issuer, **answer), 303, PRIVATE)

    def _notice(self, status: int, title: str, text: str) -> Response:
        return notice(title, text, Action(SignIn.BUTTON, self._client.start_uri), status=status)


async def _parameters(request: Request) -> Parameters:
    """What is asked, in the address or in a form; files are no parameters."""
    if request.method != "POST":
        return request.query_params
    items = (await request.form()).multi_items()
    return ImmutableMultiDict([(name, value) for name, value in items if isinstance(value, str)])
