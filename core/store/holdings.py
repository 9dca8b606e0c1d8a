"""What a tenant holds: its index, its collections, and what is remembered of each source."""

from datetime import date
from typing import NamedTuple

from core.domain.access import Tier
from core.domain.document import Label
from core.store.errors import EmbeddingMismatch, NoSuchTenant
from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("holdings")


class Known(NamedTuple):
    """What the store remembers of a source, to tell what has changed."""

    document_id: str
    title: str
    fingerprint: str
    label: Label
    start: date
    end: date
    supersedes: str | None


class Index(NamedTuple):
    """What a tenant's index was built with."""

    embedding_model: str
    dimension: int
    language: str


def index(db: Scope) -> Index:
    """The tenant's index; raises `NoSuchTenant` where there is none."""
    row = db.row(SQL["index"])
    if row is None:
        raise NoSuchTenant(f"Got {db.principal.tenant!r}.")
    return Index(**row)


def ensure_embedding(db: Scope, model: str, dimension: int) -> None:
    """Raise `EmbeddingMismatch` unless the tenant's index holds vectors of this model."""
    built = index(db)
    if (built.embedding_model, built.dimension) != (model, dimension):
        raise EmbeddingMismatch(
            f"Index: {built.embedding_model} ({built.dimension}); configured: {model} ({dimension})."
        )


def known(db: Scope, collection: str) -> dict[str, Known]:
    """The documents of a collection that the principal may see, by source."""
    return {
        row["source"]: Known(
            row["document_id"],
            row["title"],
            row["fingerprint"],
            Label(Tier(row["tier"]), frozenset(row["groups"])),
            row["effective_from"],
            row["declared_end"],
            row["supersedes"],
        )
        for row in db.rows(SQL["known"], collection=collection)
    }


def collections(db: Scope) -> list[str]:
    """The collections the tenant has."""
    return [row["collection"] for row in db.rows(SQL["collections"])]


def quarantined(db: Scope, collection: str) -> list[Row]:
    """The files of a collection that were not taken in: source, kind, reason, bytes."""
    return db.rows(SQL["quarantined"], collection=collection)


def findable(db: Scope) -> list[Row]:
    """The documents the principal may find, by source, each with a digest of its chunks."""
    return db.rows(SQL["findable"])
