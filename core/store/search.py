"""The two searches, dense and sparse, over what the principal may see and nothing else."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import log
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
EF_SEARCH = 400
MAX_SCAN_TUPLES = 40_000

FULL_BELOW = 20_000  # postings; reading that many takes about 10 ms
WIDER = 4  # how many times more chunks the rare words bring up where common ones are left for later

Scored = dict[str, float]


class Term(NamedTuple):
    """A word of the question: in how many visible chunks it stands, its rarity (idf), how often asked."""

    text: str
    chunks: int
    idf: float
    times: int = 1


Terms = tuple[Term, ...]


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


def terms(db: Scope, question: str, within: Visible) -> Terms:
    """The question's distinct words in the tenant's language, rarest first, with their idf.

    The idf is Lucene's, ln(1 + (N - n + 0.5) / (n + 0.5)), N and n counted over what the principal
    may see alone, so that scores say nothing about the rest.
    """
    rows = db.rows(SQL["terms"], question=question, labels=list(within.labels))
    return tuple(
        Term(
            row["term"],
            row["chunks"],
            log(1 + (within.chunks - row["chunks"] + 0.5) / (row["chunks"] + 0.5)),
            row["times"],
        )
        for row in rows
    )


def sparse(db: Scope, words: Terms, within: Visible, depth: int) -> Scored:
    """BM25 scores of the best `depth` chunks by chunk id, best first.

    Words that stand in more chunks than it pays to read are looked up only for the chunks that the
    rarer words brought up (the idea of MaxScore: Turtle & Flood, 1995). As long as a question's
    words stand in `FULL_BELOW` chunks together, which in small tenants is always, scores are exact.
    """
    rare, common = _by_rarity([word for word in words if word.chunks])
    if not rare:
        return {}
    norm = {"flat": K1 * (1 - B), "slope": K1 * B * within.chunks / max(1, within.lexemes)}
    rows = db.rows(
        SQL["sparse"],
        **_weights(rare),
        **norm,
        labels=list(within.labels),
        depth=depth * WIDER if common else depth,
    )
    found = _scored(rows)
    if common:
        more = db.rows(
            SQL["sparse_within"],
            **_weights(common),
            **norm,
            chunk_ids=[row["chunk_id"] for row in rows],
            chunk_labels=[row["label_id"] for row in rows],
        )
        found = _sum(found, _scored(more))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:depth])


def _sum(found: Scored, more: Scored) -> Scored:
    return {each: score + more.get(each, 0.0) for each, score in found.items()}


def _by_rarity(words: Sequence[Term]) -> tuple[Sequence[Term], Sequence[Term]]:
    """The rarest words whose postings together are worth reading (one at least), and the others."""
    read = list(accumulate(word.chunks for word in words))
    worth = max(1, bisect_right(read, FULL_BELOW))
    return words[:worth], words[worth:]


def _weights(words: Sequence[Term]) -> dict[str, list[object]]:
    return {
        "terms": [word.text for word in words],
        "idf": [word.idf * word.times for word in words],
    }


def matches(db: Scope, words: Terms, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """How often each of `words` stands in each of these chunks, by chunk id."""
    names = [word.text for word in words]
    rows = db.rows(SQL["matches"], terms=names, chunk_ids=[int(each, 16) for each in ids])
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


def _dense_indexed(db: Scope, vector: NDArray[np.float32], within: Visible, depth: int) -> Scored:
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
