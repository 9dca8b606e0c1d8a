"""SQLAlchemy engines that carry a principal, for libraries that bring their own SQL."""

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from core.domain.access import Principal

DIALECT = "postgresql+psycopg://"


def scoped_engine(app_url: str, principal: Principal) -> Engine:
    """An engine as the serving role, every transaction of which is the principal's.

    Connections are not shared: what a library sets on one for its session reaches nobody else.
    """
    engine = create_engine(DIALECT, creator=lambda: psycopg.connect(app_url), poolclass=NullPool)
    _identify(engine, principal)
    return engine


def scoped_async_engine(app_url: str, principal: Principal) -> AsyncEngine:
    """The same, asynchronous."""

    async def connect() -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(app_url)

    engine = create_async_engine(DIALECT, async_creator=connect, poolclass=NullPool)
    _identify(engine.sync_engine, principal)
    return engine


def _identify(engine: Engine, principal: Principal) -> None:
    @event.listens_for(engine, "begin")
    def set_identity(connection: Connection) -> None:
        principal.ensure_current()
        connection.execute(
            text("select set_config('handrail.principal', :identity, true)"),
            {"identity": principal.identity},
        )
