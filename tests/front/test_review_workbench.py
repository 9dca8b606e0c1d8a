"""The review notebook as experts meet it: an answer, what people say of it, and the case it becomes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app import workbench
from core.answering.feedback import Feedbacks, Verdict
from core.bootstrap import Handrail, serving
from core.domain.access import Principal, Tier
from core.domain.answer import Question
from core.evaluation.reports import scored
from core.evaluation.review.keeping import keep
from core.evaluation.runs import keeping
from core.evaluation.scorers.embedded import scorers
from core.evaluation.suites.reading import load
from core.evaluation.suites.values import AsWhom, Case, Justification, NumberFact, TextFact
from core.evaluation.suites.writing import text
from core.inference.embedding import HashEmbedder
from core.settings import Settings
from tests.conftest import MakePrincipal, Shelf, cloned
from tests.evaluation.review.answers import LEAVE, PAY, WHEN, assistant, outcome, passage, run
from tests.front.axe import worst_findings
from tests.front.conftest import DESKTOP, PATIENCE, PHONE
from tests.front.local_server import served
from tests.front.test_workbench import NOTEBOOKS, Doorkeeper, guarded, leave

NOTEBOOK = "/workbench/stage4_eval_review"
RULES = """about = "Leave."
tenant = "{tenant}"
[principals]
reader = {{}}
board = {{ clearance = "restricted" }}
"""
HOSTILE = "<img src=x onerror=alert(1)> **bold**"
READER = AsWhom("alder", Tier.INTERNAL, name="reader")
RESTS = (Justification("leave.md"),)
DAYS = (NumberFact(31, "days"),)
LABEL, KEYS, ARGUE, SOLD, HELD, HIDDEN = (
    Case("label", "How many days of leave?", READER, must_say=DAYS, justified_by=RESTS),
    Case("keys", "How much leave is there?", READER, must_say=DAYS, justified_by=RESTS),
    Case(
        "argue",
        "Is there leave?",
        READER,
        must_say=DAYS,
        justified_by=RESTS,
        tags=("exception",),
    ),
    Case(
        "sold",
        "May it be sold?",
        READER,
        must_say=(TextFact("thirty days"),),
        justified_by=RESTS,
        tags=("exception",),
    ),
    Case(
        "held",
        f"May it be split? {HOSTILE}",
        READER,
        must_say=(TextFact("thirty days"),),
        must_not_say=(TextFact("31,417"),),
        justified_by=RESTS,
        tags=("exception",),
    ),
    Case(
        "hidden",
        "What does the director earn?",
        replace(READER, clearance=Tier.RESTRICTED, name="board"),
        must_say=(NumberFact(31417),),
        justified_by=(Justification("pay.md"),),
    ),
)
CASES = (LABEL, KEYS, ARGUE, SOLD, HELD, HIDDEN)


@dataclass
class Seat:
    """Somebody's window with the notebook: what its websockets brought, and what it complained of."""

    page: Page
    heard: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """The notebook behind a guard, the suites it writes into, and a window for each who sits there."""

    url: str
    suites: Path
    browser: Browser
    seats: dict[str, Seat] = field(default_factory=dict)

    def lines(self, name: str) -> list[dict[str, object]]:
        """What stands in a file of alder's suite."""
        path = self.suites / "alder" / name
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def seat(self, who: str) -> Seat:
        """Somebody's seat, as they left it in an earlier test."""
        if who not in self.seats:
            context = self.browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE)
            context.add_cookies([{"name": "handrail_session", "value": who, "url": self.url}])
            self.seats[who] = listening(context.new_page())
            self.seats[who].page.goto(f"{self.url}{NOTEBOOK}/")
            ready(self.seats[who].page)
        return self.seats[who]

    def page(self, who: str) -> Page:
        """Somebody's window."""
        return self.seat(who).page

    def afresh(self, who: str) -> Page:
        """Somebody's window with what others have said since."""
        if who in self.seats:
            self.seats[who].page.reload()
        ready(self.page(who))
        return self.page(who)


def listening(page: Page) -> Seat:
    """A seat at a page that is still empty."""
    seat = Seat(page)
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: seat.heard.append(str(frame))),
    )
    page.on(
        "console",
        lambda told: seat.complaints.append(told.text) if told.type == "error" else None,
    )
    return seat


