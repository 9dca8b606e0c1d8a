"""The only package that speaks Postgres."""

from core.store.database import Database
from core.store.scope import Scope, Store

__all__ = ["Database", "Scope", "Store"]
