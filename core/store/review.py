"""Answers to look at, what was reported of them, and what experts say: all of it as the caller may see."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import errors

from core.domain.access import Tier
from core.store.scope import Row, Scope
from core.store.statements import statements

SQL = statements("review")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer to keep: `documents` are those it rests on, `tier` what its reader must hold besides."""

    item: str
    suite: str
    case: str
    run: str
    release: str
    documents: frozenset[str]
    tier: Tier
    body: str


def held(db: Scope, sources: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The ids of the documents that the principal may see, by source; a source of none is left out."""
    rows = db.rows(SQL["held"], sources=sorted(sources))
    return {row["source"]: frozenset(row["documents"]) for row in rows}


def put(db: Scope, kept: Kept) -> bool:
    """Keep an answer to look at, for an expert who may see what it rests on; whether it was kept."""
    try:
        with db.connection.transaction():
            db.run(
                SQL["put"],
                item_id=kept.item,
                suite=kept.suite,
                case_id=kept.case,
                run=kept.run,
                release=kept.release,
                documents=sorted(kept.documents),
                tier=int(kept.tier),
                body=kept.body,
            )
    except errors.InsufficientPrivilege:
        return False
    return True


def items(db: Scope) -> list[Row]:
    """The answers of each case's newest run that the principal may see, by suite and case."""
    return db.rows(SQL["items"])


def reports(db: Scope) -> list[Row]:
    """What is reported wrong, newest first; `body` is None where the principal may not see the answer."""
    return db.rows(SQL["reports"])


def say(
    db: Scope, item: str, kind: str, verdict: str, comment: str, proposal: Mapping[str, Any] | None
) -> Row:
    """Add what the principal says of an item they may see; what was kept."""
    row = db.row(
        SQL["say"],
        item_id=item,
        subject=db.principal.subject,
        kind=kind,
        verdict=verdict,
        comment=comment,
        proposal=json.dumps(proposal) if proposal is not None else None,
    )
    assert row is not None  # noqa: S101  the statement always returns one
    return row


def said(db: Scope, item: str | None = None) -> list[Row]:
    """What was said of an item, or of all that the principal may see, oldest first."""
    return db.rows(SQL["said"], item_id=item)
