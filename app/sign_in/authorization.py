"""What an application asks of an issuer (RFC 6749, RFC 7636, OpenID Connect Core 1.0), and its faults."""

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from starlette.datastructures import URL, ImmutableMultiDict

from core.domain.errors import Permanent

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
Parameters = ImmutableMultiDict[str, str]


class UnknownApplication(Permanent):
    """An application that is not known here asks you to sign in. Open Handrail and sign in from there."""


class Refused(Exception):
    """A request turned down: the error's code, and what its sender should do."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description

    def as_parameters(self) -> dict[str, str]:
        """The error as it is sent back."""
        return {"error": self.code, "error_description": self.description}


@dataclass(frozen=True, slots=True)
class Client:
    """The application people sign in to: its id, and the only addresses they are sent back to."""

    id: str
    redirect_uri: str
    signed_out_uri: str
    start_uri: str


@dataclass(frozen=True, slots=True)
class Authorization:
    """A sign-in asked for properly: where its answer goes, and what will prove who fetches it."""

    client_id: str
    redirect_uri: str
    scopes: frozenset[str]
    challenge: str
    state: str | None = None
    nonce: str | None = None

    def answered(self, issuer: str, **answer: str) -> str:
        """The address to send the browser back to (with RFC 9207's `iss`)."""
        state = {} if self.state is None else {"state": self.state}
        return str(URL(self.redirect_uri).include_query_params(**answer, **state, iss=issuer))

    def proven_by(self, verifier: str) -> bool:
        """Whether `verifier` is what the challenge was made from (RFC 7636, section 4.6)."""
        digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        return VERIFIER.fullmatch(verifier) is not None and compare_digest(digest, self.challenge)


def addressed(asked: Parameters, client: Client) -> Authorization:
    """What `client` asks for, well or badly.

    Raises `UnknownApplication` where not even an error may be sent back: for another application,
    or to another address than the one it gave.
    """
    ids, addresses = asked.getlist("client_id"), asked.getlist("redirect_uri")
    if (ids, addresses) != ([client.id], [client.redirect_uri]):
        raise UnknownApplication
    return Authorization(
        client_id=client.id,
        redirect_uri=client.redirect_uri,
        scopes=frozenset(asked.get("scope", "").split()),
        challenge=asked.get("code_challenge", ""),
        state=asked.get("state"),
        nonce=asked.get("nonce"),
    )


def fault(asked: Parameters) -> Refused | None:
    """What is wrong with a request, if anything (RFC 6749, section 4.1.2.1)."""
    for wrong, code, description in (
        (repeated(asked), "invalid_request", "Send each parameter once."),
        ("request" in asked, "request_not_supported", "Send the parameters themselves."),
        ("request_uri" in asked, "request_uri_not_supported", "Send the parameters themselves."),
        ("response_type" not in asked, "invalid_request", "Send response_type=code."),
        (
            asked.get("response_type") != "code",
            "unsupported_response_type",
            "Send response_type=code.",
        ),
        (
            asked.get("response_mode", "query") != "query",
            "invalid_request",
            "Leave out response_mode.",
        ),
        (
            "openid" not in asked.get("scope", "").split(),
            "invalid_scope",
            "Ask for the scope openid.",
        ),
        (
            asked.get("code_challenge_method") != "S256"
            or not CHALLENGE.fullmatch(asked.get("code_challenge", "")),
            "invalid_request",
            "Send a code_challenge with code_challenge_method=S256 (RFC 7636).",
        ),
        (
            "none" in asked.get("prompt", "").split(),
            "login_required",
            "Leave out prompt=none: people choose who to be each time.",
        ),
    ):
        if wrong:
            return Refused(code, description)
    return None


def repeated(asked: Parameters) -> bool:
    """Whether a parameter is given twice, which RFC 6749, section 3.1, forbids."""
    return len(asked.multi_items()) > len(asked.keys())
