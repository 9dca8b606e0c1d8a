"""The two searches, dense and sparse, over what the principal may see and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.domain.access import Tier
from core.domain.document import Chunk, Effective, Label, Provenance
from core.store.corpus import vector_literal
from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("search")
EXACT_BELOW = 5_000  # visible chunks; comparing that many takes as long as walking the graph
K1, B = 1.2, 0.75  # the usual values: Robertson & Zaragoza, 2009
EF_SEARCH = 200
MAX_SCAN_TUPLES = 40_000

Scored = dict[str, float]


@dataclass(frozen=True, slots=True)
class Visible:
    """What a principal may see on a day: label numbers, and how much they hold together."""

    labels: tuple[int, ...]
    chunks: int
    lexemes: int


def visible(db: Scope, as_of: date | None) -> Visible:
    """What the principal may see of what is in force on `as_of`, or of every time if it is None."""
    rows = db.rows(SQL["visible_labels"], as_of=as_of)
    return Visible(
        tuple(row["label_id"] for row in rows),
        sum(row["chunks"] for row in rows),
        sum(int(row["lexemes"]) for row in rows),
    )


def lexemes(db: Scope, question: str) -> list[str]:
    """The question's distinct words as the tenant's language analyses them."""
    row = db.row(SQL["lexemes"], question=question)
    return list(row["terms"]) if row else []


class Sparse(NamedTuple):
    """BM25 scores by chunk id, best first, and the rarity of each word that occurs at all."""

    scores: Scored
    idf: dict[str, float]


def sparse(db: Scope, terms: Sequence[str], within: Visible, depth: int) -> Sparse:
    """The best `depth` chunks by BM25, rarity judged by what the principal may see."""
    if not terms or not within.chunks:
        return Sparse({}, {})
    rows = db.rows(
        SQL["sparse"],
        terms=list(terms),
        labels=list(within.labels),
        chunks=within.chunks,
        mean_length=max(1.0, within.lexemes / within.chunks),
        k1=K1,
        b=B,
        depth=depth,
    )
    return Sparse(_scored(rows), rows[0]["idf"] if rows else {})


def matches(db: Scope, terms: Sequence[str], ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """How often each of `terms` stands in each of these chunks, by chunk id."""
    rows = db.rows(SQL["matches"], terms=list(terms), chunk_ids=[int(each, 16) for each in ids])
    return {_hex(row["chunk_id"]): row["terms"] for row in rows}


def dense(db: Scope, vector: NDArray[np.float32], within: Visible, depth: int) -> Scored:
    """Cosines of the nearest `depth` chunks by chunk id, best first.

    Few visible chunks are compared one by one. More are searched by the index, and one by one
    after all should the index come back with fewer than there are.
    """
    if within.chunks <= EXACT_BELOW:
        return dense_exact(db, vector, within, depth)
    found = _dense_indexed(db, vector, within, depth)
    return found if len(found) == depth else dense_exact(db, vector, within, depth)


def dense_exact(db: Scope, vector: NDArray[np.float32], within: Visible, depth: int) -> Scored:
    """Cosines of the nearest `depth` chunks, every visible chunk compared."""
    return _scored(
        db.rows(
            SQL["dense_exact"],
            vector=vector_literal(vector),
            labels=list(within.labels),
            depth=depth,
        )
    )


def _dense_indexed(
    db: Scope, vector: NDArray[np.float32], within: Visible, depth: int
) -> Scored:
    db.run(SQL["hnsw"], ef_search=str(EF_SEARCH), max_scan_tuples=str(MAX_SCAN_TUPLES))
    rows = db.rows(
        SQL["dense_indexed"].replace("{dimension}", str(len(vector))),
        vector=vector_literal(vector),
        labels=list(within.labels),
        depth=depth,
    )
    # relaxed order: nearly sorted
    return _scored(sorted(rows, key=lambda row: (-row["score"], row["chunk_id"])))


def chunks(db: Scope, ids: Sequence[str]) -> Mapping[str, Chunk]:
    """The chunks of these ids that the principal may see, by id."""
    rows = db.rows(SQL["chunks"], chunk_ids=[int(each, 16) for each in ids])
    return {_hex(row["chunk_id"]): _chunk(row) for row in rows}


def _scored(rows: Sequence[Row]) -> Scored:
    return {_hex(row["chunk_id"]): float(row["score"]) for row in rows}


def _hex(number: int) -> str:
    return f"{number:016x}"


def _chunk(row: Row) -> Chunk:
    return Chunk(
        id=_hex(row["chunk_id"]),
        text=row["body"],
        prefix=row["prefix"],
        provenance=Provenance(
            document_id=row["document_id"],
            version=row["version"],
            source=row["source"],
            title=row["title"],
            start=row["start_char"],
            end=row["end_char"],
            headings=tuple(row["headings"] or ()),
            page=row["page"],
            label=Label(Tier(row["tier"]), frozenset(row["groups"])),
            effective=Effective(row["effective_from"], row["effective_to"]),
        ),
    )
