"""The one door to data: a transaction that carries a principal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import errors
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from core.domain.access import Principal
from core.store.errors import Contention, DatabaseUnavailable, NoPrincipal

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """One transaction as one principal; every statement is given the tenant as `%(tenant)s`.

    The policies hold whatever a statement says. The tenant stands in the statements as well, so
    that the planner can leave the other tenants' partitions out before it begins.
    """

    connection: psycopg.Connection[Row]
    principal: Principal

    def rows(self, statement: str, **values: object) -> list[Row]:
        """The rows a statement returns, as dictionaries."""
        return self.connection.execute(statement.encode(), self._with_tenant(values)).fetchall()

    def row(self, statement: str, **values: object) -> Row | None:
        """The first row, or None."""
        return self.connection.execute(statement.encode(), self._with_tenant(values)).fetchone()

    def run(self, statement: str, **values: object) -> int:
        """Run a statement for its effect; the number of rows it touched."""
        return self.connection.execute(statement.encode(), self._with_tenant(values)).rowcount

    def _with_tenant(self, values: Mapping[str, object]) -> dict[str, object]:
        return {**values, "tenant": self.principal.tenant}


class Store:
    """A pool of connections as the serving role, opened only under a principal."""

    def __init__(self, app_url: str, size: int = 8) -> None:
        """Connect lazily to `app_url`, the serving role's URL, with at most `size` connections."""
        self.app_url = app_url
        # prepare_threshold=None: a prepared statement's generic plan would outlive the planner
        # settings and the partition pruning it was not made for
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            app_url,
            min_size=1,
            max_size=size,
            open=False,
            kwargs={"row_factory": dict_row, "prepare_threshold": None},
            configure=_configure,
        )

    @contextmanager
    def scoped(self, principal: Principal) -> Iterator[Scope]:
        """A transaction as `principal`: committed on success, rolled back on error.

        Raises `NoPrincipal` for anything that is not one, `ExpiredPrincipal` for a stale one.
        """
        if not isinstance(principal, Principal):
            raise NoPrincipal
        principal.ensure_current()
        with self._connection() as connection, _translated(), connection.transaction():
            connection.execute("lock table handrail.tenants in access share mode")
            connection.execute(
                "select set_config('handrail.principal', %s, true)", [principal.identity]
            )
            yield Scope(connection, principal)

    @contextmanager
    def at_the_door(self) -> Iterator[psycopg.Connection[Row]]:
        """A transaction of nobody yet, to whom no table shows a row: for sign-ins alone."""
        with self._connection() as connection, _translated(), connection.transaction():
            yield connection

    def ping(self) -> None:
        """Return if the database answers; raise `DatabaseUnavailable` if not."""
        with self.at_the_door() as db:
            db.execute("select 1")

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Row]]:
        self._pool.open()
        try:
            connection = self._pool.getconn()
        except PoolTimeout as error:
            raise DatabaseUnavailable from error
        try:
            yield connection
        finally:
            self._pool.putconn(connection)

    def close(self) -> None:
        """Give all connections back."""
        self._pool.close()


@contextmanager
def _translated() -> Iterator[None]:
    """What may pass as `Transient` errors."""
    try:
        yield
    except (errors.DeadlockDetected, errors.SerializationFailure) as error:
        raise Contention from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(str(error).strip()) from error


def _configure(connection: psycopg.Connection[Row]) -> None:
    connection.execute("set search_path = handrail, public")
    connection.commit()
