"""What one may not see does not exist: not in searches, not in scores, not by id."""

from datetime import date

import psycopg
import pytest

from core.domain.access import Tier
from core.domain.document import Effective
from core.store import Store, corpus, search
from core.store.errors import NoPrincipal
from tests.conftest import MakePrincipal, Shelf

ANY_DAY = None
PARTITIONED = ("documents", "versions", "chunks", "postings", "vocabulary")
TABLES = (*PARTITIONED, "labels", "tenants")


def found(shelf: Shelf, question: str, **person: object) -> set[str]:
    """The sources a person finds."""
    asker = shelf.principal(**person)
    retrieved = shelf.searcher().search(asker, question, as_of=ANY_DAY)
    return {hit.chunk.provenance.source for hit in retrieved.hits}


def test_a_reader_never_sees_another_tenants_chunk(shelf: Shelf) -> None:
    shelf.add_tenant("globex")
    shelf.put("ours.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC)
    shelf.put("theirs.md", "The hotel limit is 999 dollars.", tenant="globex", tier=Tier.PUBLIC)
    assert found(shelf, "hotel limit", tenant="acme") == {"ours.md"}
    assert found(shelf, "hotel limit", tenant="globex") == {"theirs.md"}


@pytest.mark.parametrize("clearance", list(Tier))
def test_a_reader_sees_the_tiers_their_clearance_covers(shelf: Shelf, clearance: Tier) -> None:
    for tier in Tier:
        shelf.put(f"{tier.label}.md", "The merger closes in May.", tier=tier)
    expected = {f"{tier.label}.md" for tier in Tier if tier <= clearance}
    assert found(shelf, "merger", clearance=clearance) == expected


def test_a_document_of_some_groups_is_seen_by_members_of_any_of_them(shelf: Shelf) -> None:
    shelf.put("pay.md", "Pay bands begin at 30,000.", groups=("hr", "board"))
    assert found(shelf, "pay bands", groups=("hr",)) == {"pay.md"}
    assert found(shelf, "pay bands", groups=("board", "it")) == {"pay.md"}
    assert found(shelf, "pay bands", groups=("it",)) == set()
    assert found(shelf, "pay bands") == set()


def test_a_group_does_not_lift_the_tier(shelf: Shelf) -> None:
    shelf.put("pay.md", "Pay bands begin at 30,000.", tier=Tier.RESTRICTED, groups=("hr",))
    assert found(shelf, "pay bands", groups=("hr",), clearance=Tier.CONFIDENTIAL) == set()
    assert found(shelf, "pay bands", groups=("hr",), clearance=Tier.RESTRICTED) == {"pay.md"}


def test_a_curator_is_held_to_the_tier_but_not_to_groups(shelf: Shelf) -> None:
    shelf.put("pay.md", "Pay bands begin at 30,000.", tier=Tier.CONFIDENTIAL, groups=("hr",))
    curator = {"roles": ("curator",)}
    assert found(shelf, "pay", clearance=Tier.CONFIDENTIAL, **curator) == {"pay.md"}
    assert found(shelf, "pay", clearance=Tier.INTERNAL, **curator) == set()


def test_what_is_hidden_leaves_no_trace_in_scores(shelf: Shelf) -> None:
    shelf.put("ours.md", "The hotel limit is 120 euros.\n\nMeals are 40 euros.")
    reader = shelf.principal()
    before = shelf.searcher().find(reader, "hotel limit merger", as_of=ANY_DAY)
    shelf.put("secret.md", "The hotel merger limit. " * 20, tier=Tier.RESTRICTED)
    assert shelf.searcher().find(reader, "hotel limit merger", as_of=ANY_DAY) == before


def test_a_chunk_cannot_be_fetched_by_id_without_permission(shelf: Shelf) -> None:
    shelf.put("secret.md", "The merger closes in May.", tier=Tier.RESTRICTED)
    curator = shelf.curator()
    with shelf.store.scoped(curator) as db:
        everything = search.visible(db, ANY_DAY)
        words = search.terms(db, "merger", everything)
        (chunk_id,) = search.sparse(db, words, everything, 10)
        assert chunk_id in search.chunks(db, [chunk_id])
    with shelf.store.scoped(shelf.principal()) as db:
        assert search.chunks(db, [chunk_id]) == {}


def test_labels_of_others_asked_for_by_number_bring_nothing(shelf: Shelf) -> None:
    shelf.put("secret.md", "The merger closes in May.", tier=Tier.RESTRICTED)
    with shelf.store.scoped(shelf.curator()) as db:
        everything = search.visible(db, ANY_DAY)
    with shelf.store.scoped(shelf.principal()) as db:
        words = tuple(search.Term(text, 1, 1.0) for text in ("merger", "close"))
        vector = shelf.embedder.embed(["merger"])[0]
        assert search.sparse(db, words, everything, 10) == {}
        assert search.dense(db, vector, everything, 10) == {}


def test_without_identity_every_table_is_empty(shelf: Shelf) -> None:
    shelf.put("ours.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC)
    with psycopg.connect(shelf.store.app_url) as db:
        for table in TABLES:
            assert db.execute(f"select * from handrail.{table}").fetchall() == [], table


@pytest.mark.parametrize("table", PARTITIONED)
def test_partitions_cannot_be_read_directly(shelf: Shelf, table: str) -> None:
    shelf.put("ours.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC)
    with (
        psycopg.connect(shelf.store.app_url) as db,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        db.execute(f"select * from handrail.{table}_acme")


def test_the_owner_reads_no_content(shelf: Shelf) -> None:
    shelf.put("ours.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC)
    with shelf.database.owner() as db:
        for table in PARTITIONED:
            assert db.execute(f"select * from {table}").fetchall() == [], table


def test_a_reader_cannot_write(shelf: Shelf) -> None:
    document = shelf.put("ours.md", "The hotel limit is 120 euros.", tier=Tier.PUBLIC)
    with shelf.store.scoped(shelf.principal()) as db:
        corpus.remove(db, [document.id])
    assert found(shelf, "hotel limit") == {"ours.md"}


def test_a_curator_cannot_write_into_another_tenant(shelf: Shelf) -> None:
    shelf.add_tenant("globex")
    shelf.put("theirs.md", "Ours now.", tenant="globex", tier=Tier.PUBLIC)
    foreign = "update handrail.documents set title = 'x' where tenant_id = 'globex'"
    with shelf.store.scoped(shelf.curator("acme")) as db:
        assert db.run(foreign) == 0
        moving = "update handrail.documents set tenant_id = 'globex' where source = 'x'"
        assert db.run(moving) == 0


def test_without_a_principal_there_is_no_scope(store: Store) -> None:
    with pytest.raises(NoPrincipal), store.scoped(None):  # type: ignore[arg-type]
        pass


def test_one_transaction_leaves_no_identity_to_the_next(
    shelf: Shelf, principal: MakePrincipal
) -> None:
    shelf.put("ours.md", "The hotel limit is 120 euros.")
    with shelf.store.scoped(principal()) as db:
        assert db.rows("select * from documents")
    with shelf.store._connection() as connection:
        assert connection.execute("select * from handrail.documents").fetchall() == []


def test_superseded_and_future_versions_are_told_apart_by_date(shelf: Shelf) -> None:
    shelf.put("2024.md", "Meals are 48 euros.", effective=Effective(date(2024, 1, 1)))
    newer = Effective(date(2026, 1, 1), date(2027, 7, 1))
    shelf.put("2026.md", "Meals are 62 euros.", effective=newer, supersedes="2024.md")
    shelf.put("2027.md", "Meals are 70 euros.", effective=Effective(date(2027, 7, 1)))
    for day, source in (
        (date(2025, 5, 1), "2024.md"),
        (date(2026, 11, 22), "2026.md"),
        (date(2027, 7, 1), "2027.md"),
    ):
        hits = shelf.searcher().search(shelf.principal(), "meals", as_of=day).hits
        assert [hit.chunk.provenance.source for hit in hits] == [source]


def test_a_superseded_version_is_in_force_again_when_its_successor_goes(shelf: Shelf) -> None:
    shelf.put("old.md", "Meals are 48 euros.", effective=Effective(date(2024, 1, 1)))
    new = shelf.put(
        "new.md",
        "Meals are 62 euros.",
        effective=Effective(date(2026, 1, 1)),
        supersedes="old.md",
    )
    with shelf.store.scoped(shelf.curator()) as db:
        corpus.remove(db, [new.id])
        corpus.settle_succession(db, "shelf")
    hits = shelf.searcher().search(shelf.principal(), "meals", as_of=date(2026, 11, 22)).hits
    assert [hit.chunk.provenance.source for hit in hits] == ["old.md"]
