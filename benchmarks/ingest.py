"""How much of the embedding model's speed is left when whole documents are ingested.

    python -m benchmarks.ingest FOLDER [--runs 3] [--home FOLDER] [--json]

Each run ingests the folder into a new tenant and then embeds the very same texts, all in one call
and nothing besides. A share of 1 means that reading, cutting and writing cost no time at all.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from core.domain.release import ChunkingSettings
from core.evaluation.scratch import LABEL, curator, scratch_tenant
from core.inference.embedding import Embedder, Vectors
from core.inference.minilm import MiniLM
from core.ingest.pipeline import Ingest
from core.settings import Settings
from core.store import Database


class Listening:
    """An embedder that remembers what it was given."""

    def __init__(self, inner: Embedder) -> None:
        """In the place of `inner`."""
        self._inner = inner
        self.texts: list[str] = []
        self.model, self.dimension, self.window = inner.model, inner.dimension, inner.window

    def count(self, text: str) -> int:
        """As the model counts."""
        return self._inner.count(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the model embeds."""
        self.texts += texts
        return self._inner.embed(texts)


def run(database: Database, embedder: Embedder, folder: Path, max_bytes: int) -> dict[str, float]:
    """Chunks a second of an ingest and of its embedder alone, and the one's share of the other."""
    listening, store = Listening(embedder), database.store()
    try:
        with scratch_tenant(database, embedder) as tenant:
            ingest = Ingest(store, listening, ChunkingSettings(), max_bytes)
            began = time.perf_counter()
            summary = ingest.run(curator(tenant), [folder], LABEL)
            seconds = time.perf_counter() - began
    finally:
        store.close()
    began = time.perf_counter()
    embedder.embed(listening.texts)
    alone = len(listening.texts) / (time.perf_counter() - began)
    rate = summary.chunks / seconds
    return {
        "files": summary.files,
        "chunks": summary.chunks,
        "ingest_chunks_per_s": rate,
        "embedder_chunks_per_s": alone,
        "share": rate / alone,
    }


def main() -> None:
    """Run, take medians, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(home=args.home or Path(temporary))
        database, embedder = Database.open(settings), MiniLM(settings.home)
        runs = [
            run(database, embedder, args.folder, settings.max_file_bytes) for _ in range(args.runs)
        ]
        database.close()
    medians = {name: round(statistics.median(run[name] for run in runs), 3) for name in runs[0]}
    if args.json:
        print(json.dumps({"runs": args.runs, **medians}, indent=2))
    else:
        print("\n".join(f"{name:24}{value:>12}" for name, value in medians.items()))


if __name__ == "__main__":
    main()
