"""At a hundred thousand chunks, a search reads indexes: told from EXPLAIN, as the app role."""

from collections.abc import Iterator

import numpy as np
import psycopg
import pytest

from core.domain.access import Tier
from core.store import Database, Store, search, tenants
from core.store.corpus import vector_literal
from core.store.scope import Scope
from tests.conftest import MakePrincipal, cloned

CHUNKS = 100_000
DIMENSION = 8
FILL = """
    select setseed(0.5);
    insert into labels (tenant_id, tier, groups) values ('acme', 0, '{few}'), ('acme', 1, '{}');
    insert into chunks (tenant_id, chunk_id, document_id, version, label_id, ordinal, start_char,
                        end_char, body, lexemes, embedding)
    select 'acme', n, 'd' || n / 100, 'v', (select label_id from labels where tier = (n % 100 > 0)::int),
           0, 0, 1, 'x', 8,
           l2_normalize((select array_agg(random() - 0.5 + 0 * n * k)
                         from generate_series(1, 8) k)::halfvec(8))
    from generate_series(1, 100000) n;
    insert into postings (tenant_id, term, chunk_id, label_id, tf, length)
    select 'acme', 'w' || (n * k) % 997, n, (select label_id from labels where tier = (n % 100 > 0)::int),
           1, 8
    from generate_series(1, 100000) n, generate_series(1, 6) k
    on conflict do nothing;
"""


@pytest.fixture(scope="module")
def large(server_url: str, template: str) -> Iterator[Database]:
    """A tenant of a hundred thousand chunks, one in a hundred of them labelled apart."""
    with cloned(server_url, template) as database:
        tenants.add(database, "acme", name="Acme", model="hash", dimension=DIMENSION)
        with psycopg.connect(database.admin_url, autocommit=True) as db:
            db.execute("drop index handrail.chunks_acme_embedding_idx")
            db.execute("set search_path = handrail, public")
            db.execute(FILL)
            db.execute(
                "create index on chunks_acme using hnsw ((embedding::halfvec(8)) halfvec_ip_ops)"
            )
        database.vacuum("acme")
        yield database


@pytest.fixture
def reading(large: Database, principal: MakePrincipal) -> Iterator[Scope]:
    """A reader's transaction, as the app role."""
    store = Store(large.app_url, size=1)
    with store.scoped(principal(clearance=Tier.RESTRICTED, groups=("few",))) as db:
        assert db.row("select current_user as role") == {"role": "handrail_app"}
        yield db
    store.close()


def plan(db: Scope, statement: str, **values: object) -> str:
    return "\n".join(row["QUERY PLAN"] for row in db.rows(f"explain {statement}", **values))


VECTOR = np.linspace(0.1, 1, DIMENSION, dtype=np.float32)


def statements(db: Scope) -> dict[str, tuple[str, dict[str, object]]]:
    """Each search statement with values it is run with."""
    within = search.visible(db, None)
    labels = list(within.labels)
    scoring = {"flat": 0.3, "slope": 0.1, "terms": ["w1", "w2"], "idf": [4.0, 4.0]}
    ids = list(range(1, 51))
    return {
        "sparse": (search.SQL["sparse"], {**scoring, "labels": labels, "depth": 100}),
        "sparse_within": (
            search.SQL["sparse_within"],
            {**scoring, "chunk_ids": ids, "chunk_labels": labels[:1] * 50},
        ),
        "matches": (search.SQL["matches"], {"terms": ["w1", "w2"], "chunk_ids": ids}),
        "chunks": (search.SQL["chunks"], {"chunk_ids": ids}),
        "dense_indexed": (
            search.SQL["dense_indexed"].replace("{dimension}", str(DIMENSION)),
            {"vector": vector_literal(VECTOR), "labels": labels, "depth": 100},
        ),
        "dense_exact": (
            search.SQL["dense_exact"],
            {"vector": vector_literal(VECTOR), "labels": labels[:1], "depth": 100},
        ),
    }


@pytest.mark.parametrize(
    "name", ["sparse", "sparse_within", "matches", "chunks", "dense_indexed", "dense_exact"]
)
def test_no_search_scans_chunks_or_postings(reading: Scope, name: str) -> None:
    assert search.visible(reading, None).chunks == CHUNKS
    statement, values = statements(reading)[name]
    text = plan(reading, statement, **values)
    assert "Seq Scan on chunks_acme" not in text, text
    assert "Seq Scan on postings_acme" not in text, text


def test_the_sparse_search_reads_the_covering_index_alone(reading: Scope) -> None:
    statement, values = statements(reading)["sparse"]
    assert "Index Only Scan using postings_acme_pkey" in plan(reading, statement, **values)


def test_the_dense_search_walks_the_graph(reading: Scope) -> None:
    statement, values = statements(reading)["dense_indexed"]
    assert "chunks_acme_embedding" in plan(reading, statement, **values)


def test_the_plan_is_the_same_the_tenth_time(reading: Scope) -> None:
    statement, values = statements(reading)["dense_indexed"]
    plans = {plan(reading, statement, **values) for _ in range(10)}
    assert len(plans) == 1


def test_the_index_misses_hardly_any_neighbour(reading: Scope) -> None:
    within = search.visible(reading, None)
    shares = []
    for seed in range(20):
        vector = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
        near = search.dense(reading, vector, within, 10)
        exact = search.dense_exact(reading, vector, within, 10)
        shares.append(len(near.keys() & exact.keys()) / 10)
    assert np.mean(shares) >= 0.95


def test_few_visible_chunks_are_compared_one_by_one(
    large: Database, principal: MakePrincipal
) -> None:
    store = Store(large.app_url, size=1)
    with store.scoped(principal(clearance=Tier.PUBLIC, groups=("few",))) as db:
        within = search.visible(db, None)
        assert within.chunks == CHUNKS / 100
        near = search.dense(db, VECTOR, within, 10)
        assert near == search.dense_exact(db, VECTOR, within, 10)
        assert len(near) == 10
    store.close()


def test_pruned_bm25_finds_what_the_whole_finds(
    reading: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = search.visible(reading, None)
    words = search.terms(reading, "w1 w2 w3 w5 w8", within)
    whole = search.sparse(reading, words, within, 10)
    monkeypatch.setattr(search, "FULL_BELOW", 2_500)
    assert search.sparse(reading, words, within, 10) == pytest.approx(whole)
