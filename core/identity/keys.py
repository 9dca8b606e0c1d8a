"""The key set of an issuer elsewhere (JWK Set: RFC 7517), fetched behind the back of every request."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from functools import partial
from threading import Condition, Semaphore, Thread
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWKSet

from core.domain.errors import Transient

LIFETIME = 300.0
COOLDOWN = 30.0
TIMEOUT = 5.0
PATIENCE = 2.0
WAITERS = 16  # of the threads that serve requests, this many may wait for a key at once
MAX_BYTES = 256 * 1024
MIN_BITS = 2048

log = logging.getLogger(__name__)


class NoKeySet(Transient):
    """The issuer's key set could not be read. Check HANDRAIL_OIDC_ISSUER and that it answers."""


class RemoteKeys:
    """An issuer's public keys. The last set that could be read counts until another can be.

    One thread of its own reads the set: at once, then every `lifetime` seconds, after a failure
    every `cooldown`. Nobody waits for it except over a key id not in the set, and then for at
    most `patience` seconds. An unknown key id has the set read again, unless it was tried within
    `cooldown` seconds.
    """

    def __init__(
        self,
        jwks_uri: str | Callable[[], str],
        *,
        lifetime: float = LIFETIME,
        cooldown: float = COOLDOWN,
        timeout: float = TIMEOUT,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Of the set at `jwks_uri`, or wherever calling it says, asked anew at every reading."""
        self._uri = jwks_uri
        self._lifetime = lifetime
        self._cooldown = cooldown
        self._timeout = timeout
        self._patience = patience
        self._clock = clock
        self._held: Mapping[str, RSAPublicKey] = {}
        self._changed = Condition()
        self._waiters = Semaphore(WAITERS)
        self._wanted = True
        self._closed = False
        self._readings = 0
        self._last = clock()
        Thread(target=self._keep_reading, name="key set", daemon=True).start()

    def key(self, kid: str) -> RSAPublicKey | None:
        """The key of that id; None when the issuer is not known to have it."""
        return self._held.get(kid) or self._awaited(kid)

    def close(self) -> None:
        """Read no more; what is held stays usable."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _awaited(self, kid: str) -> RSAPublicKey | None:
        if not self._waiters.acquire(blocking=False):
            return None
        try:
            with self._changed:
                if self._wanted or self._clock() - self._last >= self._cooldown:
                    self._await_reading()
                return self._held.get(kid)
        finally:
            self._waiters.release()

    def _await_reading(self) -> None:
        self._wanted = True
        self._changed.notify_all()
        before = self._readings
        self._changed.wait_for(lambda: self._closed or self._readings > before, self._patience)

    def _keep_reading(self) -> None:
        pause = 0.0
        while self._due(pause):
            pause = self._lifetime if self._read() else self._cooldown
            with self._changed:
                self._wanted = False
                self._readings += 1
                self._last = self._clock()
                self._changed.notify_all()

    def _due(self, pause: float) -> bool:
        """Wait until the set is to be read; False when it never will be again."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted, pause)
            self._wanted = True
            return not self._closed

    def _read(self) -> bool:
        try:
            uri = self._uri if isinstance(self._uri, str) else self._uri()
            self._held = usable(fetched(uri, self._timeout))
        except Exception as error:  # whatever went wrong, the thread and the last good set stay
            log.warning("The key set could not be read, the last one stays: %r", error)
            return False
        return True


def discovered(issuer: str, timeout: float = TIMEOUT) -> RemoteKeys:
    """The keys of an issuer by its discovery document (OpenID Connect Discovery 1.0, section 4)."""
    return RemoteKeys(partial(_announced, issuer, timeout), timeout=timeout)


def _announced(issuer: str, timeout: float) -> str:
    metadata = fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout)
    if metadata.get("issuer") != issuer:
        raise NoKeySet(f"{issuer} says it is {metadata.get('issuer')!r}.")
    uri = metadata.get("jwks_uri")
    if not isinstance(uri, str):
        raise NoKeySet(f"{issuer} announces no key set.")
    return uri


def usable(jwks: dict[str, Any]) -> dict[str, RSAPublicKey]:
    """The keys of a set that may have signed a token with RS256, by id; raises when there are none."""
    fit = PyJWKSet([described for described in jwks["keys"] if _signs_rs256(described)])
    keys = {
        str(key.key_id): key.key
        for key in reversed(fit.keys)  # of two with one id, the first counts
        if isinstance(key.key, RSAPublicKey) and key.key.key_size >= MIN_BITS
    }
    if not keys:
        raise NoKeySet("It holds no RSA key of 2048 bits or more.")
    return keys


def _signs_rs256(described: object) -> bool:
    return (
        isinstance(described, dict)
        and described.get("kty") == "RSA"
        and described.get("use") in (None, "sig")
        and described.get("alg") in (None, "RS256")
        and isinstance(described.get("kid"), str)
    )


def fetched(url: str, timeout: float) -> dict[str, Any]:
    """The JSON object at `url`, of at most 256 KiB, within twice `timeout` seconds."""
    deadline = time.monotonic() + timeout
    body = b""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    with httpx2.stream("GET", url, timeout=timeout, headers=headers) as answer:
        answer.raise_for_status()
        for piece in answer.iter_raw():  # not decoded: a small answer cannot unfold into a huge one
            body += piece
            if len(body) > MAX_BYTES or time.monotonic() > deadline:
                raise NoKeySet(f"{url} answers with too much, or too slowly.")
    parsed = json.loads(body)
    if not isinstance(parsed, dict):
        raise NoKeySet(f"{url} answers with something else.")
    return parsed
