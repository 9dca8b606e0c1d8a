"""Sources, My access and Requests in a real browser, as people of several organisations and roles."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.strings import Access, App, Requests, Sources
from tests.front.axe import worst_findings
from tests.front.conftest import DESKTOP, PHONE, Front, MakePage, person

HOSTILE = """---
title: '![x](http://elsewhere.test/title.png) www.elsewhere.test <img src=http://elsewhere.test/t>'
classification: public
---
# A heading with <script>alert(1)</script>

[a link](http://elsewhere.test/link) and ![a picture](http://elsewhere.test/picture.png)

<img src="http://elsewhere.test/raw.png" onerror="alert(1)"> <iframe src="http://elsewhere.test/">

Last words.
"""
MEALS = "How much can I claim for meals on a full day away?"
STYLED = """() => [...document.querySelectorAll("style")]
    .some(style => style.textContent.includes(".handrail-facts"))"""


def opened(
    front: Front, page: Page, tenant: str, subject: str, path: str = "/sources", title: str = ""
) -> Page:
    """A page of the app, as one of the samples' people."""
    front.sign_in(page, tenant, subject, path)
    expect(heading(page, title or Sources.TITLE)).to_be_visible()
    return page


def heading(page: Page, name: str) -> Any:
    return page.get_by_role("heading", name=name, exact=True, level=1)


def cards(page: Page) -> Any:
    return page.locator('[class*="st-key-open-"]')


def bring(page: Page, *files: Path) -> None:
    page.get_by_role("tab", name=Sources.TAB_BRING_IN).click()
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name=re.compile(f"Bring in {len(files)} file")).click()
    expect(page.get_by_role("heading", name=Sources.OUTCOMES)).to_be_visible()


