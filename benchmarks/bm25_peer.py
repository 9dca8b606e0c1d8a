"""The sparse search beside a BM25 library on the same chunks, both judged by nDCG@10.

    python -m benchmarks.bm25_peer FOLDER... [--home FOLDER] [--json]

FOLDER holds corpus.jsonl, queries.jsonl and qrels.tsv. The peer is bm25s with its Lucene scoring
and the same k1 and b, on words stemmed by Snowball's English stemmer, its English stop words left
out. Vectors play no part here, so documents are given made-up ones.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer

from core.evaluation import beir
from core.evaluation.beir import Judged
from core.evaluation.intervals import Mean, mean
from core.evaluation.metrics import ndcg
from core.evaluation.scratch import LoadedChunk, Loader, curator, reader, scratch_tenant
from core.inference.embedding import HashEmbedder
from core.settings import Settings
from core.store import Database, search

DEPTH = 100
K = 10
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
Ranking = list[str]


def compare(database: Database, judged: Judged) -> dict[str, Mean]:
    """Means over the queries of ours, of the peer's, and of the difference query by query."""
    store, embedder = database.store(), HashEmbedder()
    try:
        with scratch_tenant(database, embedder) as tenant:
            loaded = Loader(store, embedder).load(curator(tenant), judged.documents)
            database.vacuum(tenant)
            ours = []
            for question in judged.queries.values():
                with store.scoped(reader(tenant)) as db:
                    within = search.visible(db, None)
                    terms = search.terms(db, question, within)
                    ours.append(list(search.sparse(db, terms, within, DEPTH)))
    finally:
        store.close()
    scores = {
        "handrail": score(judged, ours, loaded.documents),
        "bm25s": score(judged, peer(judged, loaded.chunks), loaded.documents),
    }
    apart = [a - b for a, b in zip(scores["handrail"], scores["bm25s"], strict=True)]
    return {**{name: mean(values) for name, values in scores.items()}, "difference": mean(apart)}


def peer(judged: Judged, chunks: Sequence[LoadedChunk]) -> list[Ranking]:
    """Chunk ids as bm25s ranks them for each query."""
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: Sequence[str]) -> Any:  # noqa: ANN401  the library says no more
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25(method="lucene", k1=search.K1, b=search.B)  # type: ignore[no-untyped-call]
    index.index(tokens([each.text for each in chunks]), show_progress=False)
    depth = min(DEPTH, len(chunks))
    found = index.retrieve(tokens(list(judged.queries.values())), k=depth, show_progress=False)
    return [[chunks[number].id for number in row] for row in found.documents.tolist()]


def score(judged: Judged, rankings: Sequence[Ranking], documents: Mapping[str, str]) -> list[float]:
    """nDCG@10 of each query, a document standing where its best chunk stands."""
    return [
        ndcg(list(dict.fromkeys(documents[each] for each in ranking)), judged.grades[query], K)
        for query, ranking in zip(judged.queries, rankings, strict=True)
    ]


def main() -> None:
    """Compare on each collection and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as temporary:
        database = Database.open(Settings(home=args.home or Path(temporary)))
        for folder in args.folders:
            judged = beir.read(*(folder / name for name in FILES))
            results[folder.name] = compare(database, judged)
        database.close()
    if args.json:
        rounded = {
            name: {who: [round(x, 4) for x in (m.value, m.low, m.high)] for who, m in row.items()}
            for name, row in results.items()
        }
        print(json.dumps(rounded, indent=2))
        return
    for name, row in results.items():
        cells = (f"{who} {m.value:.3f} [{m.low:.3f}, {m.high:.3f}]" for who, m in row.items())
        print(f"{name:12}" + "   ".join(cells))


if __name__ == "__main__":
    main()
