"""The chunking notebook behind the gateway: cut, asked, looked at, and a choice handed on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app import workbench
from core.bootstrap import Handrail, serving
from core.domain.access import Tier
from core.inference.embedding import HashEmbedder
from core.requirements.template import TEMPLATE
from core.settings import Settings
from core.settings.promoted import promotions
from tests.conftest import MakePrincipal, Shelf, cloned
from tests.front.axe import worst_findings
from tests.front.conftest import PHONE, MakePage
from tests.front.local_server import served
from tests.front.test_workbench import Bench, Doorkeeper, guarded, leave

NOTEBOOKS = Path(workbench.__file__).parents[2] / "notebooks"
NOTEBOOK = "/workbench/stage2_chunking/"
TRAVEL = "policies/travel-2026.md"
FORDS = "".join(f"| Ford {number} | {number} | {number + 30} |\n" for number in range(90, 128))
RULES = f"""# Travel and expenses

## Meals

2.1 For a full day away meals are repaid at actual cost up to EUR 62. {"Receipts are kept. " * 30}

## Hotels

| Place | November to March | April to October |
| --- | --- | --- |
{FORDS}| Corrin Quay | 138 | 175 |
| Thornmere | 129 | 164 |

## Lateness

A claim later than 30 days is refused. {"The form is signed by hand. " * 25}
"""
REQUIREMENTS = """
[[envelope]]
id = "R-CUT-1"
kind = "retrieval"
words = "Rules stay with their exceptions."
chunking = ["clause-1", "recursive"]

"""
DONE = "# The definition of done"
SUITE = """
about = "Travel."
tenant = "alder"

