"""The map: what is proposed, what a person decides, and what becomes of it when content changes."""

from dataclasses import replace
from datetime import date

import pytest

from core.classification import carrying, proposing
from core.classification.errors import NoReason, NotInMap
from core.classification.map import ClassificationMap, SetBy
from core.classification.rules import Rule, Rules
from core.domain.access import Tier

TODAY = date(2026, 11, 22)
PLAIN = "The hotel limit is 120 euros."
TOLD = "His social security number is 536-22-8841."
HR = Rules((Rule("hr/**", Tier.CONFIDENTIAL, frozenset({"hr"}), "Personnel"),))
STAFF = {
    "name": ["Ada Voss", "Paul Reyes", "Rita Malone"],
    "base_salary": ["31250", "42000", "58900"],
}


def test_a_rule_gives_a_tier_and_groups() -> None:
    entry = proposing.document("hr/a.md", PLAIN, "v1", HR)
    assert (entry.tier, entry.set_by, entry.groups) == (
        Tier.CONFIDENTIAL,
        SetBy.RULE,
        frozenset({"hr"}),
    )
    assert entry.reason == "Personnel"


def test_what_nothing_speaks_for_has_no_tier() -> None:
    entry = proposing.document("a.md", PLAIN, "v1", HR)
    assert (entry.tier, entry.set_by) == (None, None)


def test_what_is_detected_raises_what_is_declared_and_says_why() -> None:
    entry = proposing.document("hr/a.md", TOLD, "v1", HR, declared=Tier.PUBLIC)
    assert (entry.tier, entry.set_by, entry.is_underclassified) == (
        Tier.RESTRICTED,
        SetBy.DETECTOR,
        True,
    )
    assert "US social security number" in entry.reason
    assert "Declared confidential only" in entry.reason


def test_what_is_detected_never_lowers_what_is_declared() -> None:
    entry = proposing.document("a.md", "Ask Ada Voss.", "v1", Rules(), declared=Tier.RESTRICTED)
    assert (entry.tier, entry.set_by, entry.is_underclassified) == (
        Tier.RESTRICTED,
        SetBy.DECLARED,
        False,
    )


def test_a_table_is_as_high_as_its_highest_column() -> None:
    table = proposing.table("staff.csv", STAFF, Rules())
    assert {name: each.tier for name, each in table.columns.items()} == {
        "name": Tier.INTERNAL,
        "base_salary": Tier.CONFIDENTIAL,
    }
    assert (table.entry.tier, table.entry.set_by) == (Tier.CONFIDENTIAL, SetBy.COLUMNS)
    assert "base_salary" in table.entry.reason


def test_a_column_without_more_takes_the_tier_of_its_table() -> None:
    table = proposing.table("hr/rooms.csv", {"room": ["12", "14"]}, HR)
    assert (table.columns["room"].tier, table.columns["room"].groups) == (
        Tier.CONFIDENTIAL,
        frozenset({"hr"}),
    )


def test_a_person_overrules_with_a_reason_and_a_name() -> None:
    decided = _map(TOLD).reviewed("a.md", Tier.INTERNAL, reason="Made up", by="J. Roe", on=TODAY)
    entry = decided.documents["a.md"]
    assert (entry.tier, entry.set_by, entry.is_underclassified) == (
        Tier.INTERNAL,
        SetBy.REVIEWER,
        False,
    )
    assert entry.reason == "Made up (J. Roe, 2026-11-22)"


@pytest.mark.parametrize(("reason", "by"), [("", "J. Roe"), ("Made up", " ")])
def test_nobody_overrules_without_a_reason_and_a_name(reason: str, by: str) -> None:
    with pytest.raises(NoReason):
        _map(TOLD).reviewed("a.md", Tier.INTERNAL, reason=reason, by=by, on=TODAY)


def test_what_is_not_in_the_map_cannot_be_overruled() -> None:
    with pytest.raises(NotInMap):
        _map(TOLD).reviewed("b.md", Tier.INTERNAL, reason="Made up", by="J. Roe", on=TODAY)


def test_a_decision_stays_when_the_map_is_made_anew() -> None:
    decided = _map(TOLD).reviewed("a.md", Tier.INTERNAL, reason="Made up", by="J. Roe", on=TODAY)
    again = carrying.carried(decided, _map(TOLD).documents)
    assert again == decided


def test_when_content_changes_a_decision_that_lowers_no_longer_holds_until_reviewed_again() -> None:
    decided = _map(TOLD).reviewed("a.md", Tier.INTERNAL, reason="Made up", by="J. Roe", on=TODAY)
    changed = carrying.carried(decided, _map(f"{TOLD} And more.", "v2").documents).documents["a.md"]
    assert changed.needs_review
    assert changed.is_underclassified
    assert changed.tier is Tier.RESTRICTED
    assert changed.reason.startswith("To be reviewed again")


def test_when_content_changes_a_decision_that_raises_still_holds() -> None:
    decided = _map(PLAIN).reviewed("a.md", Tier.RESTRICTED, reason="Plans", by="J. Roe", on=TODAY)
    changed = carrying.carried(decided, _map("Other.", "v2").documents).documents["a.md"]
    assert (changed.needs_review, changed.tier) == (True, Tier.RESTRICTED)


def test_a_decision_about_a_column_moves_its_table() -> None:
    shown = ClassificationMap(tables={"staff.csv": proposing.table("staff.csv", STAFF, Rules())})
    decided = shown.reviewed(
        "staff.csv:base_salary", Tier.PUBLIC, reason="Published scale", by="J. Roe", on=TODAY
    )
    assert decided.tables["staff.csv"].entry.tier is Tier.INTERNAL


def test_a_decision_about_a_table_holds_while_rows_come_and_go() -> None:
    shown = ClassificationMap(tables={"staff.csv": proposing.table("staff.csv", STAFF, Rules())})
    decided = shown.reviewed("staff.csv", Tier.PUBLIC, reason="Sample", by="J. Roe", on=TODAY)
    more = {name: [*values, values[0]] for name, values in STAFF.items()}
    more["name"] = [*more["name"], "Teresa Hall"]
    again = {"staff.csv": proposing.table("staff.csv", more, Rules())}
    assert carrying.carried(decided, tables=again).tables["staff.csv"].entry.tier is Tier.PUBLIC


def test_a_new_column_calls_for_a_new_review_of_its_table() -> None:
    shown = ClassificationMap(tables={"staff.csv": proposing.table("staff.csv", STAFF, Rules())})
    decided = shown.reviewed("staff.csv", Tier.PUBLIC, reason="Sample", by="J. Roe", on=TODAY)
    wider = {**STAFF, "iban": ["x"]}
    again = {"staff.csv": proposing.table("staff.csv", wider, Rules())}
    entry = carrying.carried(decided, tables=again).tables["staff.csv"].entry
    assert (entry.needs_review, entry.tier) == (True, Tier.CONFIDENTIAL)


def _map(text: str, version: str = "v1") -> ClassificationMap:
    return replace(
        ClassificationMap(), documents={"a.md": proposing.document("a.md", text, version, Rules())}
    )
