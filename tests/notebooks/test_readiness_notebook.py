"""The readiness notebook's desk: what an analyst finds there, and what becomes of what they decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from core.bootstrap import Handrail
from core.classification.map import Entry, Proposal, Review, SetBy
from core.classification.values import Category, Found
from core.domain.access import Principal, Tier
from core.inference.embedding import HashEmbedder
from core.readiness.finding import Finding, Kind, Severity, Where
from core.readiness.opening import NoLongerThere
from core.readiness.overruling import AboveReviewer
from core.readiness.shown import HIDDEN
from core.readiness.verdict import Verdict
from core.readiness.workspace import MayNotAudit, NothingBrought
from core.settings import Settings
from core.store import Database
from tests.conftest import MakePrincipal
from tests.notebooks.workspaces import NO_PAY, SENTINEL, brought

FOLDER = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module")
def notebook() -> Iterator[ModuleType]:
    """Finds the notebook's own modules, which stand beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield import_module("readiness_desk")


@dataclass
class Desk:
    """One tenant's workspace, audited, and the modules that show it."""

    module: Any
    handrail: Handrail
    reader: Principal

    @property
    def folder(self) -> Path:
        return self.handrail.settings.audits_home / self.reader.tenant

    def standing(self) -> Any:
        return self.module.standing(self.handrail, self.reader).report

    def finding(self, column: str) -> Finding:
        found: Finding = next(e for e in self.standing().findings if column in e.where.columns)
        return found

    def opened(self, finding: Finding | None) -> Any:
        return self.module.opened(self.handrail, self.reader, finding)


@pytest.fixture
def empty(notebook: ModuleType, principal: MakePrincipal, tmp_path: Path) -> Desk:
    """A desk with nothing on it."""
    handrail = Handrail(Settings(home=tmp_path), Database("postgresql://no", "postgresql://no"))
    handrail.embedder = HashEmbedder()
    return Desk(notebook, handrail, principal("alder", "ada", roles=("analyst",)))


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """An audited workspace, before a reader cleared for what is internal."""
    brought(empty.folder)
    empty.module.audited(empty.handrail, empty.reader, lambda *_: None)
    return empty


# The audit


def test_an_audit_says_what_it_is_doing_and_how_far_it_is(empty: Desk) -> None:
    brought(empty.folder)
    heard: list[tuple[str, int, int]] = []
    empty.module.audited(empty.handrail, empty.reader, lambda *each: heard.append(each))
    assert any("visits.csv" in what for what, _, _ in heard)
    assert all(0 <= done <= total for _, done, total in heard)
    assert {path.name for path in (empty.folder / "audit").iterdir()} == {
        "classification.toml",
        "contract.py",
        "report.html",
        "report.json",
    }


def test_where_nothing_was_brought_there_is_nothing_to_audit(empty: Desk) -> None:
    assert empty.module.brought(empty.handrail, empty.reader).is_empty
    assert empty.module.standing(empty.handrail, empty.reader) is None
    with pytest.raises(NothingBrought):
        empty.module.audited(empty.handrail, empty.reader, lambda *_: None)


def test_only_an_analyst_sits_at_the_desk(desk: Desk, principal: MakePrincipal) -> None:
    expert = principal("alder", "ex", roles=("expert",))
    with pytest.raises(MayNotAudit):
        desk.module.standing(desk.handrail, expert)


def test_requirements_that_cannot_be_read_are_told_and_do_not_hide_the_report(desk: Desk) -> None:
    (desk.folder / "requirements.toml").write_text("[job", encoding="utf-8")
    assert "requirements.toml" in str(desk.module.brought(desk.handrail, desk.reader).job)
    assert desk.standing().findings


# Decisions


def test_a_decision_changes_the_verdict_at_once_and_taken_back_it_changes_back(desk: Desk) -> None:
    for each in desk.standing().findings:
        desk.module.decide(desk.handrail, desk.reader, each, "accepted", "Known.")
    assert desk.standing().judged.verdict is Verdict.READY
    assert {each.by for each in desk.standing().decisions} == {"ada"}
    desk.module.undo(desk.handrail, desk.reader, desk.standing().decided[0].id)
    assert desk.standing().judged.verdict is Verdict.READY_IF
    assert len(desk.standing().findings) == 1


# Rows


def test_a_findings_rows_stand_among_their_neighbours_as_the_file_has_them(desk: Desk) -> None:
    [rows] = desk.opened(desk.finding("waited_minutes")).rows
    assert rows.columns[0] == "waited_minutes"
    meant = [line for line in rows.lines if line.is_meant]
    assert [line.row for line in meant] == [8, 28, 48, 68]
    assert {line.cells[0] for line in meant} == {SENTINEL}
    assert [line.row for line in rows.lines[:5]] == [6, 7, 8, 9, 10]


def test_what_is_above_the_reader_is_neither_in_rows_nor_in_pictures(desk: Desk) -> None:
    finding = desk.finding("pay")
    assert finding.what == HIDDEN
    opened = desk.opened(finding)
    at = opened.rows[0].columns.index("pay")
    assert {line.cells[at] for line in opened.rows[0].lines} == {HIDDEN}
    assert opened.spreads == ()
    assert NO_PAY not in str(opened)


