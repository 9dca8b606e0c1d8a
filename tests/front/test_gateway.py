"""The gateway around an application that would tell anyone anything."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from app.gateway import Guard, OnlyNeeded, OwnHost, OwnOrigin, Printable, RoleGuard, SecureHeaders
from app.gateway.guard import PRINCIPAL
from app.gateway.health import routes
from core.domain.access import ExpiredPrincipal, Principal
from core.domain.errors import Transient
from core.identity import BadToken, NoCredentials

URL = "http://127.0.0.1:8080"


class Down(Transient):
    """The database does not answer."""


class Recorder:
    """An application that tells who is asking and with what headers, and counts."""

    def __init__(self) -> None:
        self.reached = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached += 1
        told = {
            "subject": scope[PRINCIPAL].subject,
            "headers": [name.decode() for name, _ in scope["headers"]],
        }
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.send", "text": told["subject"]})
            await send({"type": "websocket.close"})
            return
        await JSONResponse(told)(scope, receive, send)


class Doorman:
    """Admits by a word in the authorization header."""

    def admit(self, headers: Mapping[str, str]) -> Principal:
        match headers.get("authorization", ""):
            case "":
                raise NoCredentials
            case "expired":
                raise ExpiredPrincipal
            case "down":
                raise Down
            case "ada" | "analyst" as subject:
                roles = frozenset({subject} & {"analyst"})
                hour = datetime.now(UTC) + timedelta(hours=1)
                return Principal("acme", subject, hour, roles=roles)
            case _:
                raise BadToken("It is nonsense.")


@pytest.fixture
def inner() -> Recorder:
    return Recorder()


def client(app: ASGIApp, **headers: str) -> TestClient:
    return TestClient(app, base_url=URL, headers=headers, follow_redirects=False)


@pytest.mark.parametrize(
    ("authorization", "challenge"),
    [
        ("", 'Bearer realm="handrail"'),
        ("nonsense", 'error="invalid_token"'),
        ("expired", 'error="invalid_token"'),
    ],
)
def test_without_a_valid_token_nothing_is_reached(
    inner: Recorder, authorization: str, challenge: str
) -> None:
    web = client(Guard(inner, Doorman()), authorization=authorization)
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "NONSENSE"):
        reply = web.request(method, "/api/v1/ask")
        assert reply.status_code == 401
        assert challenge in reply.headers["www-authenticate"]
    with pytest.raises(WebSocketDenialResponse) as denied, web.websocket_connect("/stream"):
        pass
    assert denied.value.status_code == 401
    assert inner.reached == 0


def test_a_request_that_tried_nothing_is_told_no_error(inner: Recorder) -> None:
    web = client(Guard(inner, Doorman()))
    assert "error" not in web.get("/x").headers["www-authenticate"]


def test_a_websocket_that_cannot_be_answered_is_closed_unopened(inner: Recorder) -> None:
    guard = Guard(inner, Doorman())

    async def by_an_old_server(scope: Scope, receive: Receive, send: Send) -> None:
        await guard({**scope, "extensions": {}}, receive, send)

    web = client(by_an_old_server)
    with pytest.raises(WebSocketDisconnect) as closed, web.websocket_connect("/stream"):
        pass
    assert closed.value.code == 1008
    assert inner.reached == 0


def test_whoever_is_admitted_goes_on_as_themselves_over_both(inner: Recorder) -> None:
    web = client(Guard(inner, Doorman()), authorization="ada")
    assert web.get("/x").json()["subject"] == "ada"
    with web.websocket_connect("/stream") as socket:
        assert socket.receive_text() == "ada"


@pytest.mark.parametrize(
    "claim",
    ["X-Forwarded-User", "x-auth-request-email", "Remote-User", "X-Handrail-Tenant", "x_tenant_id"],
)
def test_headers_that_claim_an_identity_go_no_further(inner: Recorder, claim: str) -> None:
    web = client(Guard(inner, Doorman()), authorization="ada")
    told = web.get("/x", headers={claim: "root", "X-Request-Id": "7"}).json()
    assert claim.lower() not in told["headers"]
    assert "x-request-id" in told["headers"]


def test_somebody_who_opens_a_page_is_led_to_sign_in_and_back(inner: Recorder) -> None:
    page = {"accept": "text/html,*/*"}
    web = client(Guard(inner, Doorman()))
    reply = web.get("/sources?q=a%20b", headers=page)
    assert reply.status_code == 303
    assert reply.headers["location"] == "/sign-in?next=%2Fsources%3Fq%3Da%2520b"
    expired = web.get("/", headers={**page, "authorization": "expired"})
    assert "expired=1" in expired.headers["location"]
    assert web.get("/api/v1/me", headers=page).status_code == 401


def test_a_database_that_is_away_is_no_reason_to_sign_in_again(inner: Recorder) -> None:
    web = client(Guard(inner, Doorman()), authorization="down")
    reply = web.get("/x", headers={"accept": "text/html"})
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")


def test_a_role_opens_what_is_kept_for_it(inner: Recorder) -> None:
    guarded = Guard(RoleGuard(inner, frozenset({"analyst"})), Doorman())
    web = client(guarded)
    assert web.get("/x", headers={"authorization": "analyst"}).status_code == 200
    refused = web.get("/x", headers={"authorization": "ada"})
    assert refused.status_code == 403
    assert 'error="insufficient_scope"' in refused.headers["www-authenticate"]
    with (
        pytest.raises(WebSocketDenialResponse),
        web.websocket_connect("/x", headers={"authorization": "ada"}),
    ):
        pass
    assert inner.reached == 1


def test_it_answers_under_its_own_name_only() -> None:
    web = client(OwnHost(plain, URL))
    assert web.get("/").status_code == 200
    for host in ("evil.example", "127.0.0.1:9", "127.0.0.1.evil.example:8080", ""):
        assert web.get("/", headers={"host": host}).status_code == 421
    page = {"accept": "text/html", "host": "localhost:8080"}
    assert web.get("/a?b=c", headers=page).headers["location"] == f"{URL}/a?b=c"
    evil = web.get("/", headers={"accept": "text/html", "host": "evil.example"})
    assert evil.status_code == 421


def test_pages_of_other_origins_change_nothing_and_open_no_websocket() -> None:
    web = client(OwnOrigin(plain, URL))
    for origin in ("http://127.0.0.1:9999", "https://127.0.0.1:8080", "null", "https://evil"):
        assert web.post("/", headers={"origin": origin}).status_code == 403
        assert web.get("/", headers={"origin": origin}).status_code == 200
        refused = pytest.raises((WebSocketDenialResponse, WebSocketDisconnect))
        with refused, web.websocket_connect("/", headers={"origin": origin}):
            pass
    assert web.post("/", headers={"origin": URL}).status_code == 200
    assert web.post("/").status_code == 200


def test_every_response_carries_the_secure_headers_refusals_too(inner: Recorder) -> None:
    policies = {"": "default-src 'self'", "/api": "default-src 'none'"}
    web = client(SecureHeaders(Guard(inner, Doorman()), policies, https=True))
    refused, page = web.get("/api/x"), web.get("/", headers={"authorization": "ada"})
    for reply in (refused, page):
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["x-frame-options"] == "DENY"
        assert "max-age" in reply.headers["strict-transport-security"]
        assert reply.headers["cache-control"] == "no-store"
    assert refused.headers["content-security-policy"] == policies["/api"]
    assert page.headers["content-security-policy"] == policies[""]


def test_alive_is_not_ready() -> None:
    from starlette.routing import Router

    def unready() -> None:
        raise Down

    web = client(Router(list(routes(unready))))
    assert web.get("/healthz").status_code == 200
    reply = web.get("/readyz")
    assert (reply.status_code, reply.json()["why"]) == (503, "Down")
    web = client(Router(list(routes(lambda: None))))
    assert web.get("/readyz").status_code == 200


async def plain(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers anyone."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await JSONResponse({})(scope, receive, send)


def test_an_address_with_control_characters_is_no_address() -> None:
    web = client(Printable(plain))
    assert web.get("/documents/a%0Ab").status_code == 404
    assert web.get("/documents/a%00b").headers["content-type"] == "application/problem+json"
    assert web.get("/documents/é").status_code == 200


def test_of_streamlit_only_what_its_pages_need_can_be_reached() -> None:
    web = client(OnlyNeeded(plain))
    for needed in ("/", "/sources", "/static/js/index.js", "/_stcore/health"):
        assert web.get(needed).status_code == 200
    for other in ("/_stcore/metrics", "/_stcore/agent/mcp", "/auth/login", "/oauth2callback"):
        assert web.get(other).status_code == 404
