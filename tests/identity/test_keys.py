"""Keys of an issuer elsewhere are there when needed, whatever its endpoint does."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from core.identity import LocalIssuer, Verifier
from core.identity.keys import MAX_BYTES, WAITERS, RemoteKeys, discovered

LONG = 3600.0
MakeKeys = Callable[..., RemoteKeys]


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


OLD, NEW = rsa_key(), rsa_key()


def jwk(kid: str | None, key: rsa.RSAPrivateKey = OLD, **changed: Any) -> dict[str, Any]:
    described = {
        **json.loads(RSAAlgorithm.to_jwk(key.public_key())),
        "kid": kid,
        "use": "sig",
        "alg": "RS256",
        **changed,
    }
    return {name: value for name, value in described.items() if value is not None}


def key_set(*keys: dict[str, Any]) -> bytes:
    return json.dumps({"keys": keys}).encode()


@dataclass
class Reply:
    body: bytes = key_set(jwk("old"))
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Endpoint(ThreadingHTTPServer):
    """An issuer's web server: says what it is told to, counts, and hangs until it is let go."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.reply = Reply()
        self.elsewhere: dict[str, bytes] = {}
        self.let_go = Event()
        self.let_go.set()
        self.asked = 0
        self.changed = Condition()

    def count(self) -> None:
        with self.changed:
            self.asked += 1
            self.changed.notify_all()

    def await_asked(self, times: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.asked >= times, timeout=20)


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_GET(self) -> None:
        if self.path in self.server.elsewhere:
            self.answer(Reply(self.server.elsewhere[self.path]))
            return
        self.server.count()
        self.server.let_go.wait(20)
        self.answer(self.server.reply)

    def answer(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Endpoint() as endpoint:
        Thread(target=endpoint.serve_forever, args=(0.01,), daemon=True).start()
        yield endpoint
        endpoint.let_go.set()
        endpoint.shutdown()


@pytest.fixture
def keys_of(endpoint: Endpoint) -> Iterator[MakeKeys]:
    made: list[RemoteKeys] = []

    def make(**pace: Any) -> RemoteKeys:
        pace = {"lifetime": LONG, "cooldown": LONG, "patience": 20.0, **pace}
        made.append(RemoteKeys(f"{endpoint.url}/keys", **pace))
        return made[-1]

    yield make
    for keys in made:
        keys.close()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_token_is_verified_with_the_key_its_issuer_publishes(
    endpoint: Endpoint, keys_of: MakeKeys, issuer: LocalIssuer
) -> None:
    endpoint.reply = Reply(json.dumps(issuer.jwks()).encode())
    verifier = Verifier(keys_of(), issuer.issuer, issuer.audience)
    assert verifier.principal(issuer.token("acme", "ada")).subject == "ada"


def test_a_hanging_endpoint_never_delays_a_known_key(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    keys = keys_of(cooldown=0.0)
    assert keys.key("old")
    endpoint.let_go.clear()
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(keys.key, "unknown")
        endpoint.await_asked(2)
        assert keys.key("old")
        assert not waiting.done()
        endpoint.let_go.set()
        assert waiting.result(20) is None


def test_an_unknown_key_is_waited_for_only_so_long(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    endpoint.let_go.clear()
    keys = keys_of(patience=0.02)
    assert keys.key("old") is None
    endpoint.let_go.set()
    with keys._changed:
        assert keys._changed.wait_for(lambda: keys._readings, 20)
    assert keys.key("old")


def test_no_more_than_so_many_requests_wait_at_once(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    keys = keys_of(cooldown=0.0)
    assert keys.key("old")
    for _ in range(WAITERS):
        keys._waiters.acquire()
    assert keys.key("unknown") is None
    assert keys.key("old")
    assert endpoint.asked == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=404),
        Reply(status=302, headers={"Location": "/elsewhere"}),
        Reply(b"<html>Sorry"),
        Reply(b"\xff\xfe"),
        Reply(b""),
        Reply(b"[" * 100_000),
        Reply(b"null"),
        Reply(b"[]"),
        Reply(b"{}"),
        Reply(b'{"keys": []}'),
        Reply(b'{"keys": "old"}'),
        Reply(b'{"keys": [1, null, {"kty": ["RSA"]}]}'),
        Reply(key_set(jwk("old", use="enc"))),
        Reply(b" " * MAX_BYTES + key_set(jwk("old"))),
        Reply(headers={"Content-Encoding": "gzip", "Content-Length": "10000"}),
    ],
    ids=lambda reply: f"{reply.status}-{reply.body[:12]!r}",
)
def test_a_reading_that_fails_leaves_the_last_good_keys(
    endpoint: Endpoint, keys_of: MakeKeys, reply: Reply
) -> None:
    keys = keys_of(cooldown=0.0, timeout=1.0)
    assert keys.key("old")
    endpoint.elsewhere["/elsewhere"] = key_set(jwk("planted", NEW))
    endpoint.reply = reply
    assert keys.key("planted") is None
    assert endpoint.asked == 2
    assert keys.key("old")
    endpoint.reply = Reply(key_set(jwk("new", NEW)))
    assert keys.key("new")


def test_an_endpoint_that_is_gone_leaves_the_last_good_keys(
    endpoint: Endpoint, keys_of: MakeKeys
) -> None:
    keys = keys_of(cooldown=0.0)
    assert keys.key("old")
    endpoint.server_close()
    assert keys.key("unknown") is None
    assert keys.key("old")


def test_unknown_keys_have_the_set_read_once_in_a_cooldown(
    endpoint: Endpoint, keys_of: MakeKeys
) -> None:
    clock = Clock()
    keys = keys_of(clock=clock, cooldown=30.0)
    assert keys.key("old")
    assert [keys.key("unknown"), keys.key("another")] == [None, None]
    assert endpoint.asked == 1
    clock.now += 30.0
    with ThreadPoolExecutor() as pool:
        assert list(pool.map(keys.key, ["unknown", "another", "third", "fourth"])) == [None] * 4
    assert endpoint.asked == 2


def test_a_failed_reading_cools_down_too(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    clock = Clock()
    endpoint.reply = Reply(status=503)
    keys = keys_of(clock=clock, cooldown=30.0)
    assert [keys.key("old"), keys.key("old")] == [None, None]
    assert endpoint.asked == 1
    endpoint.reply = Reply()
    clock.now += 30.0
    assert keys.key("old")
    assert endpoint.asked == 2


def test_after_a_failed_reading_the_set_is_read_again_without_being_asked_for(
    endpoint: Endpoint, keys_of: MakeKeys
) -> None:
    endpoint.reply = Reply(status=503)
    keys_of(cooldown=0.005)
    endpoint.await_asked(3)


def test_a_new_key_is_found_at_once_and_a_withdrawn_one_is_gone(
    endpoint: Endpoint, keys_of: MakeKeys
) -> None:
    keys = keys_of(cooldown=0.0)
    assert keys.key("old")
    endpoint.reply = Reply(key_set(jwk("new", NEW)))
    found = keys.key("new")
    assert found
    assert found.public_numbers() == NEW.public_key().public_numbers()
    assert keys.key("old") is None


def test_a_rotation_is_noticed_without_anyone_asking(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    keys = keys_of(lifetime=0.005)
    assert keys.key("old")
    endpoint.reply = Reply(key_set(jwk("new", NEW)))
    endpoint.await_asked(endpoint.asked + 3)
    assert set(keys._held) == {"new"}


def test_a_closed_key_set_reads_no_more(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    keys = keys_of(cooldown=0.0)
    assert keys.key("old")
    keys.close()
    assert keys.key("unknown") is None
    assert keys.key("old")
    assert endpoint.asked == 1


@pytest.mark.parametrize(
    "unfit",
    [
        jwk("bad", use="enc"),
        jwk("bad", alg="PS256"),
        jwk("bad", alg="RS512"),
        jwk("bad", alg="HS256"),
        jwk("bad", alg="none"),
        jwk("bad", rsa_key(1024)),
        jwk("bad", n=None),
        {"kid": "bad", "kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"},
        {
            **json.loads(ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key())),
            "kid": "bad",
        },
        {**json.loads(RSAAlgorithm.to_jwk(OLD)), "kid": "bad"},
        {**jwk(None), "kid": ["bad"]},
        jwk(None),
    ],
    ids=lambda unfit: "-".join(f"{unfit.get(name)}" for name in ("kty", "use", "alg", "kid")),
)
def test_only_a_public_rsa_signature_key_is_taken(
    endpoint: Endpoint, keys_of: MakeKeys, unfit: dict[str, Any]
) -> None:
    endpoint.reply = Reply(key_set(unfit, jwk("good")))
    keys = keys_of()
    assert keys.key("good")
    assert set(keys._held) == {"good"}


def test_a_key_need_not_say_what_it_is_for(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    endpoint.reply = Reply(key_set(jwk("old", use=None, alg=None)))
    assert keys_of().key("old")


def test_of_two_keys_with_one_id_the_first_counts(endpoint: Endpoint, keys_of: MakeKeys) -> None:
    endpoint.reply = Reply(key_set(jwk("same", OLD), jwk("same", NEW)))
    found = keys_of().key("same")
    assert found
    assert found.public_numbers() == OLD.public_key().public_numbers()


def test_where_a_token_says_its_key_is_has_no_say(
    endpoint: Endpoint, keys_of: MakeKeys, issuer: LocalIssuer
) -> None:
    endpoint.elsewhere["/planted"] = key_set(jwk("planted", NEW))
    planted = {"kid": "planted", "jku": f"{endpoint.url}/planted", "jwk": jwk("planted", NEW)}
    forged = jwt.encode({"sub": "ada"}, NEW, algorithm="RS256", headers=planted)
    verifier = Verifier(keys_of(cooldown=0.0), issuer.issuer, issuer.audience)
    with pytest.raises(Exception, match="key is unknown"):
        verifier.principal(forged)


@pytest.mark.parametrize(
    ("announced", "found"),
    [
        ({"issuer": "{url}", "jwks_uri": "{url}/keys"}, True),
        ({"issuer": "{url}/", "jwks_uri": "{url}/keys"}, False),
        ({"issuer": "https://elsewhere.example", "jwks_uri": "{url}/keys"}, False),
        ({"issuer": "{url}"}, False),
        ({"issuer": "{url}", "jwks_uri": ["{url}/keys"]}, False),
        ({"issuer": "{url}", "jwks_uri": "file:///etc/hostname"}, False),
    ],
    ids=str,
)
def test_an_issuer_is_believed_about_its_own_key_set_only(
    endpoint: Endpoint, announced: dict[str, Any], found: bool
) -> None:
    document = json.dumps(announced).replace("{url}", endpoint.url).encode()
    endpoint.elsewhere["/.well-known/openid-configuration"] = document
    keys = discovered(endpoint.url)
    assert bool(keys.key("old")) is found
    keys.close()
