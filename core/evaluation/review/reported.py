"""Answers that somebody said are wrong, as far as whoever reviews them may see."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.domain.document import Chunk
from core.evaluation.review.items import Body, Item, Origin
from core.evaluation.runs.values import Cited, Passage
from core.store import review, search
from core.store.scope import Row, Scope

REQUEST = "reported-"


def reports(db: Scope) -> list[Item]:
    """What is reported wrong in the principal's tenant, newest first; nothing says by whom.

    The question is always there. The answer, the note and the passages are there where the
    principal may see every document that was found for it, as it is labelled now.
    """
    return [_item(db, row) for row in review.reports(db)]


def _item(db: Scope, row: Row) -> Item:
    return Item(
        id=row["item_id"],
        origin=Origin.FEEDBACK,
        suite="",
        case=f"{REQUEST}{row['item_id'].removeprefix('report-')[:8]}",
        question=row["question"],
        release=row["release"] or "",
        at=row["at"],
        body=_body(db, row, row["body"]) if row["body"] else None,
    )


def _body(db: Scope, row: Row, held: Mapping[str, Any]) -> Body:
    chunks = search.chunks(db, held["retrieved"])
    passages = [Passage.of(chunks[each]) for each in held["retrieved"] if each in chunks]
    return Body(
        question=row["question"],
        as_of=row["as_of"],
        answer=held["answer"],
        refusal=held["refusal"],
        searched=held["searched"],
        citations=tuple(_cited(held["citations"], chunks)),
        retrieved=tuple(passages),
        note=held["note"],
    )


def _cited(citations: Sequence[Mapping[str, Any]], chunks: Mapping[str, Chunk]) -> list[Cited]:
    """The citations whose passage is still there as it was."""
    return [
        Cited(quote=_quote(chunks[each["chunk_id"]], each["start"], each["end"]), **each)
        for each in citations
        if each["chunk_id"] in chunks
    ]


def _quote(chunk: Chunk, start: int, end: int) -> str:
    first = chunk.provenance.start
    return chunk.text[start - first : end - first]
