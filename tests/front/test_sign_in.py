"""Signing in and out: at the demonstration's issuer, at any other, and in a real browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from anyio import to_thread
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from app.gateway import SecureHeaders
from app.gateway.headers import CLOSED, policy
from app.sign_in import DemoIssuerNotOnLoopback, client, routes
from app.sign_in.addresses import CALLBACK, SIGN_IN, SIGNED_OUT, safe_next
from app.sign_in.authorization import Client
from app.sign_in.demo import Organisation, demo_issuer
from app.sign_in.issuer import Provider
from core.bootstrap import Handrail
from core.bootstrap.samples import Person
from core.domain.access import Principal, Role, Tier
from core.domain.errors import Permanent
from core.identity import Door, LocalIssuer, SignIns
from core.identity.sign_ins import COOKIE
from core.settings import Settings
from core.store import Database, Store
from core.store.errors import DatabaseUnavailable
from tests.front.local_server import served

APP = "handrail-app"
FORM = policy({**CLOSED, "style-src": "'self'", "img-src": "'self' data:"})
ADA = Person("ada", "Ada Quill", "Head of engines", Tier.CONFIDENTIAL, frozenset({"hr"}))
OLE = Person("ole", "Ole Runs", "Operations", Tier.INTERNAL, frozenset(), frozenset(Role))
ACME = Organisation("acme", "Acme & Sons", "They make things.", (ADA, OLE))
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
MakePage = Callable[..., Page]


class FailingSignIns(SignIns):
    """Sign-ins whose database is away when told."""

    away = False

    def open(self, principal: Principal, token: str) -> str:
        if self.away:
            raise DatabaseUnavailable
        return super().open(principal, token)

    def token(self, session: str) -> str | None:
        if self.away:
            raise DatabaseUnavailable
        return super().token(session)


@dataclass
class Site:
    """A page that shows who looks at it, sign-in before it, and a browser without a screen."""

    url: str
    issuer: LocalIssuer
    sign_ins: FailingSignIns
    http: httpx2.Client

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.http.get(self.url + path, **options)

    def choose(self, page: httpx2.Response, who: str = "acme/ada") -> httpx2.Response:
        """Back at the application's callback, not yet followed, as somebody from the page."""
        found = re.search(r'name="ticket" value="([^"]+)"', page.text)
        assert found, page.text
        data = {"ticket": found[1], "who": who}
        return self.http.post(str(page.url.join("choose")), data=data)

    def follow(self, response: httpx2.Response) -> httpx2.Response:
        while "location" in response.headers:
            response = self.http.get(response.url.join(response.headers["location"]))
        return response

    def people(self, path: str = SIGN_IN) -> httpx2.Response:
        return self.follow(self.get(path))

    def sign_in(self, who: str = "acme/ada", path: str = SIGN_IN) -> httpx2.Response:
        return self.follow(self.choose(self.people(path), who))

    @property
    def session(self) -> str | None:
        return self.http.cookies.get(COOKIE)


def behind(door: Door) -> ASGIApp:
    """What is protected."""

    async def page(request: Request) -> Response:
        try:
            who = await to_thread.run_sync(door.admit, dict(request.headers))
        except Permanent as error:
            return PlainTextResponse(type(error).__name__, 401)
        return PlainTextResponse(f"{who.subject} of {who.tenant} at {request.url.path}")

    return Starlette(routes=[Route("/{path:path}", page)])


def application(
    url: str, issuer: LocalIssuer, sign_ins: SignIns, provider: Provider, public_url: str = ""
) -> ASGIApp:
    public = public_url or url
    verifier = issuer.verifier(APP)
    known = Client(APP, public + CALLBACK, public + SIGNED_OUT, public + SIGN_IN)
    door = Door(sign_ins, bearer=issuer.verifier(), signed_in=verifier)
    site = Starlette(
        routes=[
            *client.routes(provider, public, sign_ins, verifier.principal, key="k" * 32),
            Mount("/oidc", demo_issuer(issuer, "127.0.0.1", known, [ACME])),
            Mount("/", behind(door)),
        ]
    )
    return SecureHeaders(site, {"": FORM}, https=False)


@contextmanager
def site_with(store: Store, home: Path, public_url: str = "") -> Iterator[Site]:
    sign_ins = FailingSignIns(store)
    made: list[LocalIssuer] = []

    def make(url: str) -> ASGIApp:
        made.append(LocalIssuer(home, f"{url}/oidc"))
        provider = Provider(f"{url}/oidc", APP)
        return application(url, made[0], sign_ins, provider, public_url)

    with served(make) as url, httpx2.Client(trust_env=False) as http:
        yield Site(url, made[0], sign_ins, http)


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Iterator[Site]:
    with site_with(store, tmp_path) as site:
        yield site


