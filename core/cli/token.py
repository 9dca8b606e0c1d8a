"""`handrail token`."""

import re
import sys
from datetime import timedelta
from typing import Annotated

import typer

from core.cli.session import names
from core.domain.access import Role, Tier
from core.domain.errors import Permanent

UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
TTL = re.compile(r"([1-9][0-9]{0,5})([smh])")
LONGEST = timedelta(hours=24)


class BadLifetime(Permanent):
    """A token cannot live that long. Write 30s, 15m or 8h; 24h at the most."""


class NoSuchRole(Permanent):
    """There is no such role. Use curator, expert, analyst, auditor, operator or fleet-operator."""


class NotOurs(Permanent):
    """Tokens come from the issuer that HANDRAIL_OIDC_ISSUER names. Ask it for one, or unset that."""


class NoName(Permanent):
    """A tenant and a subject are needed to be somebody."""


def token(
    tenant: Annotated[str, typer.Option("--tenant", "-t", help="The tenant they belong to.")],
    subject: Annotated[str, typer.Option(help="Who they are, as it will stand in the audit.")],
    roles: Annotated[str, typer.Option(help="Roles they hold: analyst,auditor")] = "",
    groups: Annotated[str, typer.Option(help="Groups they belong to: a,b")] = "",
    clearance: Annotated[
        str,
        typer.Option(help="Their clearance: public, internal, confidential or restricted."),
    ] = "internal",
    ttl: Annotated[
        str, typer.Option(help="How long it counts: 30s, 15m or 8h, up to 24h.")
    ] = "15m",
) -> None:
    """Print a bearer token of the demonstration's issuer, to call the HTTP API as somebody.

    Handrail on this machine, with the same settings, takes it as long as no other issuer is set.

    Example: curl -H "Authorization: Bearer $(handrail token --tenant alder --subject ada)" \\
    http://127.0.0.1:8080/api/v1/me
    """
    held = _roles(roles)
    lifetime = _lifetime(ttl)
    tier = Tier.parse(clearance)
    if not (tenant.strip() and subject.strip()):
        raise NoName
    from core.identity.local import LocalIssuer  # noqa: PLC0415  imports what is slow
    from core.settings import settings as configured  # noqa: PLC0415  likewise

    settings = configured()
    if settings.oidc_issuer:
        raise NotOurs(f"It is {settings.oidc_issuer}.")
    issuer = LocalIssuer(settings.home, settings.issuer_url, settings.audience)
    signed = issuer.token(
        tenant, subject, clearance=tier, groups=names(groups), roles=held, lifetime=lifetime
    )
    sys.stdout.write(f"{signed}\n")


def _roles(listed: str) -> frozenset[Role]:
    try:
        return frozenset(Role(name) for name in names(listed))
    except ValueError as error:
        raise NoSuchRole(f"Got {listed!r}.") from error


def _lifetime(ttl: str) -> timedelta:
    parts = TTL.fullmatch(ttl.strip())
    if parts is None:
        raise BadLifetime(f"Got {ttl!r}.")
    lifetime = timedelta(**{UNITS[parts[2]]: int(parts[1])})
    if lifetime > LONGEST:
        raise BadLifetime(f"Got {ttl!r}.")
    return lifetime
