"""How values are written for people."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt

from app.views.labels import who_may_see
from app.views.shelf import collection_names
from app.views.wording import applies, milliseconds, moment, money, plain, size, span
from core.domain.access import Tier
from core.domain.document import Effective, Label

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=ZoneInfo("Europe/Tallinn"))


@pytest.mark.parametrize(
    "text",
    [
        *("![x](http://x.test/p.png)", "[a](b)", "*b*", "`c`", "# d", "<b>e</b>", "&amp;"),
        *("1. f", "- g", "a | b", ":red[h]", "$i$", "~~j~~", "_k_", "\\", "> l"),
    ],
)
def test_plain_text_shows_exactly_its_characters(text: str) -> None:
    shown = MarkdownIt("gfm-like", {"linkify": False}).renderInline(plain(text))
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shown.replace("\u2060", "") == escaped


@pytest.mark.parametrize("text", ["http://x.test", "HTTPS://x.test", "www.x.test", "a@x.test"])
def test_an_address_in_plain_text_is_no_link(text: str) -> None:
    assert "\u2060" in plain(text)
    assert plain(text).replace("\u2060", "").replace("\\", "") == text


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 bytes"), (640, "640 bytes"), (12_400, "12 KB"), (50 * 2**20, "50 MB")],
)
def test_sizes(count: int, written: str) -> None:
    assert size(count) == written


@pytest.mark.parametrize(
    ("dollars", "written"),
    [(0, "free"), (0.00001, "less than $0.0001"), (0.0123, "$0.0123"), (1_234.5, "$1,234.50")],
)
def test_money(dollars: float, written: str) -> None:
    assert money(dollars) == written


def test_short_times() -> None:
    assert [milliseconds(each) for each in (84.6, 999, 1_240)] == ["85 ms", "999 ms", "1.2 s"]


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=65), "1 hour 5 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=1, hours=1), "1 day 1 hour"),
    ],
)
def test_lengths_of_time(length: timedelta, written: str) -> None:
    assert span(length) == written


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 5, 4, 6, 3, tzinfo=UTC), "today at 09:03"),
        (datetime(2026, 5, 3, 21, 30, tzinfo=UTC), "today at 00:30"),
        (datetime(2026, 5, 3, 20, 30, tzinfo=UTC), "yesterday at 23:30"),
        (datetime(2026, 5, 4, 21, 30, tzinfo=UTC), "tomorrow at 00:30"),
        (datetime(2026, 1, 31, 12, 0, tzinfo=UTC), "31 January 2026 at 14:00"),
    ],
)
def test_times_are_those_of_whoever_is_looking(at: datetime, written: str) -> None:
    assert moment(at, NOW) == written


MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("effective", "written"),
    [
        (Effective(), "at all times"),
        (Effective(start=MAY), "since 1 May 2026"),
        (Effective(start=JUNE), "from 1 June 2026"),
        (Effective(end=JUNE), "until 31 May 2026"),
        (Effective(MAY, JUNE), "1 May 2026 to 31 May 2026"),
    ],
)
def test_the_days_a_document_applies_are_both_included(effective: Effective, written: str) -> None:
    assert applies(effective, NOW.date()) == written


def test_who_may_see_something_is_told_in_a_sentence() -> None:
    everyone = "everyone with internal clearance or above"
    assert who_may_see(Label(Tier.INTERNAL)) == everyone
    groups = frozenset({"hr", "finance"})
    assert who_may_see(Label(Tier.INTERNAL, groups)) == f"{everyone} who is in finance or hr"


def test_collections_are_called_by_their_folder_and_told_apart_where_two_share_a_name() -> None:
    names = collection_names(["/srv/a/documents", "/srv/b/documents", "/srv/rules", "uploads"])
    assert names == {
        "/srv/a/documents": "a/documents",
        "/srv/b/documents": "b/documents",
        "/srv/rules": "rules",
        "uploads": "Brought in here",
    }
