"""How fast and how complete search is in a large tenant, by how much of it the asker may see.

    python -m benchmarks.search_at_scale [--chunks 100000] [--queries 100] [--home FOLDER] [--json]

The tenant is filled with made-up text. Its documents stand under labels of three kinds: 1% for one
group, 9% for another, the rest for the tier above; three principals see 1%, 10% and all of them.
Times are of one search at a time and leave the embedding of the question out.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.made_up import DIMENSION, MadeUp, Passage
from benchmarks.stock_under_policies import StockTable
from core.domain.access import Principal, Tier
from core.domain.document import Document, Effective, Label, Piece, SourceText
from core.domain.ids import content_id
from core.domain.release import RetrievalSettings
from core.evaluation.pgvectorstore import ranking
from core.evaluation.scratch import curator, scratch_tenant
from core.inference.embedding import HashEmbedder
from core.retrieval.rerankers import reranker
from core.retrieval.search import Searcher
from core.settings import Settings
from core.store import Database, Store, corpus, search
from core.store.corpus import Indexed

PER_DOCUMENT = 10
BATCH_DOCUMENTS = 50
DATES = 12  # each kind of label comes with so many effective dates, as in a corpus grown over years
K = 10
EMBEDDER = HashEmbedder(DIMENSION)


def label(number: int, documents: int) -> tuple[Label, Effective]:
    """The label of a document: the first 1% for `few`, the next 9% for `some`, the rest internal."""
    share = (number * 7919 % documents) / documents
    starts = Effective(date(2010 + number % DATES, 1, 1))
    if share < 0.01:
        return Label(Tier.PUBLIC, frozenset({"few"})), starts
    if share < 0.10:
        return Label(Tier.PUBLIC, frozenset({"some"})), starts
    return Label(Tier.INTERNAL), starts


def principals(tenant: str) -> dict[str, Principal]:
    """Who sees how much."""
    everyone = replace(curator(tenant), roles=frozenset(), groups=frozenset({"few", "some"}))
    some = replace(everyone, clearance=Tier.PUBLIC)
    return {"100%": everyone, "10%": some, "1%": replace(some, groups=frozenset({"few"}))}


def documents(made_up: MadeUp, count: int) -> Iterator[tuple[Indexed, list[Passage]]]:
    """Documents of ten chunks, ready to be written, with their passages."""
    for number in range(count):
        passages = [made_up.passage() for _ in range(PER_DOCUMENT)]
        pieces, at = [], 0
        for passage in passages:
            pieces.append(Piece(at, at + len(passage.text)))
            at += len(passage.text) + 1
        held, starts = label(number, count)
        document = Document(
            content_id(number), "made up", f"{number}.txt", "", "v", "f", held, starts
        )
        text = SourceText("\n".join(each.text for each in passages))
        vectors = tuple(each.vector for each in passages)
        yield Indexed(document, text, tuple(pieces), vectors), passages


def fill(store: Store, owner: Principal, stock: StockTable, made_up: MadeUp, count: int) -> None:
    """Write the same chunks to the tenant and to the stock table."""
    batch: list[tuple[Indexed, list[Passage]]] = []
    for number, each in enumerate(documents(made_up, count), 1):
        batch.append(each)
        if len(batch) == BATCH_DOCUMENTS or number == count:
            with store.scoped(owner) as db:
                corpus.put(db, [indexed for indexed, _ in batch])
                ids = [indexed.document.id for indexed, _ in batch]
                labels = {
                    row["document_id"]: row["label_id"]
                    for row in db.rows(
                        "select document_id, label_id from documents "
                        "where tenant_id = %(tenant)s and document_id = any(%(ids)s)",
                        ids=ids,
                    )
                }
            stock.add(
                [
                    (corpus.chunk_id(indexed.document, piece), labels[indexed.document.id], passage)
                    for indexed, passages in batch
                    for piece, passage in zip(indexed.pieces, passages, strict=True)
                ]
            )
            batch = []
            print(f"\r{number * PER_DOCUMENT} chunks", end="", file=sys.stderr)
    print(file=sys.stderr)


def milliseconds(work: Callable[[Passage], object], questions: list[Passage]) -> list[float]:
    """What `work` takes for each question, after a few to warm up."""
    for question in questions[:5]:
        work(question)
    took = []
    for question in questions:
        began = time.perf_counter()
        work(question)
        took.append((time.perf_counter() - began) * 1000)
    return took


def percentiles(took: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {f"p{p}": round(float(np.percentile(took, p)), 2) for p in (50, 95)}


def measure(
    store: Store, principal: Principal, stock: StockTable, questions: list[Passage]
) -> dict[str, object]:
    """Everything about one principal's searches."""
    searcher = Searcher(store, EMBEDDER, reranker("linear"), RetrievalSettings())

    def whole(question: Passage) -> object:
        found = searcher.find_by(principal, question.text, question.vector[None], as_of=None)
        return searcher.reranked(found)

    def dense(question: Passage) -> list[str]:
        with store.scoped(principal) as db:
            within = search.visible(db, None)
            return list(search.dense(db, question.vector, within, 100))[:K]

    def exact(question: Passage) -> list[str]:
        with store.scoped(principal) as db:
            within = search.visible(db, None)
            return list(search.dense_exact(db, question.vector, within, K))

    with store.scoped(principal) as db:
        visible = search.visible(db, None)
    truth = [exact(question) for question in questions]
    with stock.searched_by(principal) as theirs:

        def stock_hybrid(question: Passage) -> list[str]:
            return ranking(theirs, question.text, question.vector, 100)

        stock_ms = percentiles(milliseconds(stock_hybrid, questions))
        stock_found = [stock_hybrid(question)[:K] for question in questions]
    search_ms = percentiles(milliseconds(whole, questions))
    return {
        "visible_chunks": visible.chunks,
        "labels": len(visible.labels),
        "search_ms": search_ms,
        "dense_ms": percentiles(milliseconds(dense, questions)),
        "dense_exact_ms": percentiles(milliseconds(exact, questions)),
        "dense_recall@10": recalled([dense(question) for question in questions], truth),
        "pgvectorstore_ms": stock_ms,
        "pgvectorstore_recall@10": recalled(stock_found, truth),
        "times_faster_p50": round(stock_ms["p50"] / search_ms["p50"], 1),
    }


