"""The retrieval benchmark, on a collection small enough to read."""

from pathlib import Path

import pytest

from core.evaluation.beir import Judged, JudgedDocument
from core.evaluation.retrieval_bench import Bench, RetrievalReport
from core.evaluation.scratch import Loader, curator, reader, scratch_tenant
from core.inference.embedding import HashEmbedder
from core.retrieval.rerankers import reranker
from core.store import Database, Store, tenants
from core.store.errors import NoSuchTenant

LEGS = ("dense", "sparse", "fused", "reranked", "pgvectorstore_hybrid")
DOCUMENTS = (
    JudgedDocument("kettle", "Kettles", "A kettle boils water for tea."),
    JudgedDocument("kiln", "Kilns", "A kiln fires clay pots."),
    JudgedDocument("loom", "", "A loom weaves yarn into cloth."),
    JudgedDocument("bare title", "Sundials of the coast", ""),
)
JUDGED = Judged(
    DOCUMENTS,
    {"1": "which kettle boils water", "2": "yarn on a loom", "3": "sundials"},
    {"1": {"kettle": 2, "kiln": 0}, "2": {"loom": 1}, "3": {"bare title": 1}},
)


@pytest.fixture
def bench(database: Database) -> Bench:
    """The benchmark over an empty database."""
    return Bench(database, HashEmbedder(), reranker("linear"))


@pytest.fixture
def report(bench: Bench) -> RetrievalReport:
    """What it says of the small collection."""
    return bench.run(JUDGED)


def test_every_leg_and_the_baseline_are_judged_by_the_same_metrics(report: RetrievalReport) -> None:
    found = report.as_json()
    assert [set(found[leg]) for leg in LEGS] == [{"ndcg@10", "mrr@10", "recall@100"}] * len(LEGS)


def test_words_that_stand_in_one_document_alone_bring_it_first(report: RetrievalReport) -> None:
    found = report.as_json()
    assert found["sparse"] == {"ndcg@10": 1.0, "mrr@10": 1.0, "recall@100": 1.0}
    assert found["reranked"]["ndcg@10"] == 1.0


def test_no_score_travels_without_its_interval(report: RetrievalReport) -> None:
    found = report.as_json()
    for leg in LEGS:
        for metric, value in found[leg].items():
            low, high = found["intervals"][leg][metric]
            assert low <= value <= high


def test_the_report_says_what_it_took_and_over_how_much(report: RetrievalReport) -> None:
    found = report.as_json()
    assert (found["queries"], found["documents"], found["chunks"]) == (3, 4, 4)
    assert 0 < found["search_ms"]["p50"] <= found["search_ms"]["p95"]
    assert 0 < found["ingest_chunks_per_s"] <= found["embed_chunks_per_s"]


def test_nothing_is_left_behind(bench: Bench, report: RetrievalReport) -> None:
    assert report.documents == 4
    assert tenants.listed(bench.database) == []
    with bench.database.owner() as db:
        left = db.execute("select nspname from pg_namespace where nspname like 'bench%'").fetchall()
    assert left == []


def test_the_tenant_is_dropped_when_a_run_fails(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), scratch_tenant(database, HashEmbedder()):
        raise ZeroDivisionError
    assert tenants.listed(database) == []


def test_progress_is_told_until_all_is_done(bench: Bench) -> None:
    told: dict[str, tuple[int, int]] = {}
    bench.run(JUDGED, lambda stage, done, total: told.update({stage: (done, total)}))
    assert told["documents"] == (4, 4)
    assert told["queries"] == told["baseline queries"] == (3, 3)


def test_a_limit_asks_fewer_queries_of_the_whole_collection(bench: Bench, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
    paths[0].write_text('{"_id": "a", "text": "one"}\n{"_id": "b", "text": "two"}\n')
    paths[1].write_text('{"_id": "1", "text": "one"}\n{"_id": "2", "text": "two"}\n')
    paths[2].write_text("1\ta\t1\n2\tb\t1\n")
    found = bench.run_files(paths[0], paths[1], paths[2], limit=1).as_json()
    assert (found["queries"], found["documents"]) == (1, 2)


def test_the_collection_is_searched_by_a_reader_who_may_not_write(
    database: Database, store: Store
) -> None:
    with scratch_tenant(database, HashEmbedder()) as tenant:
        loaded = Loader(store, HashEmbedder()).load(curator(tenant), DOCUMENTS)
        assert {each.document for each in loaded.chunks} == {each.id for each in DOCUMENTS}
        assert reader(tenant).roles == frozenset()
    with pytest.raises(NoSuchTenant):
        tenants.remove(database, tenant)


def test_a_long_document_stands_where_its_best_chunk_stands(database: Database) -> None:
    filler = "\n\n".join(f"Paragraph {n} speaks of ordinary matters at length." for n in range(90))
    long = JudgedDocument("long", "", f"{filler}\n\nThe zebra crosses at dawn.")
    judged = Judged((*DOCUMENTS, long), {"1": "zebra crosses"}, {"1": {"long": 1}})
    found = Bench(database, HashEmbedder(), reranker("none")).run(judged).as_json()
    assert found["chunks"] > len(DOCUMENTS) + 1
    assert found["sparse"] == {"ndcg@10": 1.0, "mrr@10": 1.0, "recall@100": 1.0}
