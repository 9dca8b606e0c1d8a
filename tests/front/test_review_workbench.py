"""The review notebook as experts meet it: an answer, what people say of it, and the case it becomes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app import workbench
from core.answering.feedback import Feedbacks, Verdict
from core.bootstrap import Handrail, serving
from core.domain.access import Tier
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
from tests.front.conftest import PHONE, MakePage
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
LABEL, KEYS, ARGUE, HELD, HIDDEN = (
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
CASES = (LABEL, KEYS, ARGUE, HELD, HIDDEN)


@dataclass
class Desk:
    """The notebook behind a guard, and the suites it writes into."""

    url: str
    suites: Path

    def lines(self, name: str) -> list[dict[str, object]]:
        """What stands in a file of alder's suite."""
        path = self.suites / "alder" / name
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def open(self, page: Page, who: str) -> None:
        """Open the notebook as somebody."""
        page.context.add_cookies([{"name": "handrail_session", "value": who, "url": self.url}])
        page.goto(f"{self.url}{NOTEBOOK}/")
        expect(page.locator(".hr-moves, .hr-notice, [role=alert]").first).to_be_visible()


@pytest.fixture(scope="module")
def desk(
    server_url: str,
    template: str,
    principal: MakePrincipal,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """A run of alder's suite brought to review, and an answer that somebody reported."""
    experts = {who: principal("alder", who, roles=("expert",)) for who in ("ann", "bob", "eve")}
    door = Doorkeeper(
        experts
        | {
            "ana": principal("alder", "ana", roles=("analyst",)),
            "mo": principal("meridian", "mo", roles=("expert",), clearance=Tier.RESTRICTED),
            "ada": principal("alder", "ada"),
        }
    )
    home, suites = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("suites")
    (suites / "alder").mkdir()
    (suites / "alder" / "suite.toml").write_text(RULES.format(tenant="alder"), encoding="utf-8")
    (suites / "alder" / "cases.jsonl").write_text(text(CASES), encoding="utf-8")
    with cloned(server_url, template) as database:
        handrail = Handrail(Settings(home=home, suites=suites), database)
        handrail.embedder = HashEmbedder()
        shelf = Shelf(database, handrail.store, principal, HashEmbedder())
        for tenant in ("alder", "meridian"):
            shelf.add_tenant(tenant)
        shelf.put("leave.md", LEAVE, tenant="alder")
        handrail.assistant = assistant(shelf)
        asked = handrail.assistant.ask(door.people["ada"], Question("Is leave paid?"))
        Feedbacks(handrail.store).give(
            door.people["ada"], asked.request_id, Verdict.WRONG, "thirty-one days"
        )
        shelf.put("pay.md", PAY, tenant="alder", tier=Tier.RESTRICTED)
        bring(handrail, suites / "alder")
        serving.begin(serving.Serving(handrail, door))
        inside = workbench.application(NOTEBOOKS)
        with served(lambda _: guarded(inside, door)) as url:
            yield Desk(url, suites)
        leave(inside)
        serving.end()
        handrail.store.close()


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
    """Open an answer, and give what is shown of it."""
    page.get_by_role("button", name=question).click()
    panel = page.locator(".hr-panel")
    expect(panel.get_by_role("heading", name=question)).to_be_visible()
    return panel


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).select_option(option)


def said(page: Page) -> Locator:
    return page.locator(".hr-said").last


# What an expert does


