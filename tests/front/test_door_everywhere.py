"""Every door of the running server is tried: without a key, with the wrong one, with a neighbour's."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
import websockets.sync.client
from websockets.exceptions import InvalidStatus

from core.domain.access import Tier
from core.identity import LocalIssuer
from tests.front.conftest import Front

PUBLIC = {
    "/healthz",
    "/readyz",
    "/sign-in",
    "/sign-in/callback",
    "/sign-in/signed-out",
    "/sign-in/style.css",
    "/sign-in/mark.svg",
    "/sign-out",
    "/oidc/.well-known/openid-configuration",
    "/oidc/jwks.json",
    "/oidc/authorize",
    "/oidc/choose",
    "/oidc/token",
    "/oidc/end-session",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PARAMETER = re.compile(r"\{[^}]+\}")
MADE_UP = "0123456789abcdef"
NOT_AN_ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def routes() -> list[tuple[str, str, bool]]:
    walked = subprocess.run(
        [sys.executable, "-m", "tests.front.every_route"],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    return [tuple(each) for each in json.loads(walked.stdout.splitlines()[-1])]


@pytest.fixture(scope="module")
def wrong_keys(front: Front, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Credentials that open nothing, as header values."""
    forger = LocalIssuer(tmp_path_factory.mktemp("forger"), front.issuer.issuer)
    elsewhere = LocalIssuer(front.home, "https://elsewhere.example")
    return {
        "none": "",
        "nonsense": "Bearer nonsense",
        "basic": "Basic YWRhOmFkYQ==",
        "expired": f"Bearer {front.token('alder', lifetime=timedelta(hours=-1))}",
        "forged": f"Bearer {forger.token('alder', 'noor.haldane')}",
        "another issuer": f"Bearer {elsewhere.token('alder', 'noor.haldane')}",
        "another audience": f"Bearer {front.token('alder', audience='handrail-app')}",
    }


def test_what_is_public_is_public_by_name_and_the_guard_stands_before_the_rest(
    routes: list[tuple[str, str, bool]],
) -> None:
    assert {path for path, _, guarded in routes if not guarded} == PUBLIC
    behind = {path for path, _, guarded in routes if guarded}
    for expected in ("/_stcore/stream", "/api/v1/ask", "/workbench/stage3_search/ws"):
        assert expected in behind


def test_no_route_answers_anyone_with_no_key_or_a_wrong_one(
    front: Front, routes: list[tuple[str, str, bool]], wrong_keys: dict[str, str]
) -> None:
    paths = sorted({PARAMETER.sub("x", path) for path, _, guarded in routes if guarded})
    assert len(paths) > 60
    open_doors = []
    with front.client() as web:
        for path in paths:
            for what, credentials in wrong_keys.items():
                headers = {"Authorization": credentials} if credentials else {}
                for method in METHODS if what == "none" else ("POST",):
                    reply = web.request(method, path, headers=headers)
                    if reply.status_code != 401 or "bearer" not in challenge(reply):
                        open_doors.append((method, path, what, reply.status_code))
    assert open_doors == []


def challenge(reply: httpx2.Response) -> str:
    return reply.headers.get("www-authenticate", "").lower()


def test_no_websocket_opens_for_anyone_with_no_key_or_a_wrong_one(
    front: Front, routes: list[tuple[str, str, bool]], wrong_keys: dict[str, str]
) -> None:
    sockets = {path for path, kind, _ in routes if kind == "websocket"} | {"/", "/api/v1/ask"}
    for path in sorted(sockets):
        for credentials in wrong_keys.values():
            assert handshake(front, path, credentials) == 401


def test_no_websocket_opens_for_a_page_of_another_origin(front: Front) -> None:
    key = f"Bearer {front.token('alder', roles=['analyst'])}"
    for path in ("/_stcore/stream", "/workbench/stage3_search/ws"):
        assert handshake(front, path, key, origin="http://127.0.0.1:1") == 403


