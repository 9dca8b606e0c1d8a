"""The map out of TOML, checked: what cannot be used is named by its place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.classification import rules
from core.classification.errors import BadClassification
from core.classification.map import (
    ClassificationMap,
    Entry,
    Proposal,
    Review,
    SetBy,
    TableEntry,
)
from core.classification.values import Category, Found
from core.domain.access import Tier


def parsed(written: Mapping[str, Any]) -> ClassificationMap:
    """The map as TOML has it; raises `BadClassification`."""
    documents, tables = _table(written, "documents"), _table(written, "tables")
    return ClassificationMap(
        rules.parse(written),
        {name: _entry(name, _table(documents, name)) for name in documents},
        {name: _table_entry(name, _table(tables, name)) for name in tables},
    )


def _table(written: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = written.get(name, {})
    if not isinstance(value, dict):
        raise BadClassification(f"{name}: write a [table] of entries; got {value!r}.")
    return value


def _table_entry(name: str, written: Mapping[str, Any]) -> TableEntry:
    columns = _table(written, "columns")
    entries = {each: _entry(f"{name}:{each}", _table(columns, each)) for each in columns}
    return TableEntry(_entry(name, written), entries, str(written.get("version", "")))


def _entry(place: str, written: Mapping[str, Any]) -> Entry:
    review = _table(written, "reviewed")
    try:
        basis = str(written.get("basis", ""))
        return Entry(_proposal(written), basis, _review(review, basis) if review else None)
    except (BadClassification, KeyError, ValueError, TypeError) as error:
        detail = (
            error.detail
            if isinstance(error, BadClassification)
            else f"{error} is missing or wrong."
        )
        raise BadClassification(f"{place}: {detail}") from error


def _proposal(written: Mapping[str, Any]) -> Proposal:
    tier = _tier(written, "tier")
    declared = _tier(written, "declared")
    set_by = SetBy(written["set_by"]) if "set_by" in written else None
    is_declared = set_by in {SetBy.RULE, SetBy.DECLARED}
    return Proposal(
        tier,
        set_by,
        str(written.get("reason", "")),
        tier if declared is None and is_declared else declared,
        rules.groups(written.get("groups", [])),
        tuple(map(_read_found, written.get("found", []))),
    )


def _review(written: Mapping[str, Any], basis: str) -> Review:
    # a review written by hand is one of what the map shows
    on = written["on"]
    if type(on) is not date:
        raise BadClassification(f"on: write a date as 2026-01-31; got {on!r}.")
    for key in ("reason", "by"):
        if not str(written[key]).strip():
            raise BadClassification(f"A reviewed tier needs {key}.")
    return Review(
        rules.tier(written["tier"]),
        str(written["reason"]),
        str(written["by"]),
        on,
        str(written.get("basis", basis)),
        rules.groups(written.get("groups", [])),
    )


def _read_found(written: Mapping[str, Any]) -> Found:
    return Found(
        Category(written["category"]),
        str(written.get("detail", "")),
        int(written.get("count", 0)),
        int(written.get("out_of", 0)),
        tuple(map(str, written.get("examples", []))),
    )


def _tier(written: Mapping[str, Any], key: str) -> Tier | None:
    return rules.tier(written[key]) if key in written else None
