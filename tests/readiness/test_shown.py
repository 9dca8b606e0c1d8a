"""Nobody sees more through an audit than they are cleared for."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Tier
from core.readiness.coverage import Coverage, Result
from core.readiness.decisions import Choice, Decision
from core.readiness.finding import Evidence, Where
from core.readiness.report import ColumnSeen, DocumentSeen, Report, Since, TableSeen
from core.readiness.shown import HIDDEN, shown_to
from core.readiness.sprint import conditions, sprint
from core.readiness.verdict import judged
from tests.readiness.findings import CONTRADICTION, SENTINEL

PASSAGE = Evidence("leave.md", (("text", "Five days carry over."),))


def column(name: str, tier: str | None) -> ColumnSeen:
    return ColumnSeen(name, "text", rows=40, absent=0, distinct=40, tier=tier)


@pytest.fixture
def report() -> Report:
    found = (SENTINEL, CONTRADICTION)
    tasks = sprint(found, None)
    columns = (column("staff", "internal"), column("left_on", "confidential"))
    return Report(
        audited=date(2026, 3, 1),
        job="",
        judged=judged(found, conditions(tasks), None, anything_read=True),
        sprint=tasks,
        findings=found,
        coverage=(Coverage("D-1", "How many days?", Result.ANSWERED, (PASSAGE,)),),
        tables=(TableSeen("staff.csv", 40, columns, tier="confidential"),),
        documents=(
            DocumentSeen("leave.md", "Leave", 100, "internal"),
            DocumentSeen("handbook.md", "Handbook", 100, None),
        ),
    )


def test_values_of_a_column_above_the_clearance_are_hidden(report: Report) -> None:
    [sentinel] = [each for each in shown_to(report, Tier.INTERNAL).findings if each.where.columns]
    assert sentinel.evidence[0].cells == (("staff", "7"), ("left_on", HIDDEN))
    assert sentinel.what == HIDDEN
    assert sentinel.affected == SENTINEL.affected


def test_a_sentence_is_hidden_wherever_it_stands(report: Report) -> None:
    decided = Decision(SENTINEL.id, Choice.ACCEPTED, "Few.", "Ada", report.audited, SENTINEL.what)
    before = Since(report.audited, fixed=(SENTINEL,), new=(), remaining=())
    whole = replace(report, decided=(SENTINEL,), decisions=(decided,), since=before)
    shown = str(shown_to(whole, Tier.INTERNAL))
    assert "9999-12-31" not in shown
    assert CONTRADICTION.what not in shown


def test_what_was_fixed_in_a_table_that_is_gone_is_hidden(report: Report) -> None:
    gone = replace(SENTINEL, where=Where("gone.csv", ("left_on",)))
    whole = replace(report, since=Since(report.audited, fixed=(gone,), new=(), remaining=()))
    assert "9999-12-31" not in str(shown_to(whole, Tier.INTERNAL))


def test_a_hidden_finding_keeps_its_id(report: Report) -> None:
    shown = shown_to(report, Tier.PUBLIC)
    assert [each.id for each in shown.findings] == [each.id for each in report.findings]


def test_what_nobody_classified_counts_as_restricted(report: Report) -> None:
    confidential = shown_to(report, Tier.CONFIDENTIAL)
    assert confidential.findings[0] == SENTINEL
    assert confidential.findings[1].what == HIDDEN
    assert shown_to(report, Tier.RESTRICTED) == report


def test_passages_above_the_clearance_are_hidden(report: Report) -> None:
    [public] = shown_to(report, Tier.PUBLIC).coverage
    assert public.passages[0].cells == (("text", HIDDEN),)
    assert shown_to(report, Tier.INTERNAL).coverage == report.coverage