def ready(page: Page) -> None:
    expect(page.locator(".hr-moves, .hr-notice, [role=alert]").first).to_be_visible()


@pytest.fixture(scope="module")
def desk(
    browser: Browser,
    server_url: str,
    template: str,
    principal: MakePrincipal,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A run of alder's suite brought to review, two reports, and a suite of tidewater's to run."""
    experts = {who: principal("alder", who, roles=("expert",)) for who in ("ann", "bob", "eve")}
    door = Doorkeeper(
        experts
        | {
            "ana": principal("alder", "ana", roles=("analyst",)),
            "mo": principal("meridian", "mo", roles=("expert",), clearance=Tier.RESTRICTED),
            "tia": principal("tidewater", "tia", roles=("expert",)),
            "ada": principal("alder", "ada"),
        }
    )
    home, suites = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("suites")
    put(suites / "alder", CASES)
    put(suites / "tidewater", [replace(LABEL, as_whom=replace(READER, tenant="tidewater"))])
    with cloned(server_url, template) as database:
        handrail = Handrail(Settings(home=home, suites=suites), database)
        handrail.embedder = HashEmbedder()
        shelf = Shelf(database, handrail.store, principal, HashEmbedder())
        for tenant in ("alder", "meridian", "tidewater"):
            shelf.add_tenant(tenant)
        for tenant in ("alder", "tidewater"):
            shelf.put("leave.md", LEAVE, tenant=tenant)
        handrail.assistant = assistant(shelf)
        report(handrail, door.people["ada"], "Is leave paid?", "It is thirty-one days.")
        report(handrail, door.people["ada"], "Is leave long?", "")
        shelf.put("pay.md", PAY, tenant="alder", tier=Tier.RESTRICTED)
        bring(handrail, suites / "alder")
        serving.begin(serving.Serving(handrail, door))
        inside = workbench.application(NOTEBOOKS)
        with served(lambda _: guarded(inside, door)) as url:
            desk = Desk(url, suites, browser)
            yield desk
            for seat in desk.seats.values():
                seat.page.context.close()
        leave(inside)
        serving.end()
        handrail.store.close()


def put(folder: Path, cases: Sequence[Case]) -> None:
    """A suite of the tenant of the folder's name."""
    folder.mkdir()
    (folder / "suite.toml").write_text(RULES.format(tenant=folder.name), encoding="utf-8")
    (folder / "cases.jsonl").write_text(text(cases), encoding="utf-8")


def report(handrail: Handrail, who: Principal, question: str, note: str) -> None:
    """Somebody asks, and says that the answer is wrong."""
    asked = handrail.assistant.ask(who, Question(question))
    Feedbacks(handrail.store).give(who, asked.request_id, Verdict.WRONG, note)


def bring(handrail: Handrail, folder: Path) -> None:
    """Two runs beside the cases, of which the second is there to review."""
    held = load(folder)
    secret = (passage("pay.md", PAY, Tier.RESTRICTED),)
    answers = [outcome(case) for case in CASES[:-1]]
    answers.append(outcome(HIDDEN, "EUR 31,417.", retrieved=secret, citations=()))
    later = run(held, *answers, began=WHEN + timedelta(days=1)).run
    first = [replace(each, answer="Thirty-one days. [1]") for each in later.outcomes]
    keeping.write(run(held, *first).run, folder / "first.json")
    keeping.write(later, folder / "second.json")
    everything = handrail.issuer.principal(
        "alder", "op", clearance=Tier.RESTRICTED, roles=("expert", "curator")
    )
    keep(handrail.store, everything, scored(later, held, scorers(later)))


def rows(page: Page) -> Locator:
    """The list of answers."""
    return page.locator(".hr-move")


def choose(page: Page, question: str) -> Locator:
    """Open an answer, unless it is open, and give what is shown of it."""
    panel = page.locator(".hr-panel")
    heading = panel.get_by_role("heading", name=question)
    if not heading.is_visible():
        page.get_by_role("button", name=question).click()
    expect(heading).to_be_visible()
    return panel


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).select_option(option)


def said(page: Page) -> Locator:
    return page.locator(".hr-said").last


def correctness(page: Page) -> Locator:
    """The row of the shown run's figures."""
    return page.locator(".hr-figures tr", has_text="says what must be said")


# What an expert does


