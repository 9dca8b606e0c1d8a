"""What somebody says is wrong reaches the experts, as far as each may see it, and never who said it."""

from dataclasses import replace

import psycopg
import pytest

from core.answering.feedback import Feedbacks, Verdict
from core.domain.access import Principal, Tier
from core.domain.answer import Question
from core.evaluation.review import reviewing
from core.evaluation.review.errors import NoSuchItem
from core.evaluation.review.items import Item, Origin
from core.evaluation.review.labels import Word
from tests.conftest import Shelf
from tests.evaluation.review.answers import LEAVE, PAY, assistant, expert

ASKED = "How many days of leave?"
NOTE = "It is thirty-one, Marcus says."


@pytest.fixture
def shelved(shelf: Shelf) -> Shelf:
    shelf.add_tenant("globex")
    shelf.put("leave.md", LEAVE)
    return shelf


def asked(shelf: Shelf, who: Principal, *words: Verdict) -> None:
    """Ask, and then say these things of the answer."""
    request = assistant(shelf).ask(who, Question(ASKED)).request_id
    for word in words:
        Feedbacks(shelf.store).give(who, request, word, NOTE)


def reported(shelf: Shelf, who: Principal) -> list[Item]:
    return [
        each.item
        for each in reviewing.queued(shelf.store, who)
        if each.item.origin is Origin.FEEDBACK
    ]


def test_a_wrong_answer_arrives_with_its_question_note_and_passages(shelved: Shelf) -> None:
    asked(shelved, shelved.principal(subject="ada"), Verdict.WRONG)
    [item] = reported(shelved, expert(shelved))
    assert item.body is not None
    assert (item.question, item.body.note) == (ASKED, NOTE)
    assert item.body.answer == "Thirty days of leave. [1]"
    assert item.body.retrieved[0].text == LEAVE
    assert item.body.citations[0].quote in LEAVE
    assert "ada" not in repr(item)


def test_another_tenants_experts_and_people_without_the_role_hear_nothing(shelved: Shelf) -> None:
    asked(shelved, shelved.principal(subject="ada"), Verdict.WRONG)
    assert reported(shelved, expert(shelved, tenant="globex", clearance=Tier.RESTRICTED)) == []
    curator = shelved.principal(roles=("curator",), clearance=Tier.RESTRICTED)
    with shelved.store.scoped(curator) as db:
        assert db.rows("select * from review_reports") == []
        assert db.rows("select * from review_items") == []


def test_the_answer_is_left_out_where_any_passage_is_above_the_expert(shelved: Shelf) -> None:
    shelved.put("pay.md", f"{PAY} Leave is paid.", tier=Tier.RESTRICTED)
    asked(shelved, shelved.principal(subject="ada", clearance=Tier.RESTRICTED), Verdict.WRONG)
    [item] = reported(shelved, expert(shelved))
    assert (item.question, item.body) == (ASKED, None)
    with pytest.raises(NoSuchItem):
        reviewing.say(shelved.store, expert(shelved), item.id, Word.CORRECT)
    [whole] = reported(shelved, expert(shelved, clearance=Tier.RESTRICTED))
    assert whole.body is not None


def test_the_note_is_hidden_with_the_answer_in_the_database_too(shelved: Shelf) -> None:
    shelved.put("pay.md", f"{PAY} Leave is paid.", tier=Tier.RESTRICTED)
    asked(shelved, shelved.principal(subject="ada", clearance=Tier.RESTRICTED), Verdict.WRONG)
    with shelved.store.scoped(expert(shelved)) as db:
        assert db.rows("select * from feedback") == []
        assert db.rows("select * from review_items") == []


def test_what_is_taken_back_or_right_after_all_is_no_report(shelved: Shelf) -> None:
    ada = shelved.principal(subject="ada")
    asked(shelved, ada, Verdict.WRONG, Verdict.WITHDRAWN)
    asked(shelved, ada, Verdict.DOWN, Verdict.UP)
    asked(shelved, ada, Verdict.UP)
    assert reported(shelved, expert(shelved)) == []
    asked(shelved, ada, Verdict.UP, Verdict.DOWN)
    assert len(reported(shelved, expert(shelved))) == 1


def test_nobody_reports_what_they_did_not_ask(shelved: Shelf) -> None:
    ada = shelved.principal(subject="ada")
    asked(shelved, ada, Verdict.WRONG)
    forged = """
        insert into handrail.review_reports (tenant_id, report_id, request_id, verdict, question)
        select tenant_id, gen_random_uuid(), request_id, 'wrong', 'forged' from handrail.audit_records
    """
    auditor = replace(ada, subject="eve", roles=frozenset({"auditor"}))
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        shelved.store.scoped(auditor) as db,
    ):
        db.run(forged)


def test_experts_say_of_a_report_what_they_think(shelved: Shelf) -> None:
    asked(shelved, shelved.principal(subject="ada"), Verdict.WRONG)
    [item] = reported(shelved, expert(shelved))
    reviewing.say(shelved.store, expert(shelved), item.id, Word.CORRECT, "It is thirty.")
    [queued] = reviewing.queued(shelved.store, expert(shelved))
    assert queued.settled is not None
