"""The map as TOML: the same map gives the same text, every entry at its place."""

import json
from collections.abc import Iterator

from core.classification.map import ClassificationMap, Entry, Review, TableEntry
from core.classification.values import Found


def blocks(shown: ClassificationMap) -> Iterator[str]:
    """A block of lines for each document, table, column and review, sorted by path."""
    for name, entry in sorted(shown.documents.items()):
        yield from _blocks(f"documents.{_string(name)}", entry)
    for name, table in sorted(shown.tables.items()):
        yield from _table_blocks(f"tables.{_string(name)}", table)


def _table_blocks(name: str, table: TableEntry) -> Iterator[str]:
    yield from _blocks(name, table.entry, table.version)
    for column, entry in table.columns.items():
        yield from _blocks(f"{name}.columns.{_string(column)}", entry)


def _blocks(name: str, entry: Entry, version: str = "") -> Iterator[str]:
    lines = [f"[{name}]", *_proposal_lines(entry)]
    yield "\n".join([*lines, f"version = {_string(version)}"] if version else lines)
    if entry.review is not None:
        yield "\n".join([f"[{name}.reviewed]", *_review_lines(entry.review)])


def _proposal_lines(entry: Entry) -> Iterator[str]:
    proposal = entry.proposal
    if proposal.tier is not None and proposal.set_by is not None:
        yield f"tier = {_string(proposal.tier.label)}"
        yield f"set_by = {_string(proposal.set_by)}"
    if proposal.declared is not None and proposal.declared != proposal.tier:
        yield f"declared = {_string(proposal.declared.label)}"
    yield from _group_line(proposal.groups)
    yield f"reason = {_string(proposal.reason)}"
    if proposal.found:
        yield "\n".join(["found = [", *(f"  {_found(each)}," for each in proposal.found), "]"])
    yield f"basis = {_string(entry.basis)}"


def _review_lines(review: Review) -> Iterator[str]:
    yield f"tier = {_string(review.tier.label)}"
    yield from _group_line(review.groups)
    yield f"reason = {_string(review.reason)}"
    yield f"by = {_string(review.by)}"
    yield f"on = {review.on.isoformat()}"
    yield f"basis = {_string(review.basis)}"


def _group_line(groups: frozenset[str]) -> Iterator[str]:
    if groups:
        yield f"groups = [{', '.join(map(_string, sorted(groups)))}]"


def _found(found: Found) -> str:
    parts = [
        f"category = {_string(found.category)}",
        f"detail = {_string(found.detail)}",
        f"count = {found.count}",
    ]
    if found.out_of:
        parts.append(f"out_of = {found.out_of}")
    if found.examples:
        parts.append(f"examples = [{', '.join(map(_string, found.examples))}]")
    return f"{{ {', '.join(parts)} }}"


def _string(value: str) -> str:
    """A TOML string: JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
