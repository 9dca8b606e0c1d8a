"""A throwaway tenant holding a judged collection, filled the way the product fills one."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.access import Principal, Tier
from core.domain.document import Document, Label, Piece, SourceText
from core.domain.ids import content_id
from core.domain.release import ChunkingSettings
from core.evaluation.beir import JudgedDocument
from core.identity import LocalIssuer
from core.inference.embedding import Embedder, Vectors
from core.ingest.chunking import indexed_text, strategies
from core.ingest.pipeline import BATCH_CHUNKS, write_behind
from core.store import Database, Store, corpus, tenants
from core.store.corpus import Indexed

COLLECTION = "judged"
LABEL = Label(Tier.INTERNAL)
A_DAY = timedelta(days=1)

Watcher = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class LoadedChunk:
    """A chunk as it was indexed: the document it is of, its text with prefix, its vector."""

    id: str
    document: str
    text: str
    vector: Vectors


@dataclass
class Loaded:
    """What a tenant was filled with, and the seconds that took, embedding by itself and in all."""

    chunks: list[LoadedChunk] = field(default_factory=list)
    embed_seconds: float = 0.0
    seconds: float = 0.0

    @property
    def documents(self) -> dict[str, str]:
        """The judged document each chunk is of, by chunk id."""
        return {each.id: each.document for each in self.chunks}


@contextmanager
def scratch_tenant(database: Database, embedder: Embedder) -> Iterator[str]:
    """A new tenant called `bench-` and eight hexadecimal digits, gone again afterwards."""
    tenant = f"bench-{secrets.token_hex(4)}"
    tenants.add(
        database, tenant, name="Benchmark", model=embedder.model, dimension=embedder.dimension
    )
    try:
        yield tenant
    finally:
        tenants.remove(database, tenant)


def reader(tenant: str) -> Principal:
    """An ordinary member of the tenant, without roles or groups, who may see the collection."""
    return _issuer().principal(tenant, "bench-reader", clearance=LABEL.tier, lifetime=A_DAY)


def curator(tenant: str) -> Principal:
    """The member of the tenant who writes the collection."""
    return _issuer().principal(
        tenant, "bench-curator", clearance=LABEL.tier, roles=("curator",), lifetime=A_DAY
    )


@cache
def _issuer() -> LocalIssuer:
    """An issuer for this process alone, its key forgotten with it."""
    with TemporaryDirectory() as home:
        return LocalIssuer(Path(home))


@dataclass(frozen=True, slots=True)
class Loader:
    """Fills tenants through the product's own chunking, embedding and writing."""

    store: Store
    embedder: Embedder
    chunking: ChunkingSettings = field(default_factory=ChunkingSettings)

    def load(
        self,
        principal: Principal,
        documents: Sequence[JudgedDocument],
        watch: Watcher = lambda *_: None,
    ) -> Loaded:
        """Cut, embed and write documents as a curator, a batch written as the next is embedded."""
        loaded, began, done = Loaded(), time.perf_counter(), 0

        def write(batch: list[_Cut], indexed: list[Indexed]) -> None:
            nonlocal done
            with self.store.scoped(principal) as db:
                corpus.put(db, indexed)
            done += len(batch)
            watch("documents", done, len(documents))

        cuts = (_cut(each, self.embedder, self.chunking) for each in documents)
        write_behind(_batches(cuts), partial(_embedded, self.embedder, loaded), write)
        loaded.seconds = time.perf_counter() - began
        return loaded


@dataclass(frozen=True, slots=True)
class _Cut:
    document: Document
    text: str
    pieces: tuple[Piece, ...]


def _cut(judged: JudgedDocument, embedder: Embedder, chunking: ChunkingSettings) -> _Cut:
    text = judged.text if judged.text.strip() else judged.title
    document = Document(
        id=content_id(COLLECTION, judged.id),
        collection=COLLECTION,
        source=judged.id,
        title=judged.title,
        version=content_id(text),
        fingerprint=content_id(text, judged.title, embedder.model, chunking),
        label=LABEL,
        bytes=len(text.encode()),
    )
    pieces = strategies.cut(text, title=judged.title, embedder=embedder, settings=chunking)
    return _Cut(document, text, tuple(pieces))


def _batches(cuts: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    """Documents in batches of about `BATCH_CHUNKS` chunks."""
    waiting: list[_Cut] = []
    for cut in cuts:
        waiting.append(cut)
        if sum(len(each.pieces) for each in waiting) >= BATCH_CHUNKS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _embedded(embedder: Embedder, loaded: Loaded, batch: Sequence[_Cut]) -> list[Indexed]:
    """The batch with its vectors, remembered in `loaded`."""
    texts = [indexed_text(piece, cut.text) for cut in batch for piece in cut.pieces]
    began = time.perf_counter()
    vectors: Iterator[Vectors] = iter(embedder.embed(texts) if texts else ())
    loaded.embed_seconds += time.perf_counter() - began
    indexed = []
    for cut in batch:
        own = tuple(next(vectors) for _ in cut.pieces)
        indexed.append(Indexed(cut.document, SourceText(cut.text), cut.pieces, own))
        loaded.chunks += [
            LoadedChunk(
                corpus.chunk_id(cut.document, piece),
                cut.document.source,
                indexed_text(piece, cut.text),
                vector,
            )
            for piece, vector in zip(cut.pieces, own, strict=True)
        ]
    return indexed
