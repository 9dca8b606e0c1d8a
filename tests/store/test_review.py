"""What is reviewed follows the documents it rests on, and what people say of it only grows."""

from uuid import uuid4

import psycopg
import pytest

from core.domain.access import Principal, Tier
from core.store import review
from core.store.review import Kept
from core.store.scope import Row
from tests.conftest import Shelf

BODY = '{"question": "How many days of leave?", "answer": "Thirty days."}'


@pytest.fixture
def shelved(shelf: Shelf) -> Shelf:
    """Two tenants, and of the first a document for everyone and one that is restricted."""
    shelf.add_tenant("globex")
    shelf.put("leave.md", "Thirty days of leave.")
    shelf.put("pay.md", "Pay begins at 30,000.", tier=Tier.RESTRICTED)
    shelf.put("hr.md", "Pay reviews are in May.", groups=("hr",))
    return shelf


def expert(shelf: Shelf, tenant: str = "acme", **held: object) -> Principal:
    return shelf.principal(tenant, **{"subject": "ex", "roles": ("expert",), **held})


def librarian(shelf: Shelf) -> Principal:
    """Whoever brings a run's answers: an expert from whom nothing is hidden."""
    return expert(shelf, roles=("expert", "curator"), clearance=Tier.RESTRICTED)


def put(shelf: Shelf, item: str, *sources: str, tier: Tier = Tier.PUBLIC, run: str = "r1") -> None:
    with shelf.store.scoped(librarian(shelf)) as db:
        held = review.held(db, sources)
        documents = frozenset().union(*held.values())
        review.put(db, Kept(item, "acme", f"case-{item}", run, "r-1", documents, tier, BODY))


def items(shelf: Shelf, who: Principal) -> list[str]:
    with shelf.store.scoped(who) as db:
        return [row["item_id"] for row in review.items(db)]


def say(shelf: Shelf, who: Principal, item: str, verdict: str = "correct") -> Row:
    with shelf.store.scoped(who) as db:
        return review.say(db, item, "label", verdict, "", None)


def said(shelf: Shelf, who: Principal) -> list[str]:
    with shelf.store.scoped(who) as db:
        return [f"{row['subject']}: {row['verdict']}" for row in review.said(db)]


# Who sees an answer


def test_another_tenants_expert_sees_nothing(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    stranger = expert(shelved, "globex", clearance=Tier.RESTRICTED)
    assert items(shelved, stranger) == []
    assert said(shelved, stranger) == []


def test_a_reader_without_the_role_sees_nothing(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    for roles in ((), ("curator",), ("auditor", "operator"), ("fleet-operator",)):
        who = shelved.principal(roles=roles, clearance=Tier.RESTRICTED)
        assert items(shelved, who) == said(shelved, who) == [], roles


def test_an_expert_sees_an_answer_only_with_every_document_it_rests_on(shelved: Shelf) -> None:
    put(shelved, "both", "leave.md", "pay.md")
    put(shelved, "plain", "leave.md")
    put(shelved, "group", "hr.md")
    assert items(shelved, expert(shelved)) == ["plain"]
    assert items(shelved, expert(shelved, clearance=Tier.RESTRICTED)) == ["both", "plain"]
    assert items(shelved, expert(shelved, groups=("hr",))) == ["group", "plain"]


def test_an_answer_may_ask_for_more_than_its_documents_do(shelved: Shelf) -> None:
    put(shelved, "a", tier=Tier.CONFIDENTIAL)
    assert items(shelved, expert(shelved)) == []
    assert items(shelved, expert(shelved, clearance=Tier.CONFIDENTIAL)) == ["a"]


def test_an_answer_follows_its_documents_when_they_are_labelled_anew(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    shelved.put("leave.md", "Thirty days of leave.", tier=Tier.RESTRICTED)
    assert items(shelved, expert(shelved)) == said(shelved, expert(shelved)) == []
    assert items(shelved, expert(shelved, clearance=Tier.RESTRICTED)) == ["a"]


def test_the_same_answer_of_a_later_run_takes_the_place_of_the_earlier(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    put(shelved, "a", "leave.md", "pay.md", run="r2")
    assert items(shelved, expert(shelved)) == []
    assert items(shelved, librarian(shelved)) == ["a"]


def test_only_experts_bring_answers_and_only_to_their_own_tenant(shelved: Shelf) -> None:
    analyst = shelved.principal(subject="ana", roles=("analyst",))
    stranger = expert(shelved, "globex")
    kept = Kept("a", "acme", "c", "r1", "r-1", frozenset(), Tier.PUBLIC, BODY)
    with shelved.store.scoped(analyst) as db:
        assert not review.put(db, kept)
    with shelved.store.scoped(stranger) as db:
        assert review.put(db, kept)
    assert items(shelved, expert(shelved)) == []
    assert items(shelved, stranger) == ["a"]


def test_nobody_replaces_an_answer_that_they_may_not_see(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md", "pay.md")
    kept = Kept("a", "acme", "case-a", "r2", "r-1", frozenset(), Tier.PUBLIC, BODY)
    with shelved.store.scoped(expert(shelved)) as db:
        assert not review.put(db, kept)
    assert items(shelved, expert(shelved)) == []


def test_analysts_read_along(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    analyst = shelved.principal(subject="ana", roles=("analyst",))
    assert items(shelved, analyst) == ["a"]
    assert said(shelved, analyst) == ["ex: correct"]


# What is said


def test_what_people_say_is_kept_word_by_word(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    for who, verdict in (("ann", "correct"), ("bob", "incorrect"), ("ann", "unsure")):
        say(shelved, expert(shelved, subject=who), "a", verdict)
    assert said(shelved, expert(shelved)) == ["ann: correct", "bob: incorrect", "ann: unsure"]


def test_nobody_speaks_in_anothers_name_or_of_what_they_may_not_see(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    put(shelved, "hidden", "pay.md")
    forged = (
        "insert into handrail.review_labels (tenant_id, item_id, subject, kind, verdict)"
        " values ('acme', %(item)s, %(subject)s, 'label', 'correct')"
    )
    analyst = shelved.principal(subject="ex", roles=("analyst",))
    for who, item, subject in (
        (expert(shelved), "a", "somebody-else"),
        (expert(shelved), "hidden", "ex"),
        (expert(shelved), str(uuid4()), "ex"),
        (analyst, "a", "ex"),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), shelved.store.scoped(who) as db:
            db.run(forged, item=item, subject=subject)


@pytest.mark.parametrize(
    "statement",
    [
        "update handrail.review_labels set verdict = 'incorrect'",
        "delete from handrail.review_labels",
        "truncate handrail.review_labels",
    ],
)
def test_neither_the_app_nor_the_owner_can_change_a_label(shelved: Shelf, statement: str) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        shelved.store.scoped(expert(shelved)) as db,
    ):
        db.run(statement)
    with (
        psycopg.connect(shelved.database.admin_url) as db,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        db.execute(statement.encode())
    assert said(shelved, expert(shelved)) == ["ex: correct"]


def test_labels_leave_with_their_tenant(shelved: Shelf) -> None:
    put(shelved, "a", "leave.md")
    say(shelved, expert(shelved), "a")
    with shelved.database.owner() as db:
        db.execute("call drop_tenant('acme')")
    with psycopg.connect(shelved.database.admin_url) as db:
        for table in ("review_labels", "review_items", "review_reports"):
            counted = db.execute(f"select count(*) from handrail.{table}".encode())
            assert counted.fetchone() == (0,), table
