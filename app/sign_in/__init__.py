"""Signing in: at the issuer that is set, or at the demonstration's, which is then served here too."""

import secrets

from starlette.routing import BaseRoute, Mount

from app.sign_in import client
from app.sign_in.addresses import CALLBACK, SIGN_IN, SIGNED_OUT
from app.sign_in.authorization import Client
from app.sign_in.demo import DemoIssuerNotOnLoopback, Organisation, demo_issuer
from app.sign_in.issuer import Provider
from app.strings import SignIn
from core.bootstrap import Handrail
from core.bootstrap.samples import FLEET, OPERATIONS, samples

__all__ = ["DemoIssuerNotOnLoopback", "routes"]
DEMO = "/oidc"


def routes(handrail: Handrail) -> list[BaseRoute]:
    """Everything that is reached without being signed in, to sign in and out.

    Raises `DemoIssuerNotOnLoopback` where no issuer is set and others could reach this machine's.
    """
    settings = handrail.settings
    secret = settings.oidc_client_secret if settings.oidc_issuer else None
    provider = Provider(
        url=settings.issuer_url,
        client_id=settings.oidc_client_id,
        secret=secret.get_secret_value() if secret else None,
        scopes=settings.oidc_scopes,
    )
    signing_in = client.routes(
        provider,
        settings.url,
        handrail.sign_ins,
        handrail.verifier(settings.oidc_client_id).principal,
        key=secrets.token_urlsafe(32),  # a sign-in under way does not outlive the process
    )
    return [*signing_in, *([] if settings.oidc_issuer else [_demo(handrail)])]


def _demo(handrail: Handrail) -> Mount:
    settings = handrail.settings
    application = Client(
        id=settings.oidc_client_id,
        redirect_uri=settings.url + CALLBACK,
        signed_out_uri=settings.url + SIGNED_OUT,
        start_uri=settings.url + SIGN_IN,
    )
    there = [Organisation(each.tenant, each.name, each.about, each.people) for each in samples()]
    fleet = Organisation(OPERATIONS, SignIn.FLEET, SignIn.FLEET_ABOUT, (FLEET,))
    return Mount(DEMO, demo_issuer(handrail.issuer, settings.host, application, [*there, fleet]))