def test_an_answer_is_shown_with_its_claims_passages_scores_and_their_limits(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    desk.open(page, "ann")
    panel = choose(page, "May it be split")
    expect(panel.locator(".hr-said-so mark")).to_contain_text("Thirty days.")
    expect(panel.locator(".hr-chunk mark")).to_have_text("Everyone has thirty days of le")
    correctness = panel.locator(".hr-scores summary").first
    expect(correctness).to_contain_text("It states the fact.")
    correctness.click()
    expect(panel.locator(".hr-scores").first).to_contain_text("It looks for the facts of the case")
    expect(page.get_by_role("heading", name=f"May it be split? {HOSTILE}")).to_be_visible()
    expect(page.locator("#App img")).to_have_count(0)
    assert complaints == []


def test_a_word_is_kept_the_next_answer_comes_and_it_can_be_taken_back(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    desk.open(page, "ann")
    panel = choose(page, "How many days of leave")
    panel.get_by_label("Comment", exact=True).first.fill("It is in the policy.")
    panel.get_by_role("button", name="Right").click()
    expect(said(page)).to_contain_text("Kept: right.")
    [line] = desk.lines("labels.jsonl")
    assert (line["case"], line["subject"], line["verdict"]) == ("label", "ann", "correct")
    said(page).get_by_role("button", name="Take it back").click()
    expect(said(page)).to_contain_text("Kept: taken back.")
    expect(panel).to_contain_text("Nobody has said anything yet.")
    assert [each["verdict"] for each in desk.lines("labels.jsonl")] == ["correct", "withdrawn"]


def test_the_keyboard_is_enough(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "bob")
    choose(page, "How much leave is there")
    page.keyboard.press("Alt+2")
    expect(said(page)).to_contain_text("Kept: wrong.")
    expect(page.locator(".hr-chosen")).not_to_contain_text("How much leave is there")
    assert desk.lines("labels.jsonl")[-1]["case"] == "keys"


def test_two_disagree_and_a_third_decides(desk: Desk, window: MakePage) -> None:
    for who, word in (("ann", "Right"), ("bob", "Wrong"), ("eve", "Right")):
        page = window()
        desk.open(page, who)
        panel = choose(page, "Is there leave")
        if who == "eve":
            expect(panel).to_contain_text("Your word decides.")
        panel.get_by_role("button", name=word).click()
        expect(said(page)).to_contain_text("Kept:")
    page = window()
    desk.open(page, "ann")
    pick(page, "Show", "Everything")
    expect(choose(page, "Is there leave")).to_contain_text("Settled: right, by 3 people.")
    expect(page.locator(".hr-agreeing")).to_contain_text("the same verdict on 0% of 1")
    choose(page, "How much leave is there").get_by_role("button", name="Not sure").click()
    expect(said(page)).to_contain_text("Kept: not sure.")
    expect(page.get_by_role("combobox", name="Show", exact=True)).to_have_value("Everything")


def test_a_proposal_waits_for_a_colleague_and_is_then_written(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ann")
    panel = choose(page, "May it be split")
    panel.get_by_text("Propose what is right").click()
    expect(panel.get_by_label("A right answer says")).to_have_value("thirty days")
    panel.get_by_label("A right answer says").fill("30 days | thirty days")
    panel.get_by_role("button", name="Propose").click()
    expect(said(page)).to_contain_text("A colleague has to approve it")
    assert desk.lines("cases.jsonl")[3]["must_say"] == ["thirty days"]
    second = window()
    desk.open(second, "bob")
    choose(second, "May it be split").get_by_role("button", name="Approve").click()
    expect(said(second)).to_contain_text("Written: held")
    line = desk.lines("cases.jsonl")[3]
    assert line["must_say"] == [{"any": [{"number": 30, "unit": "days"}, "thirty days"]}]
    assert (line["written_by"], line["approved_by"]) == ("ann", "bob")


def test_a_reported_answer_becomes_a_case_in_two_clicks(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "ann")
    panel = choose(page, "Is leave paid")
    expect(panel).to_contain_text("thirty-one days")
    expect(panel).not_to_contain_text("ada")
    panel.get_by_role("button", name="Write the case").click()
    expect(said(page)).to_contain_text("gates the next run")
    line = desk.lines("cases.jsonl")[-1]
    assert line["question"] == "Is leave paid?"
    assert line["must_say"] == ["thirty-one days"]
    assert load(desk.suites / "alder").cases[-1].sources == ("leave.md",)


def test_a_suite_is_run_in_ones_own_name(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "eve")
    page.get_by_role("button", name="Run alder").click()
    expect(page.locator(".hr-said").first).to_contain_text("answers are there to review")
    expect(page.get_by_role("combobox", name="Run", exact=True).locator("option")).to_have_count(4)


def test_a_run_is_shown_and_compared_over_what_its_reader_may_see(
    desk: Desk, window: MakePage
) -> None:
    page = window()
    desk.open(page, "ann")
    pick(page, "Run", "alder: second")
    expect(page.get_by_text("1 cases rest on something that you may not see.")).to_be_visible()
    expect(page.get_by_role("heading", name="By tag")).to_be_visible()
    pick(page, "Compared with", "alder: first")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.locator(".hr-why-not").last).to_contain_text("How many days of leave?")
    expect(page.locator("#App")).not_to_contain_text("director")


# What nobody sees


def test_what_is_above_an_expert_never_reaches_their_browser(desk: Desk, window: MakePage) -> None:
    page = window()
    heard: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))),
    )
    desk.open(page, "ann")
    choose(page, "May it be split")
    told = "".join(heard)
    assert "thirty days" in told
    assert not [each for each in ("director", "31,417", "31417", "pay.md") if each in told]


def test_others_see_what_is_theirs(desk: Desk, window: MakePage) -> None:
    page = window()
    desk.open(page, "mo")
    expect(page.get_by_text("There is nothing to review yet.")).to_be_visible()
    expect(page.locator("#App")).not_to_contain_text("leave")
    desk.open(page, "ana")
    panel = choose(page, "May it be split")
    expect(panel).to_contain_text("thirty days")
    expect(panel.get_by_role("button")).to_have_count(0)
    desk.open(page, "ada")
    expect(page.get_by_role("alert")).to_contain_text("Ask for the role `expert`")


# Wherever it is looked at


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_we_show_is_accessible_on_a_desk_and_on_a_phone(
    desk: Desk, window: MakePage, scheme: str
) -> None:
    page = window(color_scheme=scheme)
    desk.open(page, "ann")
    choose(page, "May it be split")
    assert worst_findings(page, ".hr") == []
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert page.locator("#App").evaluate("app => app.scrollWidth <= app.clientWidth")
    lefts = page.locator(".hr-move, .hr-panel").evaluate_all("all => all.map(e => e.offsetLeft)")
    assert len(set(lefts)) == 1
    assert worst_findings(page, ".hr") == []
