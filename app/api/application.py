"""The API as an ASGI application."""

from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware import Middleware

from app.api import browsing
from app.api.bodies import BodyLimit
from app.api.caller import Desk
from app.api.document import ALWAYS, document, refused
from app.api.methods import Methods
from app.api.rates import RateLimit
from app.api.refusals import Unexpected, handle
from app.api.routes import asking, documents, people, uploads
from core.bootstrap import Handrail

ROUTERS = (asking.router, documents.router, uploads.router, people.router, browsing.router)


def application(handrail: Handrail) -> FastAPI:
    """The API of `handrail`, to be mounted at /api/v1 behind a gateway that admits principals.

    It takes whoever the gateway put into the scope (`handrail.principal`), and nobody else.
    """
    settings = handrail.settings
    app = FastAPI(
        title="Handrail",
        version=version("handrail"),
        openapi_url=None,
        redirect_slashes=False,
        responses=refused(*ALWAYS),
        middleware=[
            Middleware(Unexpected),
            Middleware(Methods),
            Middleware(RateLimit, settings=settings),
            Middleware(BodyLimit, file_bytes=settings.max_file_bytes),
        ],
    )
    app.state.desk = Desk(handrail)
    handle(app)
    for router in ROUTERS:
        app.include_router(router)
    described = document(app)
    app.openapi = lambda: described  # type: ignore[method-assign]
    return app