def test_an_answer_is_shown_with_its_claims_passages_scores_and_their_limits(desk: Desk) -> None:
    seat = desk.seat("ann")
    panel = choose(seat.page, "May it be split")
    expect(panel.locator(".hr-said-so mark")).to_contain_text("Thirty days.")
    expect(panel.locator(".hr-chunk mark")).to_have_text("Everyone has thirty days of le")
    scored = panel.locator(".hr-scores summary").first
    expect(scored).to_contain_text("It states the fact.")
    scored.click()
    expect(panel.locator(".hr-scores").first).to_contain_text("It looks for the facts of the case")
    expect(seat.page.get_by_role("heading", name=f"May it be split? {HOSTILE}")).to_be_visible()
    expect(seat.page.locator("#App img")).to_have_count(0)
    assert seat.complaints == []


def test_a_word_is_kept_the_next_answer_comes_and_it_can_be_taken_back(desk: Desk) -> None:
    page = desk.page("ann")
    panel = choose(page, "How many days of leave")
    panel.get_by_label("Comment", exact=True).first.fill("It is in the policy.")
    panel.get_by_role("button", name="Right").click()
    expect(said(page)).to_contain_text("Kept: right.")
    said(page).get_by_role("button", name="Take it back").click()
    expect(said(page)).to_contain_text("Kept: taken back.")
    expect(panel).to_contain_text("Nobody has said anything yet.")
    mine = [each for each in desk.lines("labels.jsonl") if each["case"] == "label"]
    assert [(each["subject"], each["verdict"]) for each in mine] == [
        ("ann", "correct"),
        ("ann", "withdrawn"),
    ]


def test_the_keyboard_is_enough(desk: Desk) -> None:
    page = desk.page("bob")
    choose(page, "How much leave is there")
    page.keyboard.press("Alt+2")
    expect(said(page)).to_contain_text("Kept: wrong.")
    expect(page.locator(".hr-chosen")).not_to_contain_text("How much leave is there")
    assert desk.lines("labels.jsonl")[-1]["case"] == "keys"


def test_two_disagree_a_third_decides_and_the_run_scores_otherwise(desk: Desk) -> None:
    page = desk.page("ann")
    pick(page, "Run", "alder: second")
    expect(correctness(page)).to_contain_text("40.0%")
    for who, word in (("ann", "Right"), ("bob", "Wrong")):
        choose(desk.page(who), "Is there leave").get_by_role("button", name=word).click()
        expect(said(desk.page(who))).to_contain_text(f"Kept: {word.lower()}.")
    deciding = choose(desk.afresh("eve"), "Is there leave")
    expect(deciding).to_contain_text("Your word decides.")
    deciding.get_by_role("button", name="Right").click()
    expect(said(desk.page("eve"))).to_contain_text("Kept: right.")
    page = desk.afresh("ann")
    pick(page, "Show", "Everything")
    expect(choose(page, "Is there leave")).to_contain_text("Settled: right, by 3 people.")
    expect(page.locator(".hr-agreeing")).to_contain_text("the same verdict on 0% of 1")
    pick(page, "Run", "alder: second")
    expect(correctness(page)).to_contain_text("60.0%")
    choose(page, "How much leave is there").get_by_role("button", name="Not sure").click()
    expect(said(page)).to_contain_text("Kept: not sure.")
    expect(page.get_by_role("combobox", name="Show", exact=True)).to_have_value("Everything")


def test_a_proposal_waits_for_a_colleague_and_is_then_written(desk: Desk) -> None:
    page = desk.page("ann")
    panel = choose(page, "May it be sold")
    panel.get_by_text("Propose what is right").click()
    expect(panel.get_by_label("A right answer says")).to_have_value("thirty days")
    panel.get_by_label("A right answer says").fill("30 days | thirty days")
    panel.get_by_role("button", name="Propose").click()
    expect(said(page)).to_contain_text("A colleague has to approve it")
    assert desk.lines("cases.jsonl")[3]["must_say"] == ["thirty days"]
    second = desk.afresh("bob")
    panel = choose(second, "May it be sold")
    panel.get_by_role("button", name="Approve").click()
    expect(said(second)).to_contain_text("Written: sold")
    expect(panel).to_contain_text("written by ann and approved by bob")
    expect(panel.get_by_role("button", name="Approve")).to_have_count(0)
    line = desk.lines("cases.jsonl")[3]
    assert line["must_say"] == [{"any": [{"number": 30, "unit": "days"}, "thirty days"]}]
    assert (line["written_by"], line["approved_by"]) == ("ann", "bob")


