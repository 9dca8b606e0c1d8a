"""The frame of every page: where one can go, who is signed in, and what ends with a sign-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.people import examples, who
from app.places import ACCESS, ASK, EVERY, REQUESTS, SOURCES, Place, open_to
from app.strings import App, Ask
from app.views import talk
from core.bootstrap.samples import FLEET, OPERATIONS
from core.domain.access import ExpiredPrincipal, Role, Tier
from core.domain.errors import HandrailError
from core.identity import BadToken, NoCredentials
from core.inference.scripted import ScriptedModel
from tests.conftest import MakePrincipal, Shelf
from tests.front.served import Served, served


@pytest.fixture
def app(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    shelf.put("hotel.md", "The hotel limit is 120 euros.")
    with served(shelf, tmp_path, monkeypatch) as app:
        app.answers_with(ScriptedModel(["The hotel limit is 120 euros. [1]"]))
        yield app


def written(window: AppTest) -> str:
    html = [each.proto.body for each in window.get("html")]
    return "\n".join([*(each.value for each in window.markdown), *html])


def after_a_question(app: Served) -> AppTest:
    window = app.opened()
    window.chat_input[0].set_value("What is the hotel limit?").run()
    for _ in range(100):
        if not window.session_state[talk.CONVERSATION].asking:
            break
        window.run()
    assert "120 euros" in written(window)
    return window


@pytest.mark.parametrize(
    ("roles", "places"),
    [
        ((), (ASK, SOURCES, ACCESS)),
        ((Role.CURATOR,), (ASK, SOURCES, ACCESS)),
        ((Role.OPERATOR,), (ASK, SOURCES, REQUESTS, ACCESS)),
        ((Role.AUDITOR,), (ASK, SOURCES, REQUESTS, ACCESS)),
        ((Role.FLEET_OPERATOR,), (REQUESTS, ACCESS)),
    ],
)
def test_everyone_finds_the_pages_that_are_for_them(
    roles: tuple[Role, ...], places: tuple[Place, ...]
) -> None:
    assert open_to(frozenset(roles)) == places


@pytest.mark.parametrize("place", EVERY, ids=lambda place: place.path)
def test_who_is_signed_in_and_the_way_out_stand_on_every_page(app: Served, place: Place) -> None:
    app.door.lets_in = app.shelf.principal(roles=(Role.OPERATOR,))
    window = app.opened().switch_page(place.script).run()
    assert not window.exception
    assert "<b>reader</b><i>, Acme</i>" in written(window)
    assert '<form method="post" action="/sign-out">' in written(window)


@pytest.mark.parametrize("ended", [ExpiredPrincipal, NoCredentials, BadToken])
def test_a_sign_in_that_is_over_leaves_nothing_but_the_way_to_sign_in(
    app: Served, ended: type[HandrailError]
) -> None:
    window = after_a_question(app)
    app.door.lets_in = ended()
    window.run()
    assert window.title[0].value == App.SIGNED_OUT_TITLE
    assert 'href="/sign-in?next=%2F"' in written(window)
    assert "120 euros" not in written(window)
    assert not (window.button or window.chat_input or window.sidebar.button)
    assert talk.CONVERSATION not in window.session_state


def test_a_sign_in_that_ends_while_something_lies_open_leads_to_signing_in(app: Served) -> None:
    window = after_a_question(app)
    next(each for each in window.button if each.label == Ask.WRONG).click().run()
    app.door.lets_in = ExpiredPrincipal()
    window.text_area[0].set_value("It was raised.")
    next(each for each in window.button if each.label == Ask.SEND).click().run()
    assert window.title[0].value == App.SIGNED_OUT_TITLE
    assert not app.handrail.feedback.of(
        app.shelf.principal(),
        [each.request_id for each in app.handrail.history.requests(app.shelf.principal())],
    )


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "colleague"},
        {"tenant": "zenith"},
        {"clearance": Tier.PUBLIC},
        {"groups": ("hr",)},
        {"roles": (Role.EXPERT,)},
    ],
    ids=str,
)
def test_a_window_that_comes_back_as_somebody_else_has_forgotten_everything(
    app: Served, other: dict[str, object]
) -> None:
    app.shelf.add_tenant("zenith")
    window = after_a_question(app)
    app.door.lets_in = app.shelf.principal(**other)
    window.run()
    assert "120 euros" not in written(window)
    assert window.session_state[talk.CONVERSATION].exchanges == ()


def test_people_of_the_samples_are_called_by_name_in_the_demonstration_only(
    app: Served, principal: MakePrincipal
) -> None:
    app.shelf.add_tenant("alder")
    noor = principal("alder", "noor.haldane")
    assert who(noor, demonstration=True) == ("Noor Haldane", "Alder Valley Clinics")
    assert who(noor, demonstration=False) == ("noor.haldane", "Alder")
    assert who(principal("alder", "somebody"), demonstration=True).name == "somebody"
    fleet = principal(OPERATIONS, FLEET.subject)
    assert who(fleet, demonstration=True) == (FLEET.name, App.EVERYWHERE)


def test_examples_are_those_of_the_sample(principal: MakePrincipal) -> None:
    assert examples(principal("alder"))
    assert not examples(principal("acme"))