[principals]
ada = { clearance = "internal" }
"""
PASSAGES = {
    "How much is repaid for meals on a full day away?": (
        "For a full day away meals are repaid at actual cost up to EUR 62."
    ),
    "When is a claim refused?": "A claim later than 30 days is refused.",
}
HOSTILE = "<img src=x onerror=alert(1)> **bold**"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bench(server_url: str, template: str, principal: MakePrincipal, home: Path) -> Iterator[Bench]:
    required = home / "requirements.toml"
    required.write_text(TEMPLATE.replace(DONE, REQUIREMENTS + DONE, 1), encoding="utf-8")
    analyst = {"roles": ("analyst",), "clearance": Tier.INTERNAL}
    door = Doorkeeper(
        {
            "ada": principal("alder", "ada", **analyst),
            "mo": principal("meridian", "mo", **analyst),
            "no": principal("tidewater", "no", **analyst),
        }
    )
    with cloned(server_url, template) as database:
        asked = Settings(home=home, requirements=required, suites=suites(home / "evals"))
        handrail = Handrail(asked, database)
        handrail.embedder = HashEmbedder()
        fill(Shelf(database, handrail.store, principal, HashEmbedder()))
        serving.begin(serving.Serving(handrail, door))
        inside = workbench.application(NOTEBOOKS)
        with served(lambda _: guarded(inside, door)) as url:
            yield Bench(url, door)
        leave(inside)
        serving.end()
        handrail.store.close()


def suites(folder: Path) -> Path:
    """A folder with a suite that asks of alder's travel policy."""
    cases = (
        {
            "id": f"travel-{number}",
            "question": question,
            "as_whom": "ada",
            "must_say": [passage],
            "justified_by": [{"document": TRAVEL, "passage": passage}],
        }
        for number, (question, passage) in enumerate(PASSAGES.items())
    )
    suite = folder / "alder"
    suite.mkdir(parents=True)
    (suite / "suite.toml").write_text(SUITE, encoding="utf-8")
    (suite / "cases.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in cases))
    return folder


def fill(shelf: Shelf) -> None:
    for tenant in ("alder", "meridian", "tidewater"):
        shelf.add_tenant(tenant)
    shelf.put(TRAVEL, RULES, tenant="alder")
    shelf.put("evil.md", f"# {HOSTILE}\n\nA full day away for meals {HOSTILE}.", tenant="alder")
    shelf.put("board.md", "# Board\n\nMeals of the board.", tenant="alder", tier=Tier.RESTRICTED)
    shelf.put("cargo.md", f"# Cargo\n\n{'A crate holds nine. ' * 60}", tenant="meridian")


def opened(bench: Bench, page: Page, who: str) -> None:
    page.context.add_cookies([{"name": "handrail_session", "value": who, "url": bench.url}])
    page.goto(f"{bench.url}{NOTEBOOK}")
    expect(page.get_by_role("heading", name="How documents are cut")).to_be_visible()


def section(page: Page, title: str) -> Locator:
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator("section.hr").filter(has=heading)


def measured(page: Page) -> None:
    page.get_by_role("button", name="Ask every question").click()
    expect(page.locator(".hr-drawn svg")).to_have_count(3)
    expect(page.locator(".hr-brought mark").first).to_be_visible()


def test_what_each_way_severs_is_shown_before_anything_is_asked(
    bench: Bench, window: MakePage
) -> None:
    page = window()
    opened(bench, page, "ada")
    table = page.get_by_role("table")
    kept = table.get_by_role("row", name=re.compile("^clause-1:96 "))
    torn = table.get_by_role("row", name=re.compile("^recursive:96 "))
    expect(kept).to_contain_text("0 of 1")
    expect(torn).to_contain_text("1 of 1")
    expect(page.locator("article mark.hr-lacks")).to_contain_text("Place")
    expect(page.locator(".hr-drawn")).to_have_count(0)


def test_only_what_its_reader_may_see_is_cut(bench: Bench, window: MakePage) -> None:
    page, other = window(), window()
    opened(bench, page, "ada")
    opened(bench, other, "mo")
    expect(section(page, "Documents")).to_contain_text("2 documents")
    expect(section(other, "Documents")).to_contain_text("1 document")
    expect(page.locator("body")).not_to_contain_text("board")
    expect(other.locator("body")).not_to_contain_text("Corrin Quay")


def test_a_question_shows_its_chunks_under_each_way_with_the_answer_marked(
    bench: Bench, window: MakePage
) -> None:
    page = window()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    opened(bench, page, "ada")
    measured(page)
    columns = page.locator(".hr-brought .hr-column")
    expect(columns).to_have_count(3)
    expect(columns.first.locator("mark").first).to_contain_text("EUR 62")
    expect(page.get_by_role("table")).to_contain_text("in force")
    expect(page.locator("#App img")).to_have_count(0)
    assert complaints == []
    assert hosts - {""} == {urlsplit(bench.url).netloc}


def test_without_questions_it_says_so_and_takes_ones_own(bench: Bench, window: MakePage) -> None:
    page = window()
    opened(bench, page, "mo")
    expect(section(page, "Questions").get_by_role("status")).to_contain_text("No question")
    expect(page.get_by_role("button", name="Ask every question")).to_have_count(0)
    box = page.get_by_label("Or paste them")
    box.fill("nonsense")
    box.blur()
    expect(page.get_by_role("alert")).to_contain_text("The questions cannot be read")
    box.fill(
        '{"corpus_id": "cargo", "question": "What does a crate hold?", '
        '"references": [{"content": "A crate holds nine."}]}'
    )
    box.blur()
    measured(page)
    expect(page.locator(".hr-brought mark").first).to_contain_text("A crate holds nine.")


def test_where_there_is_nothing_to_cut_it_says_so(bench: Bench, window: MakePage) -> None:
    page = window()
    opened(bench, page, "no")
    expect(page.get_by_role("status")).to_contain_text("There is nothing to cut")


def test_a_choice_is_handed_on_as_a_command_with_figures_that_hold_and_changes_nothing_here(
    bench: Bench, window: MakePage, home: Path
) -> None:
    page = window()
    opened(bench, page, "ada")
    measured(page)
    page.get_by_label("Cut documents by").select_option("recursive:96")
    command = page.locator(".hr-command")
    expect(command).to_contain_text("handrail chunking promote recursive --tokens 96 --by ada")
    expect(command).to_contain_text("recall")
    expect(page.get_by_role("button", name="Promote")).to_have_count(0)
    assert promotions(home) == []
    page.get_by_role("slider").press("ArrowRight")
    expect(page.locator(".hr-stale")).to_contain_text("Ask again")
    expect(command).not_to_contain_text("and IoU")


def test_what_the_requirements_rule_out_names_its_clause(bench: Bench, window: MakePage) -> None:
    page = window()
    opened(bench, page, "ada")
    page.get_by_label("Cut documents by").select_option("sentences:96")
    expect(page.get_by_role("alert")).to_contain_text("R-CUT-1")
    expect(page.locator(".hr-command")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(bench: Bench, window: MakePage, scheme: str) -> None:
    page = window(PHONE, color_scheme=scheme)
    opened(bench, page, "ada")
    measured(page)
    page.get_by_label("Cut documents by").select_option("recursive:96")
    expect(page.locator(".hr-command")).to_be_visible()
    assert page.locator("#App").evaluate("app => app.scrollWidth <= app.clientWidth")
    assert worst_findings(page, ".hr") == []