def test_a_reported_answer_becomes_a_case_in_two_clicks(desk: Desk) -> None:
    before = desk.lines("cases.jsonl")
    page = desk.page("ann")
    panel = choose(page, "Is leave paid")
    expect(panel).to_contain_text("It is thirty-one days.")
    expect(panel).not_to_contain_text("ada")
    panel.get_by_role("button", name="Write the case").click()
    expect(panel).to_contain_text("written by ann and approved by ann")
    expect(said(page)).to_contain_text("gates the next run")
    *others, line = desk.lines("cases.jsonl")
    assert others == before
    assert (line["question"], line["must_say"]) == ("Is leave paid?", ["thirty-one days"])
    assert load(desk.suites / "alder").cases[-1].sources == ("leave.md",)


def test_where_nobody_said_what_is_right_it_is_picked_from_the_passages(desk: Desk) -> None:
    page = desk.page("ann")
    panel = choose(page, "Is leave long")
    panel.get_by_role("radio", name="thirty days — Everyone has thirty days").click()
    panel.get_by_role("button", name="Write the case").click()
    expect(panel).to_contain_text("written by ann and approved by ann")
    expect(said(page)).to_contain_text("gates the next run")
    line = desk.lines("cases.jsonl")[-1]
    assert (line["question"], line["must_say"]) == ("Is leave long?", ["thirty days"])


def test_a_suite_is_run_in_ones_own_name(desk: Desk) -> None:
    page = desk.page("tia")
    page.get_by_role("button", name="Run tidewater").click()
    expect(page.locator(".hr-said").first).to_contain_text("1 answers are there to review")
    expect(page.get_by_role("combobox", name="Run", exact=True).locator("option")).to_have_count(2)


def test_a_run_is_shown_and_compared_over_what_its_reader_may_see(desk: Desk) -> None:
    page = desk.page("ann")
    pick(page, "Run", "alder: second")
    expect(
        page.get_by_text("1 cases rest on something that you may not see.").first
    ).to_be_visible()
    expect(page.get_by_role("heading", name="By tag")).to_be_visible()
    pick(page, "Compared with", "alder: first")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.get_by_role("columnheader", name="smallest drop seen")).to_be_visible()
    expect(page.get_by_text("It would pass: all 4 rules hold.")).to_be_visible()
    expect(page.get_by_text("also those that you may not see")).to_be_visible()
    expect(page.locator(".hr-why-not").last).to_contain_text("How many days of leave?")
    expect(page.locator("#App")).not_to_contain_text("director")


# What nobody sees


def test_what_is_above_an_expert_never_reaches_their_browser(desk: Desk) -> None:
    seat = desk.seat("ann")
    choose(seat.page, "May it be split")
    told = "".join(seat.heard)
    assert "thirty days" in told
    assert not [each for each in ("director", "31,417", "31417", "pay.md") if each in told]


def test_others_see_what_is_theirs(desk: Desk) -> None:
    page = desk.page("mo")
    expect(page.get_by_text("There is nothing to review yet.")).to_be_visible()
    expect(page.locator("#App")).not_to_contain_text("leave")
    panel = choose(desk.page("ana"), "May it be split")
    expect(panel).to_contain_text("thirty days")
    expect(panel.get_by_role("button")).to_have_count(0)
    expect(desk.page("ada").get_by_role("alert")).to_contain_text("Ask for the role `expert`")


# Wherever it is looked at


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_we_show_is_accessible_on_a_desk_and_on_a_phone(
    desk: Desk, scheme: Literal["light", "dark"]
) -> None:
    page = desk.page("ann")
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(f"body.{scheme}, html.{scheme}").first).to_be_attached()
    choose(page, "May it be split")
    assert worst_findings(page, ".hr") == []
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert page.locator("#App").evaluate("app => app.scrollWidth <= app.clientWidth")
    lefts = page.locator(".hr-move, .hr-panel").evaluate_all("all => all.map(e => e.offsetLeft)")
    assert len(set(lefts)) == 1
    assert worst_findings(page, ".hr") == []
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
