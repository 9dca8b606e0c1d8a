"""What was recorded of somebody, as they read it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.strings import Access
from app.views.wording import counted, day, milliseconds, moment, money, size
from core.answering.feedback import Given, Verdict
from core.domain.audit import AuditRecord
from core.library import Entry

Line = tuple[str, str]
LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Item:
    """A record, and what its person said of the answer."""

    record: AuditRecord
    said: Given | None = None

    def is_among(self, shown: str) -> bool:
        """Whether it belongs to what `Access.SHOWN` calls so."""
        body = self.record.body
        match shown:
            case "answered" | "refused":
                returned = body.get("returned")
                refused = returned is not None and returned["refusal"] is not None
                return returned is not None and refused is (shown == "refused")
            case "feedback":
                return self.said is not None and self.said.verdict is not Verdict.WITHDRAWN
            case "documents":
                return self.record.kind.startswith("document.")
            case _:
                return True


def items(records: Iterable[AuditRecord], said: Mapping[str, Given]) -> list[Item]:
    """One a request or change, in the order given; that a request began is told by its end."""
    known = list(records)
    ended = {each.request_id for each in known if each.kind == "request.answered"}
    return [
        Item(each, said.get(str(each.request_id)))
        for each in known
        if each.kind != "request.opened" or each.request_id not in ended
    ]


def heading(item: Item, now: datetime) -> str:
    """What happened, and when, on a line."""
    record = item.record
    pattern = Access.KINDS.get(record.kind, Access.KIND_OTHER)
    what = pattern.format(what=_short(_subject(record)), kind=record.kind)
    return Access.RECORD.format(what=what, moment=moment(record.at, now))


def lines(item: Item, entries: Mapping[str, Entry], now: datetime) -> list[Line]:
    """All that was recorded, as names and values; documents by the titles of `entries`."""
    record = item.record
    body = record.body
    told = _request(body, entries) if "asked" in body else _change(body)
    said = [(Access.FEEDBACK, _said(item.said, now))] if item.said else []
    named = [*told, *said, (Access.REQUEST, str(record.request_id))]
    return [(name, value) for name, value in named if value]


def answer(item: Item) -> str:
    """The text that was returned, in Markdown; empty where there was none."""
    return str(item.record.body.get("returned", {}).get("text") or "")


def as_json(records: Sequence[AuditRecord]) -> str:
    """The records in full, for programs."""
    return json.dumps(
        [
            {
                "record_id": str(each.record_id),
                "request_id": str(each.request_id),
                "kind": each.kind,
                "tenant": each.tenant,
                "subject": each.subject,
                "at": each.at.isoformat(),
                "body": each.body,
            }
            for each in records
        ],
        indent=2,
        ensure_ascii=False,
    )


def _subject(record: AuditRecord) -> str:
    asked = record.body.get("asked", {})
    return str(asked.get("question") or record.body.get("source") or "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_HEADING else f"{line[: LONGEST_HEADING - 1].rstrip()}…"


def _request(body: Mapping[str, Any], entries: Mapping[str, Entry]) -> Iterator[Line]:
    asked = body["asked"]
    yield Access.QUESTION, asked["question"]
    yield Access.SEARCHED, asked.get("searched") or ""
    yield Access.AS_OF, day(date.fromisoformat(asked["as_of"])) if asked["as_of"] else ""
    yield Access.OUTCOME, _outcome(body)
    yield Access.CITED, "\n".join(_cited(body, entries))
    yield Access.RETRIEVED, "\n".join(_retrieved(body["retrieved"], entries))
    yield from _took(body)
    yield Access.RELEASE, body["release"]
    yield Access.AS_WHOM, _as_whom(body["principal"])


def _outcome(body: Mapping[str, Any]) -> str:
    returned = body.get("returned")
    if returned is None:
        return Access.NOT_FINISHED
    if kind := returned["refusal"]:
        return Access.REFUSALS.get(kind) or Access.REFUSED.format(kind=kind)
    return counted(Access.ANSWERED, len({each["number"] for each in returned["citations"]}))


def _cited(body: Mapping[str, Any], entries: Mapping[str, Entry]) -> Iterator[str]:
    hits = {each["chunk_id"]: each for each in body["retrieved"]}
    for each in body.get("returned", {}).get("citations", ()):
        hit = hits[each["chunk_id"]]
        title = _title(entries.get(hit["document_id"]), hit["version"])
        yield Access.CITED_SPAN.format(
            number=each["number"], title=title, start=each["start"], end=each["end"]
        )


def _retrieved(
    retrieved: Sequence[Mapping[str, Any]], entries: Mapping[str, Entry]
) -> Iterator[str]:
    found = Counter((each["document_id"], each["version"]) for each in retrieved)
    for (document, version), passages in found.items():
        title = _title(entries.get(document), version)
        yield counted(Access.PASSAGES_OF, passages, title=title)
    if not found:
        yield Access.RETRIEVED_NOTHING


def _title(entry: Entry | None, version: str) -> str:
    if entry is None:
        return Access.GONE
    same = entry.version == version
    return entry.title if same else Access.EARLIER_OF.format(title=entry.title)


def _took(body: Mapping[str, Any]) -> Iterator[Line]:
    if "returned" not in body:
        return
    tokens, took = body["tokens"], body["latency_ms"]
    yield Access.MODEL, body["model"]
    yield Access.COST, money(body["cost_usd"])
    yield (
        Access.TOKENS_USED,
        Access.TOKENS.format(total_in=f"{tokens['in']:,}", total_out=f"{tokens['out']:,}"),
    )
    yield (
        Access.TOOK,
        Access.LATENCY.format(**{stage: milliseconds(each) for stage, each in took.items()}),
    )


def _as_whom(principal: Mapping[str, Any]) -> str:
    groups = ", ".join(principal["groups"])
    held = Access.IN_GROUPS.format(groups=groups) if groups else Access.NO_GROUPS
    return Access.HELD_AS.format(clearance=principal["clearance"], groups=held)


def _change(body: Mapping[str, Any]) -> Iterator[Line]:
    yield Access.FILE, str(body.get("source", ""))
    if "bytes" in body:
        yield Access.SIZE, size(body["bytes"])
        yield Access.OUTCOME, _taken_in(body)


def _taken_in(body: Mapping[str, Any]) -> str:
    if kinds := body["quarantined"]:
        return Access.NOT_TAKEN_IN.format(kinds=", ".join(kinds))
    return counted(Access.TAKEN_IN, body["chunks"])


def _said(given: Given, now: datetime) -> str:
    pattern = Access.SAID_NOTE if given.note else Access.SAID
    return pattern.format(
        verdict=Access.VERDICTS[given.verdict], moment=moment(given.at, now), note=given.note
    )
