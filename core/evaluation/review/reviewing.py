"""What experts do: look at the queue, and say of an answer what it is. Everything they say is kept."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.domain.access import Principal, Role
from core.evaluation.review import reported
from core.evaluation.review.errors import MayNotLabel, MayNotLook, NoSuchItem
from core.evaluation.review.items import Item, Origin, loaded
from core.evaluation.review.labels import Kind, Label, Word, may_adjudicate, standing
from core.evaluation.review.queue import Queued, queue
from core.store import Store, review
from core.store.scope import Row, Scope

READERS = {Role.EXPERT, Role.ANALYST}


def queued(store: Store, reader: Principal) -> list[Queued]:
    """All that the reader may review, in the order to look at it; raises `MayNotLook`."""
    _ensure(reader)
    with store.scoped(reader) as db:
        return queue([*reported.reports(db), *_answers(db)], _labels(db), reader.subject)


def say(
    store: Store,
    expert: Principal,
    item: str,
    verdict: Word,
    comment: str = "",
    proposal: Mapping[str, Any] | None = None,
) -> Label:
    """Add what an expert says of an item; where others disagree, their word decides.

    Raises `MayNotLabel`, and `NoSuchItem` for what the expert may not see the answer of.
    """
    if Role.EXPERT not in expert.roles:
        raise MayNotLabel
    with store.scoped(expert) as db:
        if not any(
            each.id == item and each.body for each in (*reported.reports(db), *_answers(db))
        ):
            raise NoSuchItem
        kind = _kind(_said(db, item), expert.subject)
        return _label(review.say(db, item, kind.value, verdict.value, comment.strip(), proposal))


def said(store: Store, reader: Principal, item: str) -> list[Label]:
    """Everything that was ever said of an item that the reader may see, oldest first."""
    _ensure(reader)
    with store.scoped(reader) as db:
        return _said(db, item)


def _kind(labels: list[Label], subject: str) -> Kind:
    """Who has decided once, and speaks again, decides again."""
    before = [each.kind for each in standing(labels) if each.subject == subject]
    if may_adjudicate(labels, subject) or before == [Kind.ADJUDICATION]:
        return Kind.ADJUDICATION
    return Kind.LABEL


def _ensure(reader: Principal) -> None:
    reader.ensure_current()
    if not READERS & reader.roles:
        raise MayNotLook


def _answers(db: Scope) -> list[Item]:
    return [_item(row) for row in review.items(db)]


def _item(row: Row) -> Item:
    body = loaded(row["body"])
    return Item(
        id=row["item_id"],
        origin=Origin(row["origin"]),
        suite=row["suite"],
        case=row["case_id"],
        question=body.question,
        release=row["release"],
        at=row["at"],
        body=body,
    )


def _labels(db: Scope) -> Mapping[str, list[Label]]:
    found: dict[str, list[Label]] = defaultdict(list)
    for row in review.said(db):
        found[row["item_id"]].append(_label(row))
    return found


def _said(db: Scope, item: str) -> list[Label]:
    return [_label(row) for row in review.said(db, item)]


def _label(row: Row) -> Label:
    identity: UUID = row["label_id"]
    return Label(
        id=str(identity),
        item=row["item_id"],
        subject=row["subject"],
        kind=Kind(row["kind"]),
        verdict=Word(row["verdict"]),
        at=row["at"],
        comment=row["comment"],
        proposal=row["proposal"],
    )
