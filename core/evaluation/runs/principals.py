"""The people that a run asks as."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

from core.domain.access import Principal, Role, Tier
from core.evaluation.suites.values import AsWhom
from core.identity import LocalIssuer

SUBJECT = "evaluation"
A_DAY = timedelta(days=1)

AsPrincipal = Callable[[AsWhom], Principal]
"""Makes the principal on whose behalf a case is asked."""


def as_principal(issuer: LocalIssuer) -> AsPrincipal:
    """Principals by tokens issued and verified here like any other, good for a day."""

    @cache
    def made(who: AsWhom) -> Principal:
        return issuer.principal(
            who.tenant, SUBJECT, clearance=who.clearance, groups=who.groups, lifetime=A_DAY
        )

    return made


def curator(issuer: LocalIssuer, tenant: str) -> Principal:
    """One of the tenant's curators, of the highest tier: nothing of the tenant is hidden from it."""
    return issuer.principal(
        tenant, SUBJECT, clearance=Tier.RESTRICTED, roles=(Role.CURATOR,), lifetime=A_DAY
    )
