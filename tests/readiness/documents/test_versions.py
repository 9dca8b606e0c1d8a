"""Versions of one document."""

from datetime import date

import pytest

from core.readiness.documents import versions
from core.readiness.documents.families import families, in_force
from core.readiness.documents.reading import Text
from core.readiness.finding import Kind, Severity
from tests.readiness.documents.making import PARKING, document

TODAY = date(2026, 11, 22)
OLD = document("parking-2023.md", PARKING, title="Parking rules (2023)", since=date(2023, 5, 1))
NEW = document(
    "parking-2025.md",
    PARKING.replace("half past nine", "half past ten"),
    title="Parking rules (2025)",
    since=date(2025, 5, 1),
)
OTHER = document("menus.md", "# Menus\n\nSoup is served on Mondays and fish on Fridays.")


def test_an_older_version_that_nothing_ends_is_grave() -> None:
    (finding,) = versions.found([NEW, OTHER, OLD], TODAY)
    assert finding.kind is Kind.SUPERSEDED_PRESENT
    assert finding.where.source == "parking-2023.md"
    assert finding.severity is Severity.HIGH
    assert {each.source for each in finding.evidence} == {"parking-2023.md", "parking-2025.md"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (document("p1.md", PARKING, title="Parking rules, version 1"),
         document("p2.md", PARKING + "\nDogs stay out.", title="Parking rules, version 2")),
        (document("a.md", PARKING, title="Parking", since=date(2020, 1, 1)),
         document("b.md", "# Parking\n\nIn trams.", title="Tram rules", since=date(2024, 1, 1),
                  supersedes="a.md")),
        (document("x.txt", f"effective_date: 2011-12-30\n\n{PARKING}"),
         document("y.txt", f"Effective from 1 January 2013.\n\n{PARKING}")),
    ],
    ids=["by the name", "by what it supersedes", "by what the text says"],
)  # fmt: skip
def test_versions_are_told_by_name_declaration_or_text(old: Text, new: Text) -> None:
    (finding,) = versions.found([new, old], TODAY)
    assert finding.where.source == old.source


def test_a_version_whose_end_is_declared_is_no_more_than_a_note() -> None:
    ended = document("p.md", PARKING, since=date(2023, 5, 1), until=date(2025, 5, 1))
    newer = document("q.md", PARKING + "\nDogs stay out.", since=date(2025, 5, 1))
    (finding,) = versions.found([ended, newer], TODAY)
    assert finding.severity is Severity.LOW


def test_a_version_that_begins_in_the_future_supersedes_nothing_yet() -> None:
    assert list(versions.found([OLD, NEW], date(2024, 1, 1))) == []


def test_on_each_day_one_version_is_in_force_and_what_is_no_version_always_is() -> None:
    texts = [OLD, NEW, OTHER]
    assert in_force(texts, date(2024, 1, 1)) == (OLD, OTHER)
    assert in_force(texts, date(2025, 5, 1)) == (NEW, OTHER)
    assert in_force(texts, date(2022, 1, 1)) == (OTHER,)


def test_one_form_for_two_sites_and_reports_of_two_years_are_no_versions() -> None:
    here = document("a.md", PARKING + "\nHazelbrook has no lift.", title="Hazelbrook parking 2024")
    there = document("b.md", PARKING + "\nLissane has a lift.", title="Lissane parking 2025")
    before = document("r1.md", "# Annual report 2024\n\nWe saw many patients and planted a tree.")
    after = document("r2.md", "# Annual report 2025\n\nWe saw few patients and opened a clinic.")
    assert families([here, there, before, after]) == ()


def test_a_finding_has_the_same_id_in_every_audit() -> None:
    (one,) = versions.found([OLD, NEW], TODAY)
    (other,) = versions.found([OTHER, NEW, OLD], TODAY)
    assert one.id == other.id