def test_whoever_is_cleared_sees_all_of_it(desk: Desk, principal: MakePrincipal) -> None:
    desk.reader = principal("alder", "bo", clearance=Tier.RESTRICTED, roles=("analyst",))
    opened = desk.opened(desk.finding("pay"))
    assert NO_PAY in str(opened.rows)
    [picture] = opened.spreads
    assert picture.marks_any


def test_what_is_no_longer_there_is_said(desk: Desk) -> None:
    finding = desk.finding("waited_minutes")
    (desk.folder / "sources" / "visits.csv").unlink()
    [said] = desk.opened(finding).gone
    assert said.startswith(NoLongerThere.__doc__ or "")


def test_no_finding_leads_out_of_the_workspace(desk: Desk) -> None:
    (desk.folder / "secret.md").write_text("A secret.", encoding="utf-8")
    outside = replace(desk.finding("pay"), where=Where("../secret.md", span=(0, 3)), evidence=())
    opened = desk.opened(outside)
    assert (opened.passages, opened.hidden) == ((), ("../secret.md",))


# Tiers


def test_a_tier_that_is_overruled_is_kept_beside_the_documents(desk: Desk) -> None:
    path = desk.module.overrule(
        desk.handrail, desk.reader, "visits.csv:clinic", "public", "On the web site."
    )
    assert path == desk.folder / "documents" / "classification.toml"
    entry = desk.module.standing(desk.handrail, desk.reader).map.entry("visits.csv:clinic")
    assert (entry.tier, entry.set_by) == (Tier.PUBLIC, SetBy.REVIEWER)
    assert 'match = "**"' in path.read_text(encoding="utf-8")


def test_raising_a_tier_hides_the_column_at_once(desk: Desk) -> None:
    desk.module.overrule(
        desk.handrail, desk.reader, "visits.csv:waited_minutes", "restricted", "Not for us."
    )
    assert desk.finding("waited_minutes").what == HIDDEN


@pytest.mark.parametrize("tier", ["public", "internal", "confidential"])
def test_nobody_lowers_the_tier_of_what_they_may_not_see(desk: Desk, tier: str) -> None:
    with pytest.raises(AboveReviewer):
        desk.module.overrule(desk.handrail, desk.reader, "visits.csv:pay", tier, "Let me see.")


# What is shown


@pytest.fixture
def showing(notebook: ModuleType) -> Any:
    """The pieces of the page."""
    return import_module("readiness_showing")


HELD = Found(Category.PERSON_NAME, "names", 2, 9, ("Ada Byron",))
NAMED = Entry(
    Proposal(Tier.CONFIDENTIAL, SetBy.DETECTOR, f"It holds {HELD.sentence}.", found=(HELD,)), "b"
)


def test_the_reason_of_a_tier_quotes_nothing_above_the_reader(showing: Any) -> None:
    assert "Ada Byron" in showing._reason(NAMED, Tier.CONFIDENTIAL)
    assert "Ada Byron" not in showing._reason(NAMED, Tier.INTERNAL)
    assert "names of persons" in showing._reason(NAMED, Tier.INTERNAL)


def test_a_tables_reason_quotes_its_highest_column_to_nobody_below_it(showing: Any) -> None:
    proposal = Proposal(Tier.CONFIDENTIAL, SetBy.COLUMNS, "As high as its column name: Ada Byron")
    assert "Ada" not in showing._reason(Entry(proposal, "b"), Tier.INTERNAL)


def test_a_persons_reason_is_shown_as_they_wrote_it(showing: Any) -> None:
    review = Review(Tier.INTERNAL, "They agreed.", "bo", date(2026, 1, 2), "b")
    reason = showing._reason(replace(NAMED, review=review), Tier.INTERNAL)
    assert reason == "They agreed. (bo, 2026-01-02)"


def test_filters_go_together(desk: Desk, showing: Any) -> None:
    report = desk.standing()
    every = showing.Filter(None, None, None, "Open and decided")
    assert showing.filtered(report, every) == [*report.all_findings]
    grave = replace(every, severity=Severity.HIGH, source="visits.csv", kind=Kind.SENTINEL)
    assert {each.kind for each in showing.filtered(report, grave)} == {Kind.SENTINEL}
    assert showing.filtered(report, replace(grave, source="leave.md")) == []
    assert showing.filtered(report, replace(every, standing="Decided")) == []


@pytest.mark.parametrize(
    ("size", "told"), [(0, "0 bytes"), (999, "999 bytes"), (1_200, "1.2 kB"), (3 * 10**7, "30 MB")]
)
def test_sizes_are_told_in_few_figures(showing: Any, size: int, told: str) -> None:
    assert showing._size(size) == told


@pytest.mark.parametrize(
    ("mode", "pressed", "report", "due"),
    [
        ("run", False, None, False),
        ("edit", False, None, False),
        ("run", True, "before", True),
        ("script", False, None, True),
        (None, False, "before", False),
    ],
)
def test_nothing_is_audited_unasked_while_somebody_looks(
    showing: Any, mode: str | None, pressed: bool, report: str | None, due: bool
) -> None:
    forms: Any = import_module("readiness_forms")
    button = SimpleNamespace(value=pressed)
    assert forms.is_due(SimpleNamespace(mode=mode), button, report) is due
