"""Findings from the map: what has no tier, and what is declared too low."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.classification.map import ClassificationMap, SetBy
from core.classification.rules import parse
from core.domain.access import Tier
from core.readiness.classified import found, mapped
from core.readiness.documents.reading import Text, read_all
from core.readiness.finding import Finding, Kind, Severity
from core.readiness.tables.profile import Profile, profiled
from core.readiness.tables.reading import read

RULES = parse(
    {"rule": [{"match": "public/**", "tier": "public"}, {"match": "staff.csv", "tier": "internal"}]}
)
BEFORE = ClassificationMap(RULES)
STAFF = "name,ssn,room\n" + "".join(
    f"{name},536-22-88{n},{n}\n"
    for n, name in enumerate(["Ada Voss", "Paul Reyes", "Rita Hall"], 41)
)


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Text, ...]:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "plain.md").write_text("# Hours\n\nOpen from nine.")
    (tmp_path / "public" / "told.md").write_text("# Story\n\nHis SSN is 536-22-8841.")
    (tmp_path / "loose.md").write_text("# Notes\n\nNothing much.")
    (tmp_path / "declared.md").write_text("---\nclassification: internal\n---\n# Notes\n\nMore.")
    (tmp_path / "rates.csv").write_text("hourly pay,grade\n31.50,1\n42.10,2\n")
    return read_all(tmp_path).texts


@pytest.fixture
def staff(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    folder = tmp_path_factory.mktemp("sources")
    path = folder / "staff.csv"
    path.write_text(STAFF)
    (table,) = read(path, "staff.csv", folder / "spool").tables
    return profiled(table)


def of(findings: list[Finding], kind: Kind) -> dict[str, Finding]:
    return {each.where.source: each for each in findings if each.kind is kind}


def test_documents_without_a_tier_are_found_and_those_with_one_are_not(
    documents: tuple[Text, ...],
) -> None:
    findings = list(found(mapped(None, documents, BEFORE), documents))
    assert set(of(findings, Kind.UNCLASSIFIED)) == {"loose.md", "rates.csv"}


def test_a_document_declared_lower_than_what_it_holds_is_found_with_the_place(
    documents: tuple[Text, ...],
) -> None:
    findings = list(found(mapped(None, documents, BEFORE), documents))
    finding = of(findings, Kind.UNDERCLASSIFIED)["public/told.md"]
    assert finding.severity is Severity.HIGH
    assert finding.where.span is not None
    (told,) = [text for text in documents if text.source == "public/told.md"]
    assert told.text[slice(*finding.where.span)] == "536-22-8841"
    assert "536-22-8841" not in finding.what


def test_a_column_declared_lower_than_what_it_holds_is_found(staff: Profile) -> None:
    (finding,) = found(mapped([staff], None, BEFORE))
    assert (finding.kind, finding.where.columns) == (Kind.UNDERCLASSIFIED, ("ssn",))
    assert "declared internal but ought to be restricted" in finding.what


def test_findings_are_the_same_again_and_again(staff: Profile, documents: tuple[Text, ...]) -> None:
    once, twice = (list(found(mapped([staff], documents, BEFORE), documents)) for _ in range(2))
    assert once == twice
    assert len({each.id for each in once}) == len(once)


def test_a_decision_by_a_person_settles_a_finding(staff: Profile) -> None:
    shown = mapped([staff], None, BEFORE)
    decided = shown.reviewed(
        "staff.csv:ssn", Tier.INTERNAL, reason="Made up", by="J. Roe", on=date(2026, 11, 22)
    )
    assert list(found(decided)) == []
    assert list(found(mapped([staff], None, decided))) == []


def test_a_table_among_the_documents_is_a_table_with_its_columns(
    documents: tuple[Text, ...],
) -> None:
    shown = mapped(None, documents, BEFORE)
    assert "rates.csv" not in shown.documents
    table = shown.tables["rates.csv"]
    assert (table.entry.tier, table.entry.set_by) == (Tier.CONFIDENTIAL, SetBy.COLUMNS)
    assert table.version


def test_what_is_not_looked_at_stays_in_the_map(
    staff: Profile, documents: tuple[Text, ...]
) -> None:
    both = mapped([staff], documents, BEFORE)
    assert mapped([staff], None, both) == both
    assert mapped(None, documents, both) == both
    assert mapped([staff], (), both) == replace(
        both, documents={}, tables={"staff.csv": both.tables["staff.csv"]}
    )
