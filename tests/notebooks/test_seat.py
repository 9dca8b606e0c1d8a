"""Whose eyes a notebook looks through: the reader's in the workbench, a sample person's elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.bootstrap import Handrail, seat, serving
from core.bootstrap.seat import SERVED, NoPersona, PersonasAreSamples, seated
from core.bootstrap.serving import NotServing, Serving
from core.domain.access import ExpiredPrincipal, Principal, Role, Tier
from core.settings import Settings
from core.store import Database
from tests.conftest import MakePrincipal


@dataclass(frozen=True)
class Request:
    """A request as a notebook has it."""

    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Door:
    """Admits one person, until they are gone."""

    person: Principal
    asked: list[Mapping[str, str]] = field(default_factory=list)
    gone: bool = False

    def admit(self, headers: Mapping[str, str]) -> Principal:
        """The person; what was asked with is kept."""
        self.asked.append(headers)
        if self.gone:
            raise ExpiredPrincipal
        return self.person


@pytest.fixture
def handrail(tmp_path_factory: pytest.TempPathFactory) -> Handrail:
    """A Handrail that opens no database."""
    return unopened(Settings(home=tmp_path_factory.mktemp("home")))


def unopened(settings: Settings) -> Handrail:
    return Handrail(settings, Database("postgresql://nowhere", "postgresql://nowhere"))


@pytest.fixture
def door(handrail: Handrail, principal: MakePrincipal) -> Iterator[Door]:
    """The door of this process, which serves."""
    door = Door(principal("acme", "ada"))
    serving.begin(Serving(handrail, door))
    yield door
    serving.end()


@pytest.fixture
def by_hand(handrail: Handrail, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A process that serves nobody, with a Handrail of its own."""
    monkeypatch.setattr(seat, "_opened", lambda: handrail)
    monkeypatch.delenv("HANDRAIL_PERSONA", raising=False)
    return monkeypatch


def test_in_the_workbench_a_notebook_looks_through_its_readers_eyes(
    door: Door, handrail: Handrail
) -> None:
    taken = seated(Request({"Cookie": "handrail_session=x", SERVED: "1"}))
    assert taken.principal() == door.person
    assert taken.handrail is handrail
    assert door.asked[0]["cookie"] == "handrail_session=x"


def test_the_reader_is_verified_at_every_look(door: Door) -> None:
    taken = seated(Request())
    taken.principal()
    door.gone = True
    with pytest.raises(ExpiredPrincipal):
        taken.principal()


def test_a_sample_person_looks_into_no_server(by_hand: Any, door: Door) -> None:
    by_hand.setenv("HANDRAIL_PERSONA", "alder/petra.lindqvist")
    assert seated(None).principal() == door.person


def test_a_notebook_of_the_workbench_run_elsewhere_looks_through_nobodys_eyes(by_hand: Any) -> None:
    with pytest.raises(NotServing):
        seated(Request({SERVED: "1"}))


def test_a_notebook_opened_by_hand_looks_through_alders_analyst(by_hand: Any) -> None:
    analyst = seated(None).principal()
    assert (analyst.tenant, analyst.roles) == ("alder", frozenset({Role.ANALYST}))


def test_or_through_whichever_sample_person_is_named(by_hand: Any) -> None:
    by_hand.setenv("HANDRAIL_PERSONA", "alder/petra.lindqvist")
    petra = seated(Request()).principal()
    assert (petra.subject, petra.clearance) == ("petra.lindqvist", Tier.CONFIDENTIAL)
    assert petra.groups == {"clinical"}


@pytest.mark.parametrize("named", ["alder/nobody", "alder", "acme/petra.lindqvist", "/"])
def test_somebody_the_samples_do_not_know_is_refused(by_hand: Any, named: str) -> None:
    by_hand.setenv("HANDRAIL_PERSONA", named)
    with pytest.raises(NoPersona, match=r"alder/noor\.haldane"):
        seated(None)


def test_where_a_real_issuer_is_believed_there_are_no_sample_people(
    by_hand: Any, handrail: Handrail
) -> None:
    settings = handrail.settings.model_copy(update={"oidc_issuer": "https://sign.example.org"})
    by_hand.setattr(seat, "_opened", lambda: unopened(settings))
    with pytest.raises(PersonasAreSamples):
        seated(None)
