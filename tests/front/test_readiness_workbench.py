"""The readiness notebook as analysts meet it: the verdict, a finding to its rows, decisions, tiers."""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app import workbench
from core.bootstrap import Handrail, serving
from core.domain.access import Principal
from core.inference.embedding import HashEmbedder
from core.readiness.finding import Kind
from core.readiness.workspace import Workspace
from core.settings import Settings
from core.store import Database
from tests.conftest import MakePrincipal
from tests.front.axe import worst_findings
from tests.front.conftest import PHONE, MakePage
from tests.front.local_server import served
from tests.front.test_workbench import NOTEBOOKS, Doorkeeper, guarded, leave
from tests.notebooks.workspaces import NO_PAY, PAY, SENTINEL, brought

NOTEBOOK = "/workbench/stage2_readiness"
HOSTILE = "<img src=x onerror=alert(1)> **bold**"
ANALYSTS = {
    "ada": "alder",
    "mo": "meridian",
    "bea": "birch",
    "cy": "cedar",
    "dee": "dale",
    "eve": "elm",
}


@dataclass
class Desk:
    """The notebook behind a guard, and the workspaces it reads."""

    url: str
    audits: Path

    def workspace(self, tenant: str) -> Workspace:
        """A tenant's workspace."""
        return Workspace(self.audits / tenant)

    def open(self, page: Page, who: str, query: str = "") -> None:
        """Open the notebook as somebody."""
        page.context.add_cookies([{"name": "handrail_session", "value": who, "url": self.url}])
        page.goto(f"{self.url}{NOTEBOOK}/{query}")
        expect(page.locator(".hr").first).to_be_visible()


