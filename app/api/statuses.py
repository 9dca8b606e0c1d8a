"""Which HTTP status an error is, and in which words."""

from collections.abc import Mapping
from http import HTTPStatus

from app.api.errors import (
    BadCursor,
    KeyUsedOtherwise,
    NotTakenIn,
    StillWorking,
    TooManyRequests,
    WrongMedia,
)
from core.answering.feedback import NoSuchRequest, NoteTooLong
from core.answering.service import QuestionEmpty, QuestionTooLong
from core.domain.access import ExpiredPrincipal
from core.domain.errors import HandrailError, Transient
from core.identity import BadToken, NoCredentials
from core.library.errors import BadFilename, MayNotChange, NoSuchDocument, NoSuchPassage
from core.store.errors import NoPrincipal, NoSuchTenant

STATUS: Mapping[type[HandrailError], HTTPStatus] = {
    NoPrincipal: HTTPStatus.UNAUTHORIZED,
    NoCredentials: HTTPStatus.UNAUTHORIZED,
    BadToken: HTTPStatus.UNAUTHORIZED,
    ExpiredPrincipal: HTTPStatus.UNAUTHORIZED,
    MayNotChange: HTTPStatus.FORBIDDEN,
    NoSuchTenant: HTTPStatus.FORBIDDEN,
    NoSuchDocument: HTTPStatus.NOT_FOUND,
    NoSuchPassage: HTTPStatus.NOT_FOUND,
    NoSuchRequest: HTTPStatus.NOT_FOUND,
    StillWorking: HTTPStatus.CONFLICT,
    WrongMedia: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BadCursor: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadFilename: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyUsedOtherwise: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotTakenIn: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoteTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuestionEmpty: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuestionTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    Transient: HTTPStatus.SERVICE_UNAVAILABLE,
}
PLAINLY: Mapping[type[HandrailError], str] = {
    NoPrincipal: "Nobody is signed in. Send a bearer token.",
    BadToken: "The token is not valid. Get a new one.",
    NoSuchTenant: "Your organisation has no documents here. Ask whoever runs Handrail to add it.",
    Transient: "This is not available at the moment. Try again in a little while.",
}
"""Where an error's own message speaks to whoever runs Handrail, or tells too much."""
