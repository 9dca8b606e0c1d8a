"""Documents as a reader meets them: what there is, its text, and what was not taken in."""

from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("library")


def entries(db: Scope, document_id: str | None = None) -> list[Row]:
    """The documents the principal may see, or the one asked for, by title."""
    return db.rows(SQL["entries"], document_id=document_id)


def body(db: Scope, document_id: str, version: str) -> tuple[str, list[tuple[int, int]]] | None:
    """The text of a version and each page's number and offset; None if the principal may see none."""
    row = db.row(SQL["body"], document_id=document_id, version=version)
    return (row["body"], row["pages"]) if row else None


def versions(db: Scope, document_id: str) -> list[Row]:
    """The versions of a document that are kept, newest first; none if the principal may not see it."""
    return db.rows(SQL["versions"], document_id=document_id)


def held(db: Scope) -> list[Row]:
    """The files of the tenant that were not taken in, newest first; none but to curators."""
    return db.rows(SQL["held"])


def organisation(db: Scope) -> str | None:
    """What the principal's tenant is called; None where there is no such tenant."""
    row = db.row(SQL["organisation"])
    return row["name"] if row else None
