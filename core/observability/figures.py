"""Figures of requests by tenant and hour: counts, refusals, cost and latency, never content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.access import Principal, Role
from core.domain.errors import Permanent
from core.store import Store, figures

READERS = frozenset({Role.OPERATOR, Role.AUDITOR, Role.FLEET_OPERATOR})


class MayNotSeeFigures(Permanent):
    """Figures are for operators and auditors. Ask whoever runs Handrail for one of these roles."""


@dataclass(frozen=True, slots=True)
class TenantFigures:
    """What a tenant's requests took: US dollars, tokens, milliseconds; `refused` counts by kind."""

    tenant: str
    requests: int
    answered: int
    refused: Mapping[str, int]
    cost_usd: float
    tokens_in: int
    tokens_out: int
    p50_ms: float
    p95_ms: float
    last_at: datetime


@dataclass(frozen=True, slots=True)
class HourFigures:
    """The same by the hour, for a plot."""

    tenant: str
    hour: datetime
    requests: int
    refused: int
    cost_usd: float
    p50_ms: float
    p95_ms: float


class Figures:
    """Figures of the reader's tenant; of every tenant, for whoever runs the fleet."""

    def __init__(self, store: Store) -> None:
        """From what is kept beside the audit in `store`."""
        self._store = store

    def by_tenant(self, principal: Principal, since: datetime) -> list[TenantFigures]:
        """One row a tenant that had a request since then, by name."""
        _ensure_reader(principal)
        with self._store.scoped(principal) as db:
            return [TenantFigures(**row) for row in figures.by_tenant(db, since)]

    def by_hour(self, principal: Principal, since: datetime) -> list[HourFigures]:
        """One row a tenant and hour that had a request since then, in order of time."""
        _ensure_reader(principal)
        with self._store.scoped(principal) as db:
            return [HourFigures(**row) for row in figures.by_hour(db, since)]


def _ensure_reader(principal: Principal) -> None:
    if not principal.roles & READERS:
        raise MayNotSeeFigures
