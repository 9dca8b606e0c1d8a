"""Signing in and out, as a browser sees it: `/sign-in` and `/sign-out`."""

import logging
from collections.abc import Callable

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from app.sign_in.addresses import (
    CALLBACK,
    HOME,
    MARK,
    SIGN_IN,
    SIGN_OUT,
    SIGNED_OUT,
    STYLESHEET,
    origin,
    safe_next,
    sign_in_at,
)
from app.sign_in.failures import EXPIRED, UNAVAILABLE, UNREACHABLE, Failure, failure
from app.sign_in.issuer import Issuer, Provider
from app.sign_in.pages import PRIVATE, Action, mark, notice, stylesheet
from app.strings import SignIn
from core.domain.access import Principal
from core.domain.errors import Transient
from core.identity import SignIns
from core.identity.sign_ins import COOKIE

STATE_COOKIE = "handrail_sign_in"
STATE_SECONDS = 600
SIGN_OUT_FORM = Action(SignIn.SIGN_OUT_BUTTON, SIGN_OUT, "post")

log = logging.getLogger(__name__)


def routes(
    provider: Provider,
    public_url: str,
    sign_ins: SignIns,
    verify: Callable[[str], Principal],
    key: str,
) -> list[BaseRoute]:
    """What signs people in at `provider` and out again, who reach Handrail at `public_url`.

    `verify` makes a principal of an ID token, or raises `BadToken`. `key` signs the cookie that
    tells one's own sign-in under way from one begun by somebody else.
    """
    party = _Party(Issuer(provider), public_url, sign_ins, verify)
    state = Middleware(
        SessionMiddleware,
        secret_key=key,
        session_cookie=STATE_COOKIE,
        max_age=STATE_SECONDS,
        path=SIGN_IN,
        same_site="lax",  # the way back from an issuer elsewhere begins on another site
        https_only=party.secure,
    )
    return [
        Route(SIGN_IN, party.start, middleware=[state]),
        Route(CALLBACK, party.callback, middleware=[state]),
        Route(SIGNED_OUT, party.signed_out),
        Route(STYLESHEET, stylesheet),
        Route(MARK, mark),
        Route(SIGN_OUT, party.ask),
        Route(SIGN_OUT, party.sign_out, methods=["POST"]),
    ]


class _Party:
    """The relying party."""

    def __init__(
        self,
        issuer: Issuer,
        public_url: str,
        sign_ins: SignIns,
        verify: Callable[[str], Principal],
    ) -> None:
        self._issuer = issuer
        self._url = public_url
        self._sign_ins = sign_ins
        self._verify = verify
        self.secure = public_url.startswith("https://")

    async def start(self, request: Request) -> Response:
        """Off to the issuer, unless what is to be said first is that a sign-in has ended."""
        next_page = safe_next(request.query_params.get("next"))
        if "expired" in request.query_params:
            return _again(EXPIRED, next_page)
        request.session["next"] = next_page
        try:
            there = await self._issuer.redirect(request, self._url + CALLBACK)
        except Exception:  # whatever an issuer does, whoever signs in is told what to do
            log.warning("Nobody can sign in at %s", self._issuer.url, exc_info=True)
            return _again(UNREACHABLE, next_page)
        there.headers.update(PRIVATE)
        return there

    async def callback(self, request: Request) -> Response:
        """Back from the issuer: signed in under a fresh id, or why not."""
        next_page = safe_next(request.session.get("next"))
        try:
            token = await self._issuer.id_token(request)
            session = await to_thread.run_sync(self._opened, token, request.cookies.get(COOKIE))
        except Exception as error:  # as above
            log.warning("A sign-in at %s failed: %s", self._issuer.url, error)
            return _again(failure(error), next_page)
        finally:
            request.session.clear()
        response = RedirectResponse(next_page, 303, PRIVATE)
        # without an age: what the cookie stands for ends on its own, and an ended one says so
        response.set_cookie(COOKIE, session, httponly=True, samesite="lax", secure=self.secure)
        return response

    async def ask(self, request: Request) -> Response:
        """Whether to sign out: a link alone never does."""
        if COOKIE not in request.cookies:
            return await self.signed_out(request)
        stay = Action(SignIn.STAY_BUTTON, HOME)
        return notice(SignIn.SIGN_OUT_TITLE, SignIn.SIGN_OUT, SIGN_OUT_FORM, stay)

    async def sign_out(self, request: Request) -> Response:
        """Ended here, in every window, and then at the issuer."""
        session = request.cookies.get(COOKIE)
        if session is None:
            return RedirectResponse(SIGNED_OUT, 303, PRIVATE)
        try:
            token = await to_thread.run_sync(self._closed, session)
        except Transient:
            return notice(UNAVAILABLE.title, UNAVAILABLE.text, SIGN_OUT_FORM, status=503)
        response = await self._onward(token)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=self.secure)
        return response

    async def signed_out(self, _: Request) -> Response:
        """That one is signed out, and the way back in."""
        return notice(SignIn.SIGNED_OUT_TITLE, SignIn.SIGNED_OUT, Action(SignIn.BUTTON, SIGN_IN))

    def _opened(self, token: str, before: str | None) -> str:
        principal = self._verify(token)
        if before is not None:
            self._sign_ins.close(before)
        return self._sign_ins.open(principal, token)

    def _closed(self, session: str) -> str | None:
        token = self._sign_ins.token(session)
        self._sign_ins.close(session)
        return token

    async def _onward(self, token: str | None) -> Response:
        """On to the issuer's sign-out, or to our own page where it has none."""
        home = self._url + SIGNED_OUT
        try:
            there = await self._issuer.end_session(token, home) or home
        except Exception:  # here, one is signed out in any case
            log.warning("Nobody can sign out at %s", self._issuer.url, exc_info=True)
            there = home
        if origin(there) == origin(home):
            return RedirectResponse(there, 303, PRIVATE)
        # browsers hold a form's redirects to the form-action of its page; a refresh they do not
        leaving = notice(SignIn.LEAVING_TITLE, SignIn.LEAVING, Action(SignIn.LEAVING_BUTTON, there))
        leaving.headers["Refresh"] = f"0; url={there}"
        return leaving


def _again(why: Failure, next_page: str) -> Response:
    button = Action(SignIn.BUTTON, sign_in_at(next_page))
    return notice(why.title, why.text, button, status=why.status, detail=why.detail)