def test_the_workbench_is_closed_to_those_without_its_roles(
    front: Front, routes: list[tuple[str, str, bool]]
) -> None:
    reader = f"Bearer {front.token('alder', roles=['curator', 'auditor', 'operator'])}"
    with front.client() as web:
        for path, kind, _ in routes:
            if not path.startswith("/workbench"):
                continue
            if kind == "websocket":
                assert handshake(front, path, reader) == 403
            else:
                concrete = PARAMETER.sub("x", path)
                reply = web.get(concrete, headers={"Authorization": reader})
                assert reply.status_code == 403, concrete


def handshake(front: Front, path: str, credentials: str, origin: str | None = None) -> int:
    """The status a websocket handshake is answered with; 101 if it opens."""
    headers = {"Authorization": credentials} if credentials else {}
    url = f"{front.url.replace('http', 'ws')}{path}"
    try:
        with websockets.sync.client.connect(
            url,
            additional_headers=headers,
            origin=origin,  # type: ignore[arg-type]
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_ids_of_another_tenant_are_like_ids_of_nothing(front: Front) -> None:
    ours = front.token("alder", "noor.haldane", clearance=Tier.RESTRICTED)
    theirs = front.token("meridian", "noor.haldane", clearance=Tier.RESTRICTED)
    with front.client(ours) as web:
        document = web.get("/api/v1/documents").json()["documents"][0]["document_id"]
        answer = web.post(
            "/api/v1/ask", json={"question": "How long do we keep the records of a child?"}
        ).json()
        chunk = answer["citations"][0]["chunk_id"]
        assert web.get(f"/api/v1/documents/{document}").status_code == 200
        assert web.get(f"/api/v1/passages/{chunk}").status_code == 200
    with front.client(theirs) as web:
        for there, made_up in (
            (f"/api/v1/documents/{document}", f"/api/v1/documents/{MADE_UP}"),
            (f"/api/v1/documents/{document}/text", f"/api/v1/documents/{MADE_UP}/text"),
            (f"/api/v1/passages/{chunk}", f"/api/v1/passages/{MADE_UP}"),
        ):
            assert told(web.get(there)) == told(web.get(made_up))
            assert web.get(there).status_code == 404
        for request in (answer["request_id"], NOT_AN_ID):
            given = web.post("/api/v1/feedback", json={"request_id": request, "verdict": "down"})
            assert given.status_code == 404


def test_ids_above_ones_clearance_are_like_ids_of_nothing(front: Front) -> None:
    cleared = front.token("alder", "petra", clearance=Tier.RESTRICTED, groups=["board", "hr"])
    reader = front.token("alder", "petra", clearance=Tier.PUBLIC)
    with front.client(cleared) as above, front.client(reader) as below:
        seen = {each["document_id"] for each in below.get("/api/v1/documents").json()["documents"]}
        every = above.get("/api/v1/documents", params={"limit": 200}).json()["documents"]
        hidden = [each["document_id"] for each in every if each["document_id"] not in seen]
        assert hidden
        nothing = told(below.get(f"/api/v1/documents/{MADE_UP}"))
        for document in hidden:
            assert told(below.get(f"/api/v1/documents/{document}")) == nothing


def told(reply: httpx2.Response) -> tuple[int, str]:
    """A reply without what differs from request to request."""
    body = re.sub(r"[0-9a-f]{8}(-?[0-9a-f]{4}){2,}[0-9a-f-]*", "ID", reply.text)
    return reply.status_code, body


def test_tenant_and_identity_come_from_the_token_and_from_nothing_else(front: Front) -> None:
    claims = {"X-Handrail-Tenant": "meridian", "X-Forwarded-User": "root", "Remote-User": "root"}
    with front.client(front.token("alder", "noor.haldane")) as web:
        me = web.get("/api/v1/me", headers=claims, params={"tenant": "meridian"}).json()
    assert (me["tenant"], me["subject"]) == ("alder", "noor.haldane")


def test_what_is_refused_at_the_door_costs_and_records_nothing(front: Front) -> None:
    operator = front.token("tidewater", "tobias.renn", roles=["operator", "auditor"])
    with front.client() as web:
        for _ in range(3):
            assert web.post("/api/v1/ask", json={"question": "Travel?"}).status_code == 401
    with front.client(operator) as web:
        assert web.get("/api/v1/requests").json()["requests"] == []