@pytest.fixture(scope="module")
def desk(principal: MakePrincipal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Workspaces audited beforehand, but for dale's, and elm's which is empty."""
    door = Doorkeeper(
        {who: principal(tenant, who, roles=("analyst",)) for who, tenant in ANALYSTS.items()}
        | {"ex": principal("alder", "ex", roles=("expert",))}
    )
    nowhere = Database("postgresql://nowhere", "postgresql://nowhere")
    handrail = Handrail(Settings(home=tmp_path_factory.mktemp("home")), nowhere)
    handrail.embedder = HashEmbedder()
    audits = handrail.settings.audits_home
    brought(audits / "dale")
    brought(audits / "meridian", ("Quayside", "Millbrook"))
    brought(audits / "alder", ("Hazelbrook", HOSTILE))
    for who in ("ada", "mo"):
        audited(handrail, door.people[who])
    for tenant in ("birch", "cedar"):
        shutil.copytree(audits / "alder", audits / tenant)
    serving.begin(serving.Serving(handrail, door))
    inside = workbench.application(NOTEBOOKS)
    with served(lambda _: guarded(inside, door)) as url:
        yield Desk(url, audits)
    leave(inside)
    serving.end()


def audited(handrail: Handrail, who: Principal) -> None:
    sys.path.insert(0, str(NOTEBOOKS))
    try:
        import_module("readiness_desk").audited(handrail, who, lambda *_: None)
    finally:
        sys.path.remove(str(NOTEBOOKS))


def verdict(page: Page) -> Locator:
    return page.locator(".hr-judged")


def rows(page: Page) -> Locator:
    """The list of findings."""
    return page.locator(".hr-move")


def choose(page: Page, finding: str) -> Locator:
    """Open a finding, and give what is shown of it."""
    page.get_by_role("button", name=finding).click()
    panel = page.locator(".hr-panel .hr-opened")
    expect(panel).to_be_visible()
    return panel


def pick(page: Page, label: str, option: str) -> None:
    """Choose from one of the lists."""
    page.get_by_role("combobox", name=label, exact=True).select_option(option)


SENTINELS = "A value that stands for nothing: waited_minutes"


# What an analyst does


def test_an_analyst_reads_the_verdict_and_where_to_begin(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ada")
    expect(verdict(page)).to_contain_text("READY IF")
    expect(verdict(page)).to_contain_text("Write absence one way: visits.csv")
    expect(page.locator(".hr-sprint")).to_contain_text("Write absence one way: visits.csv")
    expect(page.locator(".hr-answers")).to_contain_text("How many days of leave")
    expect(page.locator(".hr-plot svg")).to_have_count(2)


def test_a_finding_opens_down_to_its_rows_and_their_neighbours(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    desk.open(page, "ada")
    panel = choose(page, SENTINELS)
    expect(panel.locator(".hr-what")).to_contain_text(SENTINEL)
    meant = panel.locator("tr.hr-meant")
    expect(meant.first).to_contain_text("V1007")
    expect(panel.locator(".hr-rows")).to_contain_text("V1006")
    expect(panel.locator("svg")).to_have_count(1)
    assert all(SENTINEL in text for text in meant.all_inner_texts())


def test_a_dismissed_finding_is_gone_and_back_once_that_is_taken_back(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    desk.open(page, "bea")
    choose(page, SENTINELS)
    page.get_by_label("Reason", exact=True).fill("The device writes it when nobody waited.")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator(".hr-said").first).to_contain_text("Dismissed")
    expect(rows(page).filter(has_text="waited_minutes")).to_have_count(0)
    [kept] = desk.workspace("birch").decided().values()
    assert (kept.by, kept.reason) == ("bea", "The device writes it when nobody waited.")
    pick(page, "State", "Decided")
    expect(rows(page)).to_have_count(1)
    choose(page, SENTINELS)
    expect(page.locator(".hr-deciding")).to_contain_text("Dismissed by bea")
    page.locator(".hr-deciding").get_by_role("button", name="Take it back").click()
    expect(page.locator(".hr-said").first).to_contain_text("Taken back")
    expect(rows(page)).to_have_count(0)
    pick(page, "State", "Open")
    expect(rows(page).filter(has_text="waited_minutes")).to_have_count(1)
    assert not desk.workspace("birch").decided()


def test_a_decision_needs_a_reason(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ada")
    choose(page, SENTINELS)
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator(".hr-deciding")).to_contain_text("Write a reason.")
    assert not desk.workspace("alder").decided()


def test_filters_leave_what_is_asked_for(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ada")
    expect(rows(page)).to_have_count(3)
    pick(page, "Source", "leave.md")
    expect(rows(page)).to_have_count(1)
    pick(page, "Kind", "A value that stands for nothing")
    expect(page.get_by_text("No finding is like that.")).to_be_visible()


def test_the_audit_runs_and_says_so(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "dee")
    expect(page.get_by_text("Nothing has been audited yet.")).to_be_visible()
    page.get_by_role("button", name="Audit", exact=True).click()
    expect(verdict(page)).to_contain_text("READY IF")
    page.get_by_role("button", name="Audit again").click()
    expect(verdict(page)).to_contain_text("0 fixed, 0 new")
    last = desk.workspace("dale").last()
    assert last is not None
    assert Kind.SENTINEL in {each.kind for each in last.findings}


def test_a_tier_is_overruled_with_a_reason_and_a_name(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "cy")
    overrule(page, "visits.csv:clinic (internal)", "public", "It is on the web site.")
    expect(page.locator(".hr-overrule")).to_contain_text("visits.csv:clinic is now public.")
    written = desk.workspace("cedar").folder / "documents" / "classification.toml"
    assert 'reason = "It is on the web site."' in written.read_text(encoding="utf-8")
    assert 'by = "cy"' in written.read_text(encoding="utf-8")


def test_nobody_lowers_the_tier_of_what_they_may_not_see(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ada")
    overrule(page, "visits.csv:pay (restricted)", "internal", "So that I can see it.")
    expect(page.locator(".hr-overrule")).to_contain_text("above your clearance")
    written = desk.workspace("alder").folder / "documents" / "classification.toml"
    assert "So that I can see it." not in written.read_text(encoding="utf-8")


def overrule(page: Page, place: str, tier: str, reason: str) -> None:
    pick(page, "Place", place)
    pick(page, "Tier", tier)
    page.get_by_label("Why", exact=True).fill(reason)
    page.get_by_role("button", name="Set the tier").click()


# What nobody sees


def test_an_analyst_of_another_tenant_sees_their_own_workspace(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    desk.open(page, "mo")
    expect(choose(page, SENTINELS)).to_contain_text("Quayside")
    expect(page.locator("#App")).not_to_contain_text("Hazelbrook")


def test_values_above_the_readers_clearance_never_reach_the_browser(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    heard: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))),
    )
    desk.open(page, "ada")
    expect(choose(page, SENTINELS)).to_contain_text("(above your clearance)")
    expect(choose(page, "A value that stands for nothing: pay")).to_contain_text("clearance")
    said = "".join(heard)
    assert "V1007" in said
    assert not [value for value in (*PAY, NO_PAY) if value in said]


def test_whoever_is_no_analyst_is_told_what_to_do(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ex")
    expect(page.get_by_role("alert")).to_contain_text("Ask for the role `analyst`")
    expect(page.get_by_role("button", name="Audit")).to_have_count(0)


def test_an_empty_workspace_says_where_to_put_what(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "eve")
    expect(page.get_by_text("There is nothing to audit yet.")).to_be_visible()
    expect(page.locator(".hr-notice")).to_contain_text("audits/elm/sources")


def test_what_data_says_never_becomes_markup_and_nobody_else_is_asked(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    desk.open(page, "ada")
    expect(choose(page, SENTINELS)).to_contain_text(HOSTILE)
    expect(page.locator("#App img")).to_have_count(0)
    assert complaints == []
    assert hosts - {""} == {urlsplit(desk.url).netloc}


# Wherever it is looked at


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_we_show_is_accessible_on_a_desk_and_on_a_phone(
    desk: Desk, window: MakePage, scheme: str
) -> None:
    page = window(color_scheme=scheme)
    desk.open(page, "ada")
    choose(page, SENTINELS)
    assert worst_findings(page, ".hr") == []
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert page.locator("#App").evaluate("app => app.scrollWidth <= app.clientWidth")
    lefts = page.locator(".hr-move, .hr-panel").evaluate_all("all => all.map(e => e.offsetLeft)")
    assert len(set(lefts)) == 1
    assert worst_findings(page, ".hr") == []


def test_a_finding_is_found_by_its_address(desk: Desk, window: MakePage) -> None:
    report = json.loads(desk.workspace("alder").report.read_text(encoding="utf-8"))
    finding = next(each for each in report["findings"] if each["where"]["columns"])
    page = window()
    desk.open(page, "ada", f"?finding={finding['id']}")
    expect(page.locator(".hr-panel code")).to_have_text(re.compile(finding["id"]))
