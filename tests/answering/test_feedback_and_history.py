"""What someone asked, and what they say of the answers, is theirs."""

from uuid import uuid4

import pytest

from core.answering.feedback import Feedbacks, NoSuchRequest, NoteTooLong, Verdict
from core.answering.history import History
from core.answering.service import Assistant
from core.audit import Audit
from core.domain.access import Principal, Tier
from core.domain.answer import Answer, Question
from core.inference.scripted import ScriptedModel
from core.releases import release
from core.settings import Settings
from core.store import records
from tests.conftest import MakePrincipal, Shelf


def ask(shelf: Shelf, principal: Principal, question: str) -> Answer:
    made = release(Settings())
    records.put_release(shelf.database, made)
    model = ScriptedModel(["Thirty days of leave. [1]"] * 9)
    assistant = Assistant(shelf.store, shelf.searcher(), model, Audit(shelf.store), made)
    return assistant.ask(principal, Question(question))


@pytest.fixture
def leave(shelf: Shelf) -> Shelf:
    shelf.put("leave.md", "Everyone has thirty days of leave a year.")
    return shelf


def test_the_newest_word_stands_and_the_earlier_ones_are_kept(
    leave: Shelf, principal: MakePrincipal
) -> None:
    ada = principal(subject="ada")
    feedback = Feedbacks(leave.store)
    request = ask(leave, ada, "How many days of leave?").request_id
    feedback.give(ada, request, Verdict.UP)
    feedback.give(ada, request, Verdict.WRONG, "It is thirty-one.")
    stands = feedback.of(ada, [request])[request]
    assert (stands.verdict, stands.note) == (Verdict.WRONG, "It is thirty-one.")
    feedback.give(ada, request, Verdict.WITHDRAWN)
    assert feedback.of(ada, [request])[request].verdict is Verdict.WITHDRAWN
    with leave.store.scoped(ada) as db:
        assert len(db.rows("select from feedback")) == 3


def test_feedback_is_given_on_ones_own_requests_only(
    leave: Shelf, principal: MakePrincipal
) -> None:
    feedback = Feedbacks(leave.store)
    request = ask(leave, principal(subject="ada"), "How many days of leave?").request_id
    stranger = principal(subject="bob")
    auditor = principal(subject="eve", roles=("auditor",))
    for other in (stranger, auditor):
        with pytest.raises(NoSuchRequest):
            feedback.give(other, request, Verdict.DOWN)
        assert feedback.of(other, [request]) == {}
    for unknown in (str(uuid4()), "", "not an id"):
        with pytest.raises(NoSuchRequest):
            feedback.give(stranger, unknown, Verdict.UP)


def test_domain_experts_of_the_tenant_read_its_feedback(
    leave: Shelf, principal: MakePrincipal
) -> None:
    leave.add_tenant("globex")
    ada = principal(subject="ada")
    request = ask(leave, ada, "How many days of leave?").request_id
    Feedbacks(leave.store).give(ada, request, Verdict.WRONG)
    seen = []
    for tenant in ("acme", "globex"):
        with leave.store.scoped(principal(tenant, "expert", roles=("expert",))) as db:
            seen.append(len(db.rows("select from feedback")))
    assert seen == [1, 0]


def test_a_note_has_bounds(leave: Shelf, principal: MakePrincipal) -> None:
    with pytest.raises(NoteTooLong):
        Feedbacks(leave.store).give(principal(), str(uuid4()), Verdict.DOWN, "x" * 2_001)


def test_history_is_ones_own_newest_first(leave: Shelf, principal: MakePrincipal) -> None:
    ada, history = principal(subject="ada"), History(leave.store)
    ask(leave, ada, "How many days of leave?")
    answer = ask(leave, ada, "How much leave a year?")
    ask(leave, principal(subject="bob"), "Is there leave?")
    asked = history.requests(ada)
    assert [each.question for each in asked] == [
        "How much leave a year?",
        "How many days of leave?",
    ]
    assert asked[0].request_id == answer.request_id
    (cited,) = asked[0].citations
    assert cited.document_id == answer.citations[0].provenance.document_id
    auditor = principal(subject="eve", roles=("auditor",), clearance=Tier.PUBLIC)
    assert history.requests(auditor) == []
