"""Where a notebook sits: which Handrail it uses, and whose eyes it looks through."""

import atexit
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Protocol

from core.bootstrap import Handrail, bootstrap
from core.bootstrap.samples import Person, samples
from core.bootstrap.serving import NotServing, current
from core.domain.access import Principal, Role
from core.domain.errors import Permanent

PERSONA = "HANDRAIL_PERSONA"
HOME_TENANT = "alder"
SERVED = (
    "x-handrail-workbench"  # the workbench adds it; from outside, the gateway lets none through
)


class NoPersona(Permanent):
    """There is no such sample person. Set HANDRAIL_PERSONA to one, as in alder/noor.haldane."""


class PersonasAreSamples(Permanent):
    """Notebooks opened by hand look through sample people's eyes, and a real issuer has none of them.

    Open the notebook in the workbench, or unset HANDRAIL_OIDC_ISSUER.
    """


class Request(Protocol):
    """The request behind a notebook's run."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers."""
        ...


@dataclass(frozen=True, slots=True)
class Seat:
    """A Handrail, and whoever looks into it."""

    handrail: Handrail
    principal: Callable[[], Principal]
    """Who is looking, verified at each call; raises `NoCredentials`, `BadToken`, `ExpiredPrincipal`."""


def seated(request: Request | None) -> Seat:
    """The seat behind a request to the server's workbench; elsewhere, that of a sample person.

    The person is the one `HANDRAIL_PERSONA` names, alder's analyst unless it is set; Handrail is
    then opened for this process, as the environment configures it.
    """
    headers = {name.lower(): value for name, value in request.headers.items()} if request else {}
    if serving := current():
        return Seat(serving.handrail, partial(serving.door.admit, headers))
    if SERVED in headers:
        raise NotServing
    return _persona(os.environ.get(PERSONA))


def _persona(named: str | None) -> Seat:
    tenant, person = _person(named)
    handrail = _opened()
    if handrail.settings.oidc_issuer is not None:
        raise PersonasAreSamples
    return Seat(
        handrail,
        lambda: handrail.issuer.principal(
            tenant,
            person.subject,
            clearance=person.clearance,
            groups=person.groups,
            roles=person.roles,
        ),
    )


def _person(named: str | None) -> tuple[str, Person]:
    everyone = [(each.tenant, person) for each in samples() for person in each.people]
    for tenant, person in everyone:
        if f"{tenant}/{person.subject}" == named:
            return tenant, person
        if not named and tenant == HOME_TENANT and Role.ANALYST in person.roles:
            return tenant, person
    raise NoPersona(f"Got {named!r}.")


@cache
def _opened() -> Handrail:
    """One for this process, closed with it."""
    opening = bootstrap()
    handrail = opening.__enter__()
    atexit.register(opening.__exit__, None, None, None)
    return handrail
