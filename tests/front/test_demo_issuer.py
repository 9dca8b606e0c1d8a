"""The demonstration's issuer keeps to OpenID Connect, and to this machine."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import jwt
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message

from app.sign_in.authorization import Client
from app.sign_in.demo import DemoIssuerNotOnLoopback, Organisation, demo_issuer
from app.sign_in.loopback import is_loopback
from app.sign_in.once import SIZE, Once
from core.bootstrap.samples import Person
from core.domain.access import Role, Tier
from core.identity import LocalIssuer
from tests.front.local_server import served

VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:8080/sign-in/callback"
OUT = "http://127.0.0.1:8080/sign-in/signed-out"
CLIENT = Client("app", BACK, OUT, "http://127.0.0.1:8080/sign-in")
ADA = Person(
    "ada", "Ada <Lovelace>", "Head of engines", Tier.CONFIDENTIAL, frozenset({"hr", "board"})
)
OLE = Person("ole", "Ole Runs", "Operations", Tier.INTERNAL, frozenset(), frozenset({"operator"}))
ACME = Organisation("acme", "Acme & Sons", "They make things.", (ADA, OLE))
ASKED = {
    "client_id": "app",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": "openid profile",
    "state": "a state",
    "nonce": "a nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
REDEEMED = {
    "grant_type": "authorization_code",
    "client_id": "app",
    "redirect_uri": BACK,
    "code_verifier": VERIFIER,
}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Demo:
    """The demo issuer on a server of its own, and a browser that follows no redirect by itself."""

    issuer: LocalIssuer
    http: httpx2.Client
    clock: Clock

    def page(self, **changed: Any) -> httpx2.Response:
        return self.http.get("/authorize", params=without_none({**ASKED, **changed}))

    def ticket(self, **changed: Any) -> str:
        found = re.search(r'name="ticket" value="([^"]+)"', self.page(**changed).text)
        assert found
        return found[1]

    def choose(self, ticket: str, **chosen: Any) -> httpx2.Response:
        return self.http.post("/choose", data={"ticket": ticket, **chosen})

    def code(self, who: str = "acme/ada", **changed: Any) -> str:
        return back(self.choose(self.ticket(**changed), who=who))["code"]

    def redeem(self, code: str, **changed: Any) -> httpx2.Response:
        data = without_none({**REDEEMED, "code": code, **changed})
        return self.http.post("/token", data=data)


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def back(response: httpx2.Response) -> dict[str, str]:
    """What the application is told, in the address its browser is sent back to."""
    assert response.status_code == 303
    there = urlsplit(response.headers["location"])
    assert f"{there.scheme}://{there.netloc}{there.path}" == BACK
    return {name: value for name, (value,) in parse_qs(there.query).items()}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    clock = Clock()
    made: list[LocalIssuer] = []

    def application(url: str) -> Starlette:
        made.append(LocalIssuer(tmp_path_factory.mktemp("home"), f"{url}/oidc"))
        demo = demo_issuer(made[0], "127.0.0.1", CLIENT, [ACME], clock)
        return Starlette(routes=[Mount("/oidc", demo)])

    with served(application) as url:
        http = httpx2.Client(base_url=f"{url}/oidc", trust_env=False)
        with http:
            yield Demo(made[0], http, clock)


@pytest.fixture
def demo(running: Demo) -> Demo:
    running.clock.now = 0.0
    return running


def test_the_discovery_document_says_where_everything_is(demo: Demo) -> None:
    document = demo.http.get("/.well-known/openid-configuration").json()
    assert document["issuer"] == demo.issuer.issuer
    assert document["code_challenge_methods_supported"] == ["S256"]
    for endpoint in ("authorization_endpoint", "token_endpoint", "end_session_endpoint"):
        assert demo.http.options(document[endpoint]).status_code == 405
    assert demo.http.get(document["jwks_uri"]).json() == demo.issuer.jwks()


def test_whoever_is_chosen_gets_tokens_that_say_what_they_hold(demo: Demo) -> None:
    answer = back(demo.choose(demo.ticket(), who="acme/ada"))
    assert answer["state"] == "a state"
    assert answer["iss"] == demo.issuer.issuer
    reply = demo.redeem(answer["code"])
    assert reply.headers["cache-control"] == "no-store"
    tokens = reply.json()
    signed_in = demo.issuer.verifier("app").principal(tokens["id_token"])
    bearer = demo.issuer.verifier().principal(tokens["access_token"])
    for ada in (signed_in, bearer):
        assert (ada.tenant, ada.subject, ada.clearance) == ("acme", "ada", Tier.CONFIDENTIAL)
        assert ada.groups == {"hr", "board"}
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert (claims["nonce"], claims["name"]) == ("a nonce", "Ada <Lovelace>")
    half = sha256(tokens["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == urlsafe_b64encode(half).rstrip(b"=").decode()
    assert claims["exp"] - claims["iat"] == tokens["expires_in"] == 8 * 3600


def test_a_nonce_and_a_state_are_sent_back_only_where_they_were_sent(demo: Demo) -> None:
    answer = back(demo.choose(demo.ticket(state=None, nonce=None), who="acme/ole"))
    assert "state" not in answer
    token = demo.redeem(answer["code"]).json()["id_token"]
    assert "nonce" not in jwt.decode(token, options={"verify_signature": False})


def test_the_page_shows_everyone_by_tenant_with_what_they_may_see(demo: Demo) -> None:
    page = demo.page().text
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert "Acme & Sons They make things." in shown
    assert "Ada <Lovelace> Head of engines Up to confidential Groups: board, hr" in shown
    assert "Ole Runs Operations Up to internal Sees costs, never content" in shown
    assert "this machine only" in shown


def test_the_page_holds_no_script_and_no_style_of_its_own(demo: Demo) -> None:
    page = demo.page()
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", page.text)
    assert page.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"


def test_an_application_may_ask_with_a_form_too(demo: Demo) -> None:
    assert demo.http.post("/authorize", data=ASKED).status_code == 200


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"request": "a.b.c"}, "request_not_supported"),
        ({"request_uri": "https://elsewhere.example"}, "request_uri_not_supported"),
        ({"state": ["one", "two"]}, "invalid_request"),
        ({"scope": ["openid", "openid"]}, "invalid_request"),
    ],
    ids=str,
)
def test_a_faulty_request_goes_back_with_what_is_wrong(
    demo: Demo, changed: dict[str, Any], error: str
) -> None:
    answer = back(demo.page(**changed))
    assert answer["error"] == error
    assert answer["error_description"]
    assert answer["iss"] == demo.issuer.issuer
    if "state" not in changed:
        assert answer["state"] == "a state"


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": None},
        {"client_id": "another"},
        {"client_id": ["app", "another"]},
        {"redirect_uri": None},
        {"redirect_uri": f"{BACK}/"},
        {"redirect_uri": f"{BACK}?next=/"},
        {"redirect_uri": BACK.replace("127.0.0.1", "127.0.0.1.elsewhere.example")},
        {"redirect_uri": BACK.replace("http:", "HTTP:")},
        {"redirect_uri": [BACK, "https://elsewhere.example"]},
    ],
    ids=str,
)
def test_nobody_is_sent_to_an_address_that_is_not_the_applications(
    demo: Demo, changed: dict[str, Any]
) -> None:
    page = demo.page(**changed)
    assert page.status_code == 400
    assert "location" not in page.headers
    assert 'href="http://127.0.0.1:8080/sign-in"' in page.text


def test_a_code_counts_once(demo: Demo) -> None:
    code = demo.code()
    assert demo.redeem(code).status_code == 200
    again = demo.redeem(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_code_counts_for_a_minute(demo: Demo) -> None:
    code, another = demo.code(), demo.code()
    demo.clock.now += 59.0
    assert demo.redeem(code).status_code == 200
    demo.clock.now += 1.0
    assert demo.redeem(another).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_verifier": None}, "invalid_grant"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"code_verifier": CHALLENGE}, "invalid_grant"),
        ({"code_verifier": "é" * 43}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_grant"),
        ({"redirect_uri": OUT}, "invalid_grant"),
        ({"client_id": None}, "invalid_client"),
        ({"client_id": "another"}, "invalid_client"),
    ],
    ids=str,
)
def test_a_code_is_spent_by_whoever_cannot_prove_that_it_is_theirs(
    demo: Demo, changed: dict[str, Any], error: str
) -> None:
    code = demo.code()
    refused = demo.redeem(code, **changed)
    assert refused.json()["error"] == error
    assert refused.status_code == (401 if error == "invalid_client" else 400)
    assert demo.redeem(code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
        ({"client_id": ["app", "app"]}, "invalid_request"),
        ({"code": None}, "invalid_grant"),
        ({"code": "never given"}, "invalid_grant"),
    ],
    ids=str,
)
def test_a_faulty_token_request_is_refused(demo: Demo, data: dict[str, Any], error: str) -> None:
    refused = demo.redeem(**{"code": demo.code(), **data})
    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_a_shorter_verifier_is_none(demo: Demo) -> None:
    digest = sha256(b"short").digest()
    challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
    code = demo.code(code_challenge=challenge)
    assert demo.redeem(code, code_verifier="short").json()["error"] == "invalid_grant"


def test_each_page_lets_choose_once_and_for_ten_minutes(demo: Demo) -> None:
    ticket, another = demo.ticket(), demo.ticket()
    assert demo.choose(ticket, who="acme/ada").status_code == 303
    demo.clock.now += 600.0
    for spent in (ticket, another, "never given"):
        page = demo.choose(spent, who="acme/ada")
        assert page.status_code == 400
        assert "Sign in again" in page.text


def test_choosing_takes_a_form_from_the_page_and_no_link(demo: Demo) -> None:
    url = f"/choose?ticket={demo.ticket()}&who=acme/ada"
    assert demo.http.get(url).status_code == 405
    assert demo.http.post(url).status_code == 400


def test_one_can_go_back_without_signing_in(demo: Demo) -> None:
    answer = back(demo.choose(demo.ticket(), cancel="1"))
    assert (answer["error"], answer["state"]) == ("access_denied", "a state")


def test_somebody_of_a_tenant_of_ones_own_can_be_described(demo: Demo) -> None:
    described = {
        "tenant": "globex",
        "subject": "kim",
        "clearance": "restricted",
        "groups": "hr, legal,",
        "role": ["curator", "auditor", "emperor"],
    }
    code = back(demo.choose(demo.ticket(), **described))["code"]
    kim = demo.issuer.verifier("app").principal(demo.redeem(code).json()["id_token"])
    assert (kim.tenant, kim.subject, kim.clearance) == ("globex", "kim", Tier.RESTRICTED)
    assert kim.groups == {"hr", "legal"}
    assert kim.roles == {"curator", "auditor"}


@pytest.mark.parametrize(
    "described",
    [
        {},
        {"who": "acme/nobody"},
        {"who": "globex/ada"},
        {"tenant": "globex", "subject": " ", "clearance": "internal"},
        {"tenant": "globex", "subject": "kim", "clearance": "topmost"},
        {"tenant": "globex", "subject": "k" * 101, "clearance": "internal"},
    ],
    ids=str,
)
def test_there_has_to_be_somebody_to_be(demo: Demo, described: dict[str, str]) -> None:
    page = demo.choose(demo.ticket(), **described)
    assert page.status_code == 400
    assert 'href="http://127.0.0.1:8080/sign-in"' in page.text


def signed_out(demo: Demo, **asked: Any) -> httpx2.Response:
    asked = {"post_logout_redirect_uri": OUT, **asked}
    return demo.http.get("/end-session", params=without_none(asked))


def test_signing_out_leads_back_to_the_application(demo: Demo) -> None:
    token = demo.redeem(demo.code()).json()["id_token"]
    expired = demo.issuer.token("acme", "ada", audience="app", lifetime=timedelta(hours=-1))
    for hint in (token, expired):
        gone = signed_out(demo, id_token_hint=hint, state="bye")
        assert (gone.status_code, gone.headers["location"]) == (303, f"{OUT}?state=bye")
    assert signed_out(demo, client_id="app").headers["location"] == OUT
    posted = {"client_id": "app", "post_logout_redirect_uri": OUT}
    assert demo.http.post("/end-session", data=posted).headers["location"] == OUT


def test_signing_out_leads_nowhere_else(demo: Demo, tmp_path: Path) -> None:
    ours = demo.issuer.token("acme", "ada", audience="app")
    bearer = demo.issuer.token("acme", "ada")
    forged = LocalIssuer(tmp_path, demo.issuer.issuer).token("acme", "ada", audience="app")
    for asked in (
        {"id_token_hint": ours, "post_logout_redirect_uri": "https://elsewhere.example"},
        {"id_token_hint": ours, "post_logout_redirect_uri": f"{OUT}/"},
        {"id_token_hint": ours, "post_logout_redirect_uri": None},
        {"id_token_hint": ours, "client_id": "another"},
        {"id_token_hint": bearer},
        {"id_token_hint": forged},
        {"id_token_hint": "rubbish", "client_id": "app"},
        {},
    ):
        page = signed_out(demo, **asked)
        assert page.status_code == 200
        assert "You are signed out" in page.text


def test_a_form_of_more_than_a_few_fields_is_not_read(demo: Demo) -> None:
    assert demo.choose("t" * 20_000).status_code == 413


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080/oidc"),
        ("", "http://127.0.0.1:8080/oidc"),
        ("::", "http://127.0.0.1:8080/oidc"),
        ("192.168.1.7", "http://127.0.0.1:8080/oidc"),
        ("ask.example.org", "http://127.0.0.1:8080/oidc"),
        ("127.0.0.1", "https://ask.example.org/oidc"),
        ("127.0.0.1", "https://localhost.example.org/oidc"),
    ],
)
def test_it_is_not_made_where_others_could_reach_it(tmp_path: Path, host: str, url: str) -> None:
    with pytest.raises(DemoIssuerNotOnLoopback, match="HANDRAIL_OIDC_ISSUER"):
        demo_issuer(LocalIssuer(tmp_path, url), host, CLIENT, [ACME])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1", "[::1]", "::ffff:127.0.0.1"]
)
def test_this_machine_has_many_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "header", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"]
)
def test_what_comes_through_a_proxy_is_refused(demo: Demo, header: str) -> None:
    for path in ("/authorize", "/.well-known/openid-configuration", "/jwks.json"):
        refused = demo.http.get(path, params=ASKED, headers={header: "127.0.0.1"})
        assert refused.status_code == 403
        assert "HANDRAIL_OIDC_ISSUER" in refused.text
    assert demo.http.post("/token", headers={header: "for=127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("client", [("192.168.1.7", 5000), ("::ffff:10.0.0.1", 5000), None])
def test_what_comes_from_elsewhere_is_refused(
    tmp_path: Path, client: tuple[str, int] | None
) -> None:
    issuer = LocalIssuer(tmp_path, "http://127.0.0.1:8080/oidc")
    demo = demo_issuer(issuer, "127.0.0.1", CLIENT, [ACME])
    sent: list[Message] = []

    async def nothing() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/jwks.json",
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "client": client,
    }
    with start_blocking_portal() as portal:
        portal.call(demo, scope, nothing, send)
    assert sent[0]["status"] == 403


def test_everyones_role_is_explained_in_words() -> None:
    from app.strings import SignIn

    assert SignIn.DUTIES.keys() == set(Role)


def test_what_is_kept_for_later_does_not_grow_without_end() -> None:
    once = Once[int](60)
    first, *others = [once.put(number) for number in range(SIZE + 1)]
    assert once.take(first) is None
    assert once.take(others[0]) == 1
    assert once.take(others[-1]) == SIZE
