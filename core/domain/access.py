"""Who is asking, and the tiers that decide what they may see."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from core.domain.errors import Permanent


class UnknownTier(Permanent):
    """There is no such classification tier. Use public, internal, confidential or restricted."""


class ExpiredPrincipal(Permanent):
    """Your sign-in has expired. Sign in again."""


class Role(StrEnum):
    """What someone may do besides asking: a token names it, nothing is inherited."""

    CURATOR = "curator"  # brings documents in and takes them out; exempt from groups, held to tier
    EXPERT = "expert"  # reviews answers
    ANALYST = "analyst"  # looks into search and data in the workbench
    AUDITOR = "auditor"  # reads what was recorded of the tenant
    OPERATOR = "operator"  # sees what the tenant's requests took, without their content
    FLEET_OPERATOR = (
        "fleet-operator"  # sees what every tenant's requests took, without their content
    )


class Tier(IntEnum):
    """Classification of a document and clearance of a person, on one scale."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3

    @classmethod
    def parse(cls, name: str) -> "Tier":
        """The tier called `name`, in any case; raises `UnknownTier`, never guesses."""
        try:
            return cls[name.strip().upper()]
        except KeyError:
            raise UnknownTier(f"Got {name!r}.") from None

    @property
    def label(self) -> str:
        """The tier's name as people write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Principal:
    """A verified person of one tenant. Made only by `core.identity`, from a verified token."""

    tenant: str
    subject: str
    expires_at: datetime
    clearance: Tier = Tier.PUBLIC
    groups: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def identity(self) -> str:
        """Who this is and what they may see, as JSON: equal for equal rights, until whenever they last."""
        return json.dumps(
            {
                "tenant": self.tenant,
                "subject": self.subject,
                "clearance": int(self.clearance),
                "groups": sorted(self.groups),
                "roles": sorted(self.roles),
            }
        )

    def ensure_current(self) -> None:
        """Raise `ExpiredPrincipal` once the token this principal came from has expired."""
        if datetime.now(UTC) >= self.expires_at:
            raise ExpiredPrincipal
