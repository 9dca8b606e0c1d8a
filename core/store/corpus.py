"""Documents and chunks as they are written: each document wholly or not at all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.access import Tier
from core.domain.document import Document, Effective, Label, PageStart, Piece, SourceText
from core.domain.ids import SEPARATOR, content_id
from core.store.scope import Scope
from core.store.statements import statements

SQL = statements("corpus")


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document ready to be written: its text, the pieces of it, and a vector for each."""

    document: Document
    content: SourceText
    pieces: tuple[Piece, ...]
    vectors: Sequence[NDArray[np.float32]]


def put(db: Scope, batch: Sequence[Indexed]) -> None:
    """Write documents in the place of whatever was there before under their ids."""
    labels = [_label_id(db, each.document.label, each.document.effective) for each in batch]
    db.run(SQL["clear"], documents=[each.document.id for each in batch])
    for each, label_id in zip(batch, labels, strict=True):
        _put_document(db, each.document, label_id)
        _put_version(db, each, label_id)
    db.run(SQL["put_chunks"], **_columns(batch, labels))
    for each in batch:
        release_from_quarantine(db, each.document.collection, [each.document.source])


def relabel(db: Scope, document: Document) -> None:
    """Give a document whose text is as it was another label, title or date."""
    label_id = _label_id(db, document.label, document.effective)
    _put_document(db, document, label_id)
    db.run(SQL["relabel"], document_id=document.id, label_id=label_id)


def remove(db: Scope, document_ids: Sequence[str]) -> None:
    """Take documents out, with every version, chunk and posting of theirs."""
    db.run(SQL["clear"], documents=list(document_ids))
    db.run(SQL["remove"], documents=list(document_ids))


def settle_succession(db: Scope, collection: str) -> int:
    """End superseded documents when their successors begin; how many documents changed."""
    rows = db.rows(SQL["misdated"], collection=collection)
    for row in rows:
        label = Label(Tier(row["tier"]), frozenset(row["groups"]))
        label_id = _label_id(db, label, Effective(row["effective_from"], row["effective_to"]))
        db.run(SQL["relabel"], document_id=row["document_id"], label_id=label_id)
    return len(rows)


def chunk_id(document: Document, piece: Piece) -> str:
    """A chunk's id: the same for the same span of the same version, read the same way."""
    return content_id(document.id, document.fingerprint, piece.start, piece.end)


def _label_id(db: Scope, label: Label, effective: Effective) -> int:
    row = db.row(
        SQL["label"],
        tier=int(label.tier),
        groups=sorted(label.groups),
        effective_from=effective.start,
        effective_to=effective.end,
    )
    assert row is not None  # noqa: S101  the statement always returns one
    return int(row["label_id"])


def _put_document(db: Scope, document: Document, label_id: int) -> None:
    db.run(
        SQL["put_document"],
        document_id=document.id,
        collection=document.collection,
        source=document.source,
        title=document.title,
        label_id=label_id,
        version=document.version,
        fingerprint=document.fingerprint,
        supersedes=document.supersedes,
        declared_end=document.effective.end,
        bytes=document.bytes,
    )


def _put_version(db: Scope, indexed: Indexed, label_id: int) -> None:
    db.run(
        SQL["put_version"],
        document_id=indexed.document.id,
        version=indexed.document.version,
        label_id=label_id,
        body=indexed.content.text,
        pages=json.dumps([[page.number, page.offset] for page in indexed.content.pages]),
    )


COLUMNS = (
    "chunk_ids",
    "document_ids",
    "versions",
    "label_ids",
    "ordinals",
    "starts",
    "ends",
    "pages",
    "headings",
    "prefixes",
    "bodies",
    "embeddings",
)


def _columns(batch: Sequence[Indexed], labels: Sequence[int]) -> dict[str, list[object]]:
    """The chunks of a batch, a list for each column."""
    rows = [
        (
            int(chunk_id(each.document, piece), 16),
            each.document.id,
            each.document.version,
            label_id,
            ordinal,
            piece.start,
            piece.end,
            page_of(piece.start, each.content.pages),
            SEPARATOR.join(piece.headings),
            piece.prefix,
            each.content.text[piece.start : piece.end],
            vector_literal(vector),
        )
        for each, label_id in zip(batch, labels, strict=True)
        for ordinal, (piece, vector) in enumerate(zip(each.pieces, each.vectors, strict=True))
    ]
    return {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}


def page_of(offset: int, pages: Sequence[PageStart]) -> int | None:
    """The number of the page an offset lies on, or None where the text has no pages."""
    before = [page.number for page in pages if page.offset <= offset]
    return before[-1] if before else None


def vector_literal(vector: NDArray[np.float32]) -> str:
    """A vector as Postgres reads one."""
    return f"[{','.join(f'{x:.5g}' for x in vector.tolist())}]"


def quarantine(db: Scope, collection: str, source: str, kind: str, reason: str, size: int) -> None:
    """Remember that a file was not taken in, and why."""
    db.run(
        SQL["quarantine"],
        collection=collection,
        source=source,
        kind=kind,
        reason=reason,
        bytes=size,
    )


def release_from_quarantine(db: Scope, collection: str, sources: Sequence[str]) -> None:
    """Forget that files could not be read, because they now were, or are gone."""
    db.run(SQL["release_from_quarantine"], collection=collection, sources=list(sources))
