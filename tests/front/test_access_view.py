"""My access: who one is, what one may see, and what was recorded of one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from app.strings import Access
from app.views.recorded import Item, as_json, heading, items, lines
from core.answering.feedback import Verdict
from core.domain.access import Principal, Tier
from core.domain.answer import Question
from core.domain.audit import AuditRecord
from core.inference.scripted import ScriptedModel
from tests.conftest import MakePrincipal, Shelf
from tests.front.looking import seen, words
from tests.front.served import Served, served

HOTEL = "How much may a hotel cost?"
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def app(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    shelf.put("hotel.md", "The hotel limit is 120 euros.")
    with served(shelf, tmp_path, monkeypatch) as app:
        app.answers_with(ScriptedModel(["The hotel limit is 120 euros. [1]"] * 20))
        yield app


def ask(app: Served, principal: Principal, question: str = HOTEL) -> str:
    return app.handrail.assistant.ask(principal, Question(question)).request_id


def records(page: AppTest) -> list[str]:
    """The headings of the records shown."""
    return [each.label.replace("\\", "") for each in page.expander]


def test_it_says_who_one_is_and_until_when(app: Served, principal: MakePrincipal) -> None:
    until = datetime.now(UTC) + timedelta(minutes=65, seconds=30)
    page = seen(app, "my_access", replace(principal(subject="ada"), expires_at=until))
    assert "<dd>ada</dd>" in words(page)
    assert "Acme" in words(page)
    assert ", for another 1 hour 5 minutes" in words(page)


def test_roles_are_explained(app: Served, principal: MakePrincipal) -> None:
    page = seen(app, "my_access", principal(roles=("auditor", "curator", "falconer")))
    said = words(page)
    assert "- **Auditor**: you read what was recorded" in said
    assert "- **Curator**: you bring documents in" in said
    assert "- **falconer**: Handrail gives this role no meaning." in said
    assert Access.NO_ROLE in words(seen(app, "my_access", principal()))


def test_the_ladder_shows_which_tiers_one_may_see(app: Served, principal: MakePrincipal) -> None:
    page = seen(app, "my_access", principal(clearance=Tier.INTERNAL))
    rungs = [each.value for each in page.markdown if ":material/" in each.value]
    assert [":green[" in each for each in rungs] == [False, False, True, True]
    assert [Access.YOURS in each for each in rungs] == [False, False, True, False]
    assert Access.BEYOND in words(page)
    cleared = words(seen(app, "my_access", principal(clearance=Tier.RESTRICTED)))
    assert Access.BEYOND not in cleared


def test_groups_are_told_with_what_they_mean(app: Served, principal: MakePrincipal) -> None:
    page = seen(app, "my_access", principal(groups=("hr", "legal")))
    assert "You are in **hr** and **legal**" in words(page)
    assert Access.GROUPS_NONE in words(seen(app, "my_access", principal()))
    curator = principal(roles=("curator",))
    assert Access.GROUPS_CURATOR in words(seen(app, "my_access", curator))


def test_what_is_hidden_is_neither_named_nor_counted(
    app: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    shelf.put("layoffs.md", "Who goes.", tier=Tier.RESTRICTED, groups=("board",))
    said = words(seen(app, "my_access", principal()))
    assert "layoffs" not in said
    assert "board" not in said


def test_without_a_request_it_says_what_to_do(app: Served, principal: MakePrincipal) -> None:
    page = seen(app, "my_access", principal())
    assert Access.NOTHING in words(page)
    assert not page.download_button


def test_a_request_is_shown_with_what_it_found_returned_and_took(
    app: Served, principal: MakePrincipal
) -> None:
    request = ask(app, principal())
    page = seen(app, "my_access", principal())
    assert records(page)[0].startswith(f"Asked: {HOTEL} (today at ")
    said = words(page)
    for expected in (
        *("Answered, with 1 citation", "[1] hotel, characters 0 to 29", "hotel, 1 passage"),
        *("scripted", "internal clearance, no groups", request),
        "The hotel limit is 120 euros. [1]",
    ):
        assert expected in said


def test_records_are_ones_own(app: Served, principal: MakePrincipal) -> None:
    ask(app, principal(subject="ada"))
    auditor = principal(subject="bert", roles=("auditor",))
    assert not records(seen(app, "my_access", auditor))


def test_a_document_one_may_no_longer_see_is_not_named(
    app: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    ask(app, principal())
    shelf.put("hotel.md", "The hotel limit is 120 euros.", tier=Tier.RESTRICTED)
    said = words(seen(app, "my_access", principal()))
    assert Access.GONE in said
    assert "hotel, 1 passage" not in said


def test_feedback_stands_beside_its_request(app: Served, principal: MakePrincipal) -> None:
    request = ask(app, principal())
    ask(app, principal())
    app.handrail.feedback.give(principal(), request, Verdict.WRONG, "It is <b>90</b>.")
    page = seen(app, "my_access", principal())
    assert "Your feedback</dt><dd>Wrong, today at " in words(page)
    assert "It is &lt;b&gt;90&lt;/b&gt;." in words(page)
    page.pills(key="access-shown").set_value("feedback").run()
    assert [each.endswith(":violet-badge[Wrong]") for each in records(page)] == [True]


def test_records_can_be_narrowed_to_a_kind(
    app: Served, shelf: Shelf, principal: MakePrincipal
) -> None:
    curator = shelf.curator()
    app.handrail.library.upload(curator, "rules.md", b"No running.", shelf.put("a.md", "A.").label)
    ask(app, curator)
    ask(app, principal(tenant="acme", subject="reader"), "x")
    page = seen(app, "my_access", curator)
    assert len(records(page)) == 2
    page.pills(key="access-shown").set_value("documents").run()
    assert records(page)[0].startswith("Brought in: rules.md (today at ")
    page.pills(key="access-shown").set_value("refused").run()
    assert Access.NONE_SHOWN in words(page)


def test_many_records_are_shown_a_page_at_a_time(app: Served, principal: MakePrincipal) -> None:
    for number in range(12):
        ask(app, principal(), f"How much may hotel {number} cost?")
    page = seen(app, "my_access", principal())
    assert len(records(page)) == 10
    assert len(records(page.pagination[0].set_value(2).run())) == 2


def test_the_download_holds_the_records_in_full(app: Served, principal: MakePrincipal) -> None:
    request = ask(app, principal())
    page = seen(app, "my_access", principal())
    assert page.download_button[0].label == Access.DOWNLOAD
    told = json.loads(as_json(app.handrail.history.records(principal())))
    assert [each["request_id"] for each in told] == [request]
    assert told[0]["body"]["asked"]["question"] == HOTEL


def record(kind: str, body: dict[str, object], **given: object) -> AuditRecord:
    values: dict[str, object] = {
        "record_id": uuid4(),
        "request_id": uuid4(),
        "tenant": "acme",
        "subject": "reader",
        "at": NOW,
        **given,
    }
    return AuditRecord(kind=kind, body=body, **values)  # type: ignore[arg-type]


OPENED = {
    "principal": {"clearance": "internal", "groups": ["hr"], "roles": []},
    "asked": {"question": "Why?", "as_of": "2026-03-01"},
    "retrieved": [],
    "release": "r-1",
}


def test_a_request_that_began_and_ended_is_one_item() -> None:
    begun = record("request.opened", OPENED)
    other = record("request.opened", OPENED)
    ended = record("request.answered", OPENED, request_id=begun.request_id)
    assert [each.record for each in items([ended, begun, other], {})] == [ended, other]


def test_a_request_that_was_never_finished_says_so() -> None:
    item = Item(record("request.opened", OPENED))
    assert heading(item, NOW) == "Asked, and not finished: Why? (today at 12:00)"
    told = dict(lines(item, {}, NOW))
    assert told[Access.OUTCOME] == Access.NOT_FINISHED
    assert told[Access.AS_OF] == "1 March 2026"
    assert told[Access.AS_WHOM] == "internal clearance, groups hr"
    assert told[Access.RETRIEVED] == Access.RETRIEVED_NOTHING


def test_a_kind_of_record_nobody_knows_here_is_still_shown() -> None:
    item = Item(record("tenant.renamed", {"anything": 1}))
    assert heading(item, NOW) == "tenant.renamed (today at 12:00)"
    assert lines(item, {}, NOW) == [(Access.REQUEST, str(item.record.request_id))]
