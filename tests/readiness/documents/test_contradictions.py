"""Passages that cannot both hold."""

from datetime import date

import pytest

from core.readiness.documents.contradictions import found
from core.readiness.documents.reading import Text
from core.readiness.finding import Finding, Kind
from tests.readiness.documents.making import document

TODAY = date(2026, 11, 22)
BADGES = "# Badges\n\nA lost badge is reported to the porter within {}.\n"
FILLER = (
    "# Garden\n\nThe beds are watered in the evening. Tools hang in the shed beside the gate, and "
    "the mower is cleaned before it is put away.\n"
)


def contradictions(*texts: Text) -> list[Finding]:
    return list(found([*texts, document("garden.md", FILLER)], TODAY))


def test_two_documents_with_another_number_for_the_same_contradict_each_other() -> None:
    (finding,) = contradictions(
        document("rules.md", BADGES.format("two hours")),
        document("welcome.md", "# Welcome\n\n## Badges\n\nReport a lost badge to the porter within "
                 "30 minutes, and ask for a new one."),
    )  # fmt: skip
    assert finding.kind is Kind.CONTRADICTION
    assert [each.source for each in finding.evidence] == ["rules.md", "welcome.md"]
    assert "two hours" in finding.what
    assert "30 minutes" in finding.what


def test_a_sentence_and_a_row_of_a_table_can_contradict_each_other() -> None:
    table = "# Periods\n\n| Record | Kept for |\n|---|---|\n| Porter badge slips | 2 years |\n"
    text = "# Porter\n\nBadge slips of the porter are kept for six months."
    (finding,) = contradictions(document("table.md", table), document("text.md", text))
    assert finding.where.also[0].source == "text.md"


def test_what_one_document_allows_another_may_not_forbid() -> None:
    (finding,) = contradictions(
        document("a.md", "# Dogs\n\nGuide dogs may enter the treatment room of the clinic."),
        document("b.md", "# Pets\n\nGuide dogs may not enter the treatment room of the clinic."),
    )
    assert "denies" in finding.what


def test_one_document_can_contradict_itself() -> None:
    text = (
        "# Lockers\n\n## Deposits\n\nThe deposit for a locker key is EUR 20.\n\n"
        "## Leaving\n\nThe deposit for a locker key is EUR 25.\n"
    )
    (finding,) = contradictions(document("lockers.md", text))
    assert finding.where.source == finding.where.also[0].source == "lockers.md"


def test_rows_of_one_table_with_one_name_and_two_values_contradict_each_other() -> None:
    table = (
        "# Fees\n\n| Service | Fee |\n|---|---|\n| Vaccination | 18 |\n| Dressing | 12 |\n"
        "| Vaccination | 21 |\n"
    )
    (finding,) = contradictions(document("fees.md", table))
    assert "'18'" in finding.what


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Claims are filed within 30 days.", "Parcels are fetched from the porter within 9 days."),
        ("A lost badge is reported within 2 hours.", "A lost badge is reported within 120 minutes."),
        ("For a full day the meal allowance at conferences is EUR 62.",
         "For a half day the meal allowance at conferences is EUR 34."),
        ("Visitor log sheets of the porter are kept for 12 months.",
         "Access log sheets of the porter are kept for 25 months."),
        ("Staff with more than 5 years of service have 28 days of garden leave.",
         "Staff with more than 10 years of service have 31 days of garden leave."),
    ],
    ids=["another subject", "another unit", "an opposite", "another modifier", "another step"],
)  # fmt: skip
def test_what_is_said_of_two_cases_is_no_contradiction(one: str, other: str) -> None:
    assert (
        contradictions(document("a.md", f"# A\n\n{one}"), document("b.md", f"# B\n\n{other}")) == []
    )


def test_versions_with_their_own_days_do_not_contradict_each_other() -> None:
    old = document("badges-2023.md", BADGES.format("two hours"), since=date(2023, 1, 1))
    new = document("badges-2025.md", BADGES.format("30 minutes"), since=date(2025, 1, 1))
    assert contradictions(old, new) == []


def test_what_is_not_in_force_today_contradicts_nothing() -> None:
    ended = document("rules.md", BADGES.format("two hours"), until=date(2024, 1, 1))
    assert contradictions(ended, document("new.md", BADGES.format("30 minutes"))) == []


def test_items_of_one_list_and_rows_of_one_table_are_alternatives() -> None:
    text = (
        "# Badges\n\nA lost badge costs:\n\n- a lost badge of the porter, EUR 10\n"
        "- a lost badge of a visitor, EUR 15\n"
    )
    assert contradictions(document("badges.md", text)) == []
