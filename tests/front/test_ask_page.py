"""Asking in a real browser: as people of two organisations, on a desk and on a phone, by day and night."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from app.strings import App, Ask
from tests.front.axe import worst_findings
from tests.front.conftest import PHONE, Front, MakePage

MEALS = "How much can I claim for meals on a full day away?"
CAB = "What is the overnight allowance when I sleep in the cab?"
NOWHERE = "Who won the cheese race in Burgundy in 1417?"


def as_noor(front: Front, page: Page) -> Page:
    front.sign_in(page, "alder", "noor.haldane")
    expect(page.get_by_role("heading", name=Ask.TITLE, exact=True)).to_be_visible()
    return page


def ask(page: Page, question: str) -> None:
    before = page.locator(".handrail-asked").count()
    page.locator("[data-testid=stChatInputTextArea]").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".handrail-asked")).to_have_count(before + 1)
    expect(page.get_by_role("button", name=Ask.WRONG)).to_have_count(before + 1)


def marks(page: Page) -> Any:
    return page.locator('a[href^="#cite-"]')


def settle(page: Page) -> None:
    """Wait until nothing is being drawn or moves any more."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")


def test_a_question_is_answered_and_its_mark_opens_the_passage_in_view(
    front: Front, window: MakePage
) -> None:
    page = as_noor(front, window())
    page.locator(".st-key-ask-examples").get_by_role("button", name=MEALS).click()
    marks(page).first.click()
    passage = page.get_by_role("dialog").locator("#passage")
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text("62")
    page.get_by_role("dialog").get_by_text(Ask.WHOLE, exact=True).click()
    expect(page.get_by_role("dialog").locator("#passage")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_follow_up_goes_on_where_the_conversation_was(front: Front, window: MakePage) -> None:
    page = as_noor(front, window())
    ask(page, MEALS)
    ask(page, "And for half a day?")
    expect(page.locator(".stMain")).to_contain_text("34")
    expect(page.locator(".handrail-asked").last).to_be_in_viewport()


def test_a_refusal_looks_different_and_leads_on(front: Front, window: MakePage) -> None:
    page = as_noor(front, window())
    ask(page, NOWHERE)
    expect(page.locator('[class*="st-key-ask-refusal-"]')).to_be_visible()
    expect(marks(page)).to_have_count(0)
    page.get_by_role("link", name=Ask.SEE_SOURCES).click()
    expect(page).to_have_url(re.compile("/sources"))
    page.get_by_role("link", name=App.ASK, exact=True).click()
    expect(page.locator(".handrail-asked")).to_contain_text(NOWHERE)


def test_two_people_of_two_organisations_see_their_own_answers_only(
    front: Front, window: MakePage
) -> None:
    noor, pawel = window(), window()
    as_noor(front, noor)
    front.sign_in(pawel, "meridian", "pawel.grimshaw")
    ask(noor, CAB)
    ask(pawel, CAB)
    expect(marks(pawel).first).to_be_visible()
    assert "Pawel Grimshaw" in pawel.locator(".handrail-identity").inner_text()
    asked = pawel.locator(".st-key-ask-history").inner_text()
    assert CAB in asked
    assert MEALS not in asked
    expect(noor.locator(".stMain")).not_to_contain_text("Meridian")


def test_an_answer_can_be_called_wrong_and_that_be_taken_back(
    front: Front, window: MakePage
) -> None:
    page = as_noor(front, window())
    ask(page, MEALS)
    page.get_by_role("button", name=Ask.WRONG).click()
    page.get_by_label(Ask.WRONG_WHAT).fill("It was raised in March.")
    page.get_by_role("button", name=Ask.SEND, exact=True).click()
    expect(page.get_by_text(Ask.SAID["wrong"])).to_be_visible()
    expect(page.get_by_text("It was raised in March.")).to_be_visible()
    page.get_by_role("button", name=Ask.UNDO).click()
    expect(page.get_by_role("button", name=Ask.WRONG)).to_be_visible()


def test_an_answer_can_be_copied_and_saved_as_text(
    front: Front, window: MakePage, tmp_path: Path
) -> None:
    page = as_noor(front, window(permissions=["clipboard-read", "clipboard-write"]))
    ask(page, MEALS)
    page.get_by_role("button", name=Ask.SHARE).click()
    settle(page)
    page.get_by_role("button", name=Ask.COPY, exact=True).click()
    expect(page.get_by_role("button", name=Ask.COPIED)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("button", name=Ask.DOWNLOAD).click()
    download.value.save_as(tmp_path / "answer.txt")
    saved = (tmp_path / "answer.txt").read_text(encoding="utf-8")
    assert saved == copied
    assert saved.startswith(f"Question: {MEALS}")
    assert "[1] Travel" in saved


def test_what_was_asked_is_found_again_after_signing_in_anew(
    front: Front, window: MakePage
) -> None:
    page = as_noor(front, window())
    question = "How fast do I have to report a near miss with a vaccine?"
    ask(page, question)
    page.get_by_role("button", name=App.SIGN_OUT).click()
    expect(page.get_by_role("heading", name=Ask.TITLE, exact=True)).to_be_hidden()
    later = as_noor(front, window())
    later.get_by_label(Ask.HISTORY_SEARCH).fill("near miss vaccine")
    later.locator(".st-key-ask-history").get_by_role("button", name=question).first.click()
    expect(later.locator(".handrail-asked")).to_contain_text(question)
    marks(later).first.click()
    expect(later.get_by_role("dialog").locator("#passage")).to_be_in_viewport()


def test_on_a_phone_what_was_asked_gives_way_to_the_conversation_it_opens(
    front: Front, window: MakePage
) -> None:
    page = as_noor(front, window(PHONE))
    ask(page, MEALS)
    page.get_by_role("button", name=Ask.NEW).click()
    expect(page.locator(".handrail-asked")).to_have_count(0)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.locator(".st-key-ask-history").get_by_role("button", name=MEALS).first.click()
    expect(page.locator(".handrail-asked").first).to_be_in_viewport()
    expect(page.locator(".st-key-ask-history")).not_to_be_in_viewport()


def test_a_window_left_open_after_signing_out_elsewhere_shows_nothing_more(
    front: Front, window: MakePage
) -> None:
    page = as_noor(front, window())
    ask(page, MEALS)
    other = page.context.new_page()
    other.goto(front.url)
    other.get_by_role("button", name=App.SIGN_OUT).click()
    expect(other.locator(".handrail-identity")).to_be_hidden()
    page.get_by_role("button", name=Ask.UP, exact=True).click()
    expect(page.get_by_role("link", name=App.SIGN_IN)).to_be_visible()
    expect(page.locator(".handrail-asked")).to_have_count(0)
    assert "62" not in page.locator("body").inner_text()


def test_a_window_that_reconnects_under_another_sign_in_has_forgotten_the_first(
    front: Front, window: MakePage
) -> None:
    page = window()
    connections: list[WebSocketRoute] = []

    def connected(connection: WebSocketRoute) -> None:
        connections.append(connection)
        connection.connect_to_server()

    page.route_web_socket("**/_stcore/stream", connected)
    as_noor(front, page)
    ask(page, MEALS)
    other = page.context.new_page()
    other.goto(front.url)
    other.get_by_role("button", name=App.SIGN_OUT).click()
    expect(other.locator(".handrail-identity")).to_be_hidden()
    front.sign_in(other, "meridian", "pawel.grimshaw")
    connections[-1].close()
    expect(page.locator(".handrail-identity b")).to_have_text("Pawel Grimshaw")
    expect(page.locator(".handrail-asked")).to_have_count(0)
    expect(page.locator(".st-key-ask-history")).not_to_contain_text(MEALS)


def test_everything_can_be_done_by_keyboard(front: Front, window: MakePage) -> None:
    page = as_noor(front, window())
    ask(page, MEALS)
    marks(page).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name=Ask.UP, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(Ask.SAID["up"])).to_be_visible()


def test_nothing_of_streamlits_own_frame_is_shown_and_nothing_is_fetched_from_elsewhere(
    front: Front, window: MakePage
) -> None:
    page = window()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    as_noor(front, page)
    ask(page, MEALS)
    for mark in ("stAppDeployButton", "stMainMenu", "stStatusWidget", "stToolbarActions"):
        expect(page.get_by_test_id(mark)).to_be_hidden()
    assert page.title() == App.TITLE.format(page=App.ASK)
    own = (front.url, front.url.replace("http", "ws"), "data:", "blob:")
    assert [each for each in fetched if not each.startswith(own)] == []


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_by_how_it_looks(
    front: Front, window: MakePage, viewport: dict[str, int] | None, scheme: str
) -> None:
    size = {"viewport": viewport} if viewport else {}
    page = as_noor(front, window(**size, color_scheme=scheme))
    settle(page)
    assert worst_findings(page) == []
    ask(page, MEALS)
    ask(page, NOWHERE)
    settle(page)
    assert worst_findings(page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    expect(page.get_by_role("button", name=App.SIGN_OUT)).to_be_in_viewport()
    expect(page.locator(".handrail-identity b")).to_have_text("Noor Haldane")
    for opener in (marks(page).first, page.get_by_role("button", name=Ask.SHARE)):
        opener.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)
        assert worst_findings(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
