"""What requests took, as far as the principal's roles show it."""

from datetime import datetime

from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("figures")


def by_tenant(db: Scope, since: datetime) -> list[Row]:
    """Counts, costs and latencies, a row a tenant."""
    return db.rows(SQL["by_tenant"], since=since)


def by_hour(db: Scope, since: datetime) -> list[Row]:
    """The same, a row a tenant and hour."""
    return db.rows(SQL["by_hour"], since=since)
