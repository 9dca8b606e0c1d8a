"""The OpenAPI document: every operation, every status it can return, and what a problem looks like."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api import given, problems
from app.api.errors import StillWorking, TooBusy, TooManyRequests, WrongMedia
from core.domain.access import ExpiredPrincipal
from core.library.errors import MayNotChange, NoSuchDocument

Responses = dict[int | str, dict[str, Any]]
PROBLEM = {"$ref": "#/components/schemas/Problem"}
SECONDS = {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds to wait."}
RETRY = {"Retry-After": SECONDS}
DESCRIPTION = """
Ask questions of your organisation's documents and get answers with citations, or refusals that say
why; search, read, and for curators change the documents.

Who you are is in your bearer token and nowhere else: your tenant, clearance, groups and roles. What
you may not see is as if it were not there. `handrail token` prints a token of the demonstration
issuer; a browser that is signed in needs none.

Errors are problem details (RFC 9457). Their `type` tells them apart: `about:blank` where the status
says all, or else `urn:handrail:problem:` and a name, such as `no-such-document`, `may-not-change`,
`not-taken-in`, `still-working`, `key-used-otherwise`, `invalid`, `too-many-requests`, `transient`.

Questions and searches, writes, and reads each have a quota a minute for each person. `RateLimit` says
what is left of it.
"""
TAGS = [
    {"name": "asking", "description": "Answers with citations, and the search behind them."},
    {"name": "documents", "description": "What you may see, and what curators change."},
    {"name": "feedback", "description": "What you say of the answers you got."},
    {"name": "me", "description": "Who you are here, and what you asked."},
]
REFUSALS = {
    400: "The body cannot be parsed at all.",
    401: "The token is missing, not valid, or has expired.",
    403: "You may not do this.",
    404: "There is none, or none that you may see.",
    409: "The request first sent with this Idempotency-Key is still being worked on.",
    413: "The body is too large.",
    415: "The body is of another media type than is understood here.",
    422: "What was sent cannot be used; `errors` says where it is wrong.",
    429: "You send too many requests.",
    500: "Something went wrong here; `instance` names it in the log.",
    503: "This is not available at the moment.",
}
RAISED = (
    ExpiredPrincipal(),
    MayNotChange(),
    NoSuchDocument(),
    StillWorking(),
    WrongMedia("Send application/json."),
    TooManyRequests(retry_after=7),
    TooBusy(),
)
FLAW = {"detail": "String should have at most 2000 characters", "pointer": "#/question"}
EXAMPLES = {
    each.status: each
    for each in (problems.invalid([FLAW]), *filter(None, map(problems.known, RAISED)))
}
HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "description": "RFC 6750."}},
    409: RETRY,
    429: RETRY,
    503: RETRY,
}
SCHEMES = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
QUOTA = {
    "RateLimit": {
        "schema": {"type": "string", "examples": ['"asking";r=59;t=60']},
        "description": "What is left of the quota, and the seconds until there is more.",
    }
}
ALWAYS = (401, 413, 429, 500, 503)


def refused(*statuses: int) -> Responses:
    """How an operation may be refused, as its description has it."""
    return {status: _refusal(status) for status in statuses}


def links(**targets: tuple[str, str, str]) -> dict[str, Any]:
    """Where a response leads: by name, an operation, its parameter, and its place in the body."""
    return {
        "links": {
            name: {"operationId": to, "parameters": {parameter: f"$response.body#/{place}"}}
            for name, (to, parameter, place) in targets.items()
        }
    }


def streamed() -> dict[str, Any]:
    """An answer that may as well come as events."""
    return {"content": {"text/event-stream": {"example": EVENTS}}}


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document."""
    described = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": "/api/v1"}],
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
    )
    for path in described["paths"].values():
        for operation in path.values():
            operation["responses"] = _in_order(operation["responses"])
    problem = given.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    described["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
    described["components"]["securitySchemes"] = SCHEMES
    described["security"] = [{name: []} for name in SCHEMES]
    return described


def _in_order(responses: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The responses by status, each with the headers that all have."""
    return {
        status: {**described, "headers": {**QUOTA, **described.get("headers", {})}}
        for status, described in sorted(responses.items())
    }


def _refusal(status: int) -> dict[str, Any]:
    example = EXAMPLES.get(status, problems.plain(status)).body()
    return {
        "description": REFUSALS[status],
        "headers": HEADERS.get(status, {}),
        "content": {problems.MEDIA_TYPE: {"schema": PROBLEM, "example": example}},
    }


EVENTS = """event: piece
data: {"text": "You may spend 120 euros a night. [1]", "citations": [...]}
id: 1

event: answer
data: {"question": "How much may I spend on a hotel?", ...}
id: 2
"""