def cookies(response: httpx2.Response) -> dict[str, dict[str, Any]]:
    """The cookies a response sets: their value and attributes."""
    found: dict[str, dict[str, Any]] = {}
    for line in response.headers.get_list("set-cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {"value": morsel.value, **{k: v for k, v in morsel.items() if v}}
    return found


def test_somebody_signs_in_and_is_who_they_chose_to_be(site: Site) -> None:
    assert site.get("/").text == "NoCredentials"
    page = site.sign_in(path="/sign-in?next=/sources%3Fpage%3D2")
    assert page.text == "ada of acme at /sources"
    assert page.url.query == b"page=2"


def test_the_sign_in_asks_as_openid_connect_wants_it(site: Site) -> None:
    there = urlsplit(site.get(SIGN_IN).headers["location"])
    asked = {name: value for name, (value,) in parse_qs(there.query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["scope"].split() == ["openid"]
    assert asked["redirect_uri"] == site.url + CALLBACK
    assert min(len(asked["state"]), len(asked["nonce"])) >= 20
    again = parse_qs(urlsplit(site.get(SIGN_IN).headers["location"]).query)
    for name in ("state", "nonce", "code_challenge"):
        assert again[name] != [asked[name]]


def test_the_cookies_are_kept_from_scripts_and_other_sites(site: Site) -> None:
    state = cookies(site.get(SIGN_IN))["handrail_sign_in"]
    assert (state["path"], state["max-age"]) == ("/sign-in", "600")
    session = cookies(site.http.get(site.choose(site.people()).headers["location"]))[COOKIE]
    assert session["path"] == "/"
    assert "max-age" not in session
    for cookie in (state, session):
        assert cookie["httponly"] is True
        assert cookie["samesite"].lower() == "lax"
        assert "secure" not in cookie
        assert "domain" not in cookie


def test_over_https_the_cookies_stay_there(store: Store, tmp_path: Path) -> None:
    with site_with(store, tmp_path, "https://ask.example.org") as site:
        started = site.get(SIGN_IN)
        state = cookies(started)["handrail_sign_in"]
        assert state["secure"] is True
        people = site.http.get(started.headers["location"])
        there = site.choose(people).headers["location"]
        assert there.startswith("https://ask.example.org/sign-in/callback?")
        here = there.replace("https://ask.example.org", site.url)
        carried = {"cookie": f"handrail_sign_in={state['value']}"}
        assert cookies(httpx2.get(here, headers=carried, trust_env=False))[COOKIE]["secure"] is True


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "\t//elsewhere.example",
        "/\n//elsewhere.example",
        "javascript:alert(1)",
        "elsewhere.example",
        "",
        None,
        "/" + "a" * 1000,
        "/sign-in?next=/sign-in",
        "/sign-in/callback?code=1",
        "/sign-out",
        "/oidc/authorize",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(wanted: str | None) -> None:
    assert safe_next(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/sources", "/sources?q=a//b&c=%2F#top", "/é"])
def test_pages_of_our_own_are_gone_on_to(wanted: str) -> None:
    assert safe_next(wanted) == wanted


def test_a_link_to_another_site_leads_to_the_first_page(site: Site) -> None:
    page = site.sign_in(path="/sign-in?next=https%3A%2F%2Felsewhere.example")
    assert str(page.url) == f"{site.url}/"


def test_each_sign_in_has_an_id_of_its_own_and_ends_the_one_before(site: Site) -> None:
    site.sign_in()
    first = site.session
    assert site.sign_in(who="acme/ole").text == "ole of acme at /"
    assert site.session not in {None, first}
    before = httpx2.get(site.url, headers={"cookie": f"{COOKIE}={first}"}, trust_env=False)
    assert before.text == "ExpiredPrincipal"


def test_an_id_planted_before_signing_in_is_worth_nothing_after(site: Site) -> None:
    site.http.cookies.set(COOKIE, "planted", domain="127.0.0.1", path="/")
    site.sign_in()
    planted = httpx2.get(site.url, headers={"cookie": f"{COOKIE}=planted"}, trust_env=False)
    assert planted.status_code == 401


def test_a_way_back_counts_once(site: Site) -> None:
    there = site.choose(site.people()).headers["location"]
    assert site.http.get(there).status_code == 303
    again = site.http.get(there)
    assert (again.status_code, COOKIE in cookies(again)) == (400, False)
    assert "Sign in once more" in again.text


def test_the_way_back_of_somebody_elses_sign_in_leads_nowhere(site: Site) -> None:
    theirs = site.choose(site.people()).headers["location"]
    with httpx2.Client(trust_env=False) as victim:
        assert victim.get(theirs).status_code == 400
        victim.get(site.url + SIGN_IN)
        refused = victim.get(theirs)
    assert (refused.status_code, COOKIE in cookies(refused)) == (400, False)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x"])
def test_a_way_back_without_a_way_there_says_what_to_do(site: Site, query: str) -> None:
    page = site.get(CALLBACK + query)
    assert page.status_code == 400
    assert 'href="/sign-in"' in page.text


def test_a_forged_state_cookie_is_no_sign_in_under_way(site: Site) -> None:
    there = site.choose(site.people()).headers["location"]
    kept = site.http.cookies.get("handrail_sign_in")
    assert kept
    body, _, signature = kept.rpartition(".")
    forged = {"cookie": f"handrail_sign_in={body}.{signature[::-1]}"}
    assert httpx2.get(there, headers=forged, trust_env=False).status_code == 400


def test_whoever_turns_back_at_the_issuer_can_try_again(site: Site) -> None:
    page = site.people("/sign-in?next=/sources")
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    data = {"ticket": found[1], "cancel": "1"}
    refused = site.follow(site.http.post(str(page.url.join("choose")), data=data))
    assert refused.status_code == 403
    assert 'href="/sign-in?next=%2Fsources"' in refused.text


def test_what_an_address_says_of_an_error_is_not_repeated(site: Site) -> None:
    page = site.get(f"{CALLBACK}?error=server_error&error_description=Call+0900+now")
    assert page.status_code == 502
    assert "0900" not in page.text


def test_a_sign_in_that_has_ended_says_so_and_keeps_the_place(site: Site) -> None:
    page = site.get("/sign-in?expired=1&next=/sources")
    assert page.status_code == 200
    assert "has ended" in page.text
    assert 'href="/sign-in?next=%2Fsources"' in page.text


def test_while_the_database_is_away_one_is_told_to_try_again(site: Site) -> None:
    there = site.choose(site.people())
    site.sign_ins.away = True
    page = site.follow(there)
    assert (page.status_code, site.session) == (503, None)
    site.sign_ins.away = False
    site.sign_in()
    site.sign_ins.away = True
    page = site.http.post(f"{site.url}/sign-out")
    assert page.status_code == 503
    assert site.session
    assert 'action="/sign-out"' in page.text


def test_signing_out_ends_the_sign_in_everywhere(site: Site) -> None:
    site.sign_in()
    held = {"cookie": f"{COOKIE}={site.session}"}
    response = site.http.post(f"{site.url}/sign-out")
    assert response.status_code == 303
    assert response.headers["location"].startswith(f"{site.url}/oidc/end-session?")
    page = site.follow(response)
    assert page.url.path == SIGNED_OUT
    assert 'href="/sign-in"' in page.text
    assert site.session is None
    assert httpx2.get(site.url, headers=held, trust_env=False).text == "ExpiredPrincipal"


def test_a_link_alone_signs_nobody_out(site: Site) -> None:
    site.sign_in()
    page = site.get("/sign-out")
    assert 'method="post" action="/sign-out"' in page.text
    assert site.get("/").text == "ada of acme at /"


def test_who_is_not_signed_in_need_not_sign_out(site: Site) -> None:
    assert 'href="/sign-in"' in site.get("/sign-out").text
    assert site.follow(site.http.post(f"{site.url}/sign-out")).url.path == SIGNED_OUT


@dataclass
class Elsewhere:
    """An issuer that is not ours: says what it is told to, and notes how the client came."""

    issuer: LocalIssuer
    tenant: str = "acme"
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    signed_by: LocalIssuer | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    came: list[str | None] = field(default_factory=list)
    nonce: str = ""

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/keys", self.keys),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
        ]

    async def discovery(self, _: Request) -> Response:
        here = self.issuer.issuer
        document = {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            **self.metadata,
        }
        return JSONResponse(document, self.status)

    async def keys(self, _: Request) -> Response:
        return JSONResponse(self.issuer.jwks())

    async def authorize(self, request: Request) -> Response:
        self.nonce = request.query_params["nonce"]
        back = f"{request.query_params['redirect_uri']}?code=c"
        return RedirectResponse(f"{back}&state={request.query_params['state']}")

    async def token(self, request: Request) -> Response:
        self.came.append(request.headers.get("authorization"))
        claims = {"nonce": self.nonce, **self.claims}
        audience = claims.pop("aud", APP)
        token = (self.signed_by or self.issuer).token(
            self.tenant, "ada", audience=audience, extra=claims, lifetime=timedelta(minutes=5)
        )
        return JSONResponse(
            {"access_token": "a", "token_type": "Bearer", "id_token": token, **self.answer}
        )


@pytest.fixture
def elsewhere(store: Store, tmp_path: Path) -> Iterator[tuple[Elsewhere, Site]]:
    """An issuer on a server of its own, and the site that has it set."""
    issuers: list[Elsewhere] = []
    sign_ins = FailingSignIns(store)

    def an_issuer(url: str) -> ASGIApp:
        issuers.append(Elsewhere(LocalIssuer(tmp_path / "elsewhere", url)))
        return Starlette(routes=issuers[0].routes())

    def a_site(url: str) -> ASGIApp:
        issuer = issuers[0].issuer
        provider = Provider(issuer.issuer, APP, secret="s3cret", scopes="profile groups")
        return application(url, issuer, sign_ins, provider)

    with served(an_issuer), served(a_site) as url, httpx2.Client(trust_env=False) as http:
        yield issuers[0], Site(url, issuers[0].issuer, sign_ins, http)


Two = tuple[Elsewhere, Site]


def test_any_issuer_will_do(elsewhere: Two) -> None:
    issuer, site = elsewhere
    asked = parse_qs(urlsplit(site.get(SIGN_IN).headers["location"]).query)
    assert asked["scope"] == ["openid profile groups"]
    assert site.people("/sign-in?next=/sources").text == "ada of acme at /sources"
    assert [came is not None and came.startswith("Basic ") for came in issuer.came] == [True]


def test_an_issuer_that_is_down_is_asked_again_next_time(elsewhere: Two) -> None:
    issuer, site = elsewhere
    issuer.status = 500
    page = site.get("/sign-in?next=/sources")
    assert page.status_code == 503
    assert "HANDRAIL_OIDC_ISSUER" in page.text
    assert 'href="/sign-in?next=%2Fsources"' in page.text
    issuer.status = 200
    assert site.people().text == "ada of acme at /"


def test_an_issuer_that_calls_itself_something_else_is_not_believed(elsewhere: Two) -> None:
    issuer, site = elsewhere
    issuer.metadata = {"issuer": "https://id.example.org"}
    assert site.get(SIGN_IN).status_code == 503
    issuer.metadata = {}
    assert site.people().text == "ada of acme at /"


@pytest.mark.parametrize(
    ("claims", "answer", "status"),
    [
        ({"nonce": "another"}, {}, 502),
        ({"nonce": None}, {}, 502),
        ({"at_hash": "AAAA"}, {}, 502),
        ({"aud": "another"}, {}, 502),
        ({}, {"id_token": None}, 502),
        ({}, {"id_token": "a.b.c"}, 502),
        ({}, {"id_token": 7}, 502),
        ({}, {"error": "invalid_grant"}, 502),
        ({"clearance": "internal"}, {}, 303),
    ],
    ids=str,
)
def test_an_id_token_is_held_to_what_was_asked(
    elsewhere: Two, claims: dict[str, Any], answer: dict[str, Any], status: int
) -> None:
    issuer, site = elsewhere
    issuer.claims, issuer.answer = claims, answer
    there = site.http.get(site.get(SIGN_IN).headers["location"]).headers["location"]
    response = site.http.get(there)
    assert response.status_code == status
    assert (COOKIE in cookies(response)) is (status == 303)
    assert "Traceback" not in response.text


def test_a_token_signed_with_another_key_signs_nobody_in(elsewhere: Two, tmp_path: Path) -> None:
    issuer, site = elsewhere
    issuer.signed_by = LocalIssuer(tmp_path / "forger", issuer.issuer.issuer)
    assert site.people().status_code == 502
    assert site.session is None


def test_whom_the_issuer_says_too_little_of_is_told_whom_to_ask(elsewhere: Two) -> None:
    issuer, site = elsewhere
    issuer.tenant = ""
    page = site.people()
    assert page.status_code == 403
    assert "Ask your administrator" in page.text
    assert "Its claim &#39;tenant&#39; is not a name." in page.text
    assert site.session is None


def test_where_an_issuer_has_no_sign_out_one_is_signed_out_here(elsewhere: Two) -> None:
    _, site = elsewhere
    site.people()
    response = site.http.post(f"{site.url}/sign-out")
    assert response.headers["location"] == site.url + SIGNED_OUT
    assert site.get("/").text == "NoCredentials"


def test_an_issuer_that_is_down_keeps_nobody_signed_in(store: Store, issuer: LocalIssuer) -> None:
    sign_ins = FailingSignIns(store)
    token = issuer.token("acme", "ada", audience=APP)
    session = sign_ins.open(issuer.verifier(APP).principal(token), token)
    nobody = Provider("http://127.0.0.1:9", APP)
    with served(lambda url: application(url, issuer, sign_ins, nobody)) as url:
        held = {"cookie": f"{COOKIE}={session}"}
        response = httpx2.post(f"{url}/sign-out", headers=held, trust_env=False)
        assert response.headers["location"] == url + SIGNED_OUT
        assert cookies(response)[COOKIE]["max-age"] == "0"
    assert sign_ins.token(session) is None


def paths(handrail: Handrail) -> set[str]:
    return {str(getattr(route, "path", "")) for route in routes(handrail)}


def test_the_demonstration_is_there_until_an_issuer_is_set(
    database: Database, tmp_path: Path
) -> None:
    demonstration = Handrail(Settings(home=tmp_path), database)
    assert "/oidc" in paths(demonstration)
    demonstration.store.close()
    real = Handrail(Settings(home=tmp_path, oidc_issuer="http://127.0.0.1:9"), database)
    assert paths(real) == paths(demonstration) - {"/oidc"}
    real.store.close()


def test_the_demonstration_does_not_start_where_others_reach_it(
    database: Database, tmp_path: Path
) -> None:
    open_to_all = Handrail(Settings(home=tmp_path, host="0.0.0.0"), database)
    with pytest.raises(DemoIssuerNotOnLoopback, match="HANDRAIL_OIDC_ISSUER"):
        routes(open_to_all)
    open_to_all.store.close()


def watched(page: Page) -> list[str]:
    """What the browser complains of: scripts, policies, missing files."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_in_a_browser_somebody_signs_in_and_out_with_a_click(
    site: Site, window: MakePage, viewport: dict[str, int]
) -> None:
    page = window(viewport)
    complaints = watched(page)
    page.goto(f"{site.url}/sign-in?next=/sources")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.get_by_role("button", name="Ada Quill").click()
    expect(page.locator("body")).to_have_text("ada of acme at /sources")
    page.goto(f"{site.url}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()
    assert complaints == []


def test_in_a_browser_the_keyboard_is_enough(site: Site, window: MakePage) -> None:
    page = window()
    page.goto(site.url + SIGN_IN)
    ole = page.get_by_role("button", name="Ole Runs")
    for _ in range(20):
        page.keyboard.press("Tab")
        if ole.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_text("ole of acme at /")


def test_in_a_browser_somebody_can_be_described(site: Site, window: MakePage) -> None:
    page = window(PHONE)
    page.goto(site.url + SIGN_IN)
    page.get_by_label("Tenant", exact=True).fill("globex")
    page.get_by_label("Name, as it will stand in the audit").fill("kim")
    page.get_by_label("Clearance").select_option("restricted")
    page.get_by_label("curator").check()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_text("kim of globex at /")


def test_in_a_browser_signing_out_goes_on_to_an_issuer_elsewhere(
    elsewhere: Two, window: MakePage
) -> None:
    issuer, site = elsewhere
    end = f"{issuer.issuer.issuer.replace('127.0.0.1', 'localhost')}/keys"
    issuer.metadata = {"end_session_endpoint": end}
    page = window()
    page.goto(site.url + SIGN_IN)
    expect(page.locator("body")).to_have_text("ada of acme at /")
    page.goto(f"{site.url}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{end}?**")
    assert site.url + SIGNED_OUT in parse_qs(urlsplit(page.url).query)["post_logout_redirect_uri"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [SIGN_IN, "/sign-in?expired=1", SIGNED_OUT, CALLBACK])
def test_in_a_browser_no_page_shuts_anybody_out(
    site: Site, window: MakePage, scheme: str, path: str
) -> None:
    page = window(PHONE, color_scheme=scheme)
    page.goto(site.url + path)
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found] == []