def settled(page: Page) -> None:
    """Wait until nothing is drawn any more: what is clicked while it is replaced is clicked in vain."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_document_is_found_read_and_left_again(front: Front, window: MakePage) -> None:
    page = opened(front, window(), "alder", "noor.haldane")
    page.get_by_label(Sources.SEARCH).fill("handbook")
    expect(cards(page)).to_have_count(1)
    page.get_by_role("button", name="Clinic operations handbook").click()
    expect(heading(page, "Clinic operations handbook")).to_be_visible()
    page.locator("summary", has_text=Sources.OUTLINE).click()
    page.get_by_role("link", name="3.3 Missed appointments").click()
    expect(page.get_by_role("heading", name="3.3 Missed appointments")).to_be_in_viewport()
    page.get_by_role("button", name=Sources.BACK).click()
    expect(cards(page)).to_have_count(1)


def test_the_browsers_own_back_leads_back_and_a_documents_address_can_be_shared(
    front: Front, window: MakePage
) -> None:
    page = opened(front, window(), "alder", "noor.haldane")
    page.get_by_role("button", name="Complaints policy").click()
    expect(heading(page, "Complaints policy")).to_be_visible()
    address = page.url
    page.go_back()
    expect(heading(page, Sources.TITLE)).to_be_visible()
    page.goto(address)
    expect(heading(page, "Complaints policy")).to_be_visible()


def test_a_document_opens_by_keyboard(front: Front, window: MakePage) -> None:
    page = opened(front, window(), "alder", "noor.haldane")
    page.get_by_role("button", name="Access to clinic systems").focus()
    page.keyboard.press("Enter")
    expect(heading(page, "Access to clinic systems")).to_be_visible()


def test_two_organisations_see_their_own_documents_and_not_by_address_either(
    front: Front, window: MakePage
) -> None:
    alder = opened(front, window(), "alder", "noor.haldane")
    meridian = opened(front, window(), "meridian", "pawel.grimshaw")
    expect(alder.get_by_role("button", name="Clinic operations handbook")).to_be_visible()
    expect(meridian.get_by_role("button", name="Clinic operations handbook")).to_have_count(0)
    alder.get_by_role("button", name="Clinic operations handbook").click()
    expect(heading(alder, "Clinic operations handbook")).to_be_visible()
    meridian.goto(alder.url)
    expect(meridian.get_by_role("alert")).to_contain_text("no such document")


def test_a_good_and_a_bad_file_are_brought_in_and_the_good_one_removed(
    front: Front, window: MakePage, tmp_path: Path
) -> None:
    page = opened(front, window(), "tidewater", "mabel.farrow")
    bring(
        page,
        file(tmp_path, "kitchen.md", "# Kitchen rules\n\nMugs are washed by 17:00."),
        file(tmp_path, "scan.pdf", "%PDF-1.7 torn"),
    )
    expect(page.get_by_text("Taken in as a new document, 1 passage.")).to_be_visible()
    expect(page.get_by_text("The file is damaged or incomplete.").first).to_be_visible()
    page.get_by_role("tab", name="Not taken in (1)").click()
    expect(page.get_by_text("Reported:")).to_be_visible()

    reader = opened(front, window(), "tidewater", "jonah.reedy")
    reader.get_by_label(Sources.SEARCH).fill("kitchen")
    reader.get_by_role("button", name="Kitchen rules").click()
    expect(reader.get_by_text("Mugs are washed by 17:00.")).to_be_visible()
    expect(reader.get_by_role("button", name=Sources.REMOVE)).to_have_count(0)

    page.get_by_role("tab", name=Sources.TAB_DOCUMENTS).click()
    page.get_by_label(Sources.SEARCH).fill("kitchen")
    page.get_by_role("button", name="Kitchen rules").click()
    page.get_by_text(Sources.ABOUT).click()
    settled(page)
    page.get_by_role("button", name=Sources.REMOVE).click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Kitchen rules (kitchen.md)")
    asked.get_by_role("button", name=Sources.REMOVE_NO).click()
    expect(asked).to_be_hidden()
    page.get_by_role("button", name=Sources.REMOVE).click()
    asked.get_by_role("button", name=Sources.REMOVE_YES).click()
    expect(page.get_by_text("Removed: Kitchen rules")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("alert")).to_contain_text("no such document")


def test_a_hostile_document_loads_nothing_runs_nothing_and_links_nowhere(
    front: Front, window: MakePage, tmp_path: Path
) -> None:
    page = opened(front, window(), "meridian", "della.mcgarrigle")
    elsewhere: list[str] = []
    page.on("request", lambda each: elsewhere.append(each.url))
    page.on("dialog", lambda each: elsewhere.append(each.message))
    bring(page, file(tmp_path, "www.elsewhere.test.md", HOSTILE))
    page.get_by_role("tab", name=Sources.TAB_DOCUMENTS).click()
    page.get_by_label(Sources.SEARCH).fill("elsewhere")
    expect(cards(page)).to_have_count(1)
    cards(page).get_by_role("button").click()
    expect(page.get_by_text("Last words.")).to_be_visible()
    page.get_by_text(Sources.ABOUT).click()
    assert not [each for each in elsewhere if not each.startswith(front.url)]
    links = page.locator(".stMain a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert not [each for each in links if not each.startswith("#")]
    expect(page.locator(".stMain :is(img, iframe, script):not([src^='/'])")).to_have_count(0)


def test_ones_own_record_can_be_read_and_taken_along(front: Front, window: MakePage) -> None:
    with front.client(front.token("alder", "petra.lindqvist")) as client:
        asked = client.post("/api/v1/ask", json={"question": MEALS})
        assert asked.status_code == 200
    page = opened(front, window(), "alder", "petra.lindqvist", "/access", Access.TITLE)
    expect(page.locator(".stMain")).to_contain_text("Petra Lindqvist (petra.lindqvist)")
    record = page.locator("summary", has_text=f"Asked: {MEALS}").first
    record.click()
    expect(page.get_by_text(asked.json()["request_id"])).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=Access.DOWNLOAD).click()
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert asked.json()["request_id"] in {each["request_id"] for each in kept}


def test_operators_see_figures_and_others_no_such_page(front: Front, window: MakePage) -> None:
    with front.client(front.token("alder", "noor.haldane")) as client:
        assert client.post("/api/v1/ask", json={"question": MEALS}).status_code == 200
    page = opened(front, window(), "alder", "hollis.marchetti", "/requests", Requests.TITLE)
    expect(page.get_by_test_id("stMetricValue").first).not_to_have_text("0")
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    for plot in Requests.PLOTS.values():
        page.get_by_role("radio", name=plot, exact=True).click()
        expect(page.get_by_role("radio", name=plot, exact=True)).to_be_checked()
    expect(page.locator(".stMain")).not_to_contain_text(MEALS)
    reader = opened(front, window(), "alder", "noor.haldane")
    expect(reader.get_by_role("link", name=App.REQUESTS, exact=True)).to_have_count(0)


def test_whoever_runs_the_fleet_begins_with_the_figures(front: Front, window: MakePage) -> None:
    page = opened(front, window(), "operations", "rasmus.ekholm", "/", Requests.TITLE)
    expect(page.get_by_role("link", name=App.SOURCES, exact=True)).to_have_count(0)


def fits(page: Page) -> bool:
    """Whether nothing makes the whole page scroll sideways."""
    return bool(
        page.locator(".stMain").evaluate("main => main.scrollWidth <= main.clientWidth + 1")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_fits_and_has_no_serious_accessibility_finding(
    front: Front, window: MakePage, viewport: dict[str, int], scheme: str
) -> None:
    def new() -> Page:
        return window(viewport, color_scheme=scheme, reduced_motion="reduce")

    def sound(page: Page) -> None:
        page.wait_for_function(STYLED)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        assert not worst_findings(page)
        assert fits(page)

    page = opened(front, new(), "alder", "wren.castellan")
    sound(page)
    page.get_by_role("tab", name=Sources.TAB_BRING_IN).click()
    sound(page)
    page.get_by_role("tab", name=Sources.TAB_HELD).click()
    sound(page)
    page.get_by_role("tab", name=Sources.TAB_DOCUMENTS).click()
    page.get_by_role("button", name="Approval limits").click()
    expect(heading(page, "Approval limits")).to_be_visible()
    page.get_by_text(Sources.ABOUT).click()
    sound(page)
    page.get_by_role("button", name=Sources.REMOVE).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    sound(page)
    sound(opened(front, new(), "alder", "ines.calloway", "/access", Access.TITLE))
    sound(opened(front, new(), "alder", "hollis.marchetti", "/requests", Requests.TITLE))


def test_the_samples_people_are_whom_these_tests_take_them_for() -> None:
    assert "curator" in person("tidewater", "mabel.farrow").roles
    assert "curator" not in person("tidewater", "jonah.reedy").roles