def recalled(found: list[list[str]], truth: list[list[str]]) -> float:
    """The mean share of the exact ten nearest that were found."""
    shares = [len(set(a) & set(b)) / max(1, len(b)) for a, b in zip(found, truth, strict=True)]
    return round(float(np.mean(shares)), 4)


@contextmanager
def opened(home: Path | None) -> Iterator[Database]:
    """The configured database, or an embedded one in `home` or in a folder that is then removed."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Settings(home=home or Path(folder)))
        yield database
        database.close()


def table(results: dict[str, dict[str, object]]) -> str:
    """The results as rows of text."""
    names = list(next(iter(results.values())))
    lines = [f"{'':26}" + "".join(f"{each:>26}" for each in results)]
    for name in names:
        cells = (result[name] for result in results.values())
        lines.append(f"{name:26}" + "".join(f"{_cell(each):>26}" for each in cells))
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return str(value)


def main() -> None:
    """Fill, measure, print, clear away."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    made_up = MadeUp()
    with opened(args.home) as database, scratch_tenant(database, EMBEDDER) as tenant:
        store, stock = database.store(), StockTable(database)
        try:
            owner = replace(curator(tenant), groups=frozenset({"few", "some"}))
            fill(store, owner, stock, made_up, max(1, args.chunks // PER_DOCUMENT))
            database.vacuum(tenant)
            stock.finish()
            questions = [made_up.question() for _ in range(args.queries)]
            results = {
                share: measure(store, principal, stock, questions)
                for share, principal in principals(tenant).items()
            }
        finally:
            stock.drop()
            store.close()
    print(json.dumps(results, indent=2) if args.json else table(results))


if __name__ == "__main__":
    main()
