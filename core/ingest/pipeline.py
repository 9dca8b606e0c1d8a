"""Ingest: read, cut, embed and write, side by side; each document wholly or not at all.

One thread reads ahead, this one embeds (the embedding model uses every core), one writes. Every
batch is committed on its own, so a killed ingest goes on where it was when it is run again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from core.domain.access import Principal
from core.domain.document import Label
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.classified import Enforcement, Overruled, classification_map
from core.ingest.errors import AboveClearance, NoTier
from core.ingest.metadata import NO_MANIFEST, manifest
from core.ingest.prepare import Prepared, Preparer, Quarantined, Ready, Relabelled, Unchanged
from core.ingest.sources import Batch, batch
from core.store import Store, corpus, holdings
from core.store.corpus import Indexed

BATCH_CHUNKS = 128
FIRST_CHUNKS = 16  # batches grow from this, so that embedding begins as soon as there is something
READ_AHEAD = 8
UNANSWERABLE = {NoTier.__name__, AboveClearance.__name__}  # the label it had no longer holds
UPLOADS = "uploads"  # the collection of files that come one by one; no folder is called so


@dataclass
class Summary:
    """What became of every file, each counted once; `removed` counts documents taken out.

    `overruled` names the files whose own tier and that of the classification map differ.
    """

    added: int = 0
    changed: int = 0
    relabelled: int = 0
    unchanged: int = 0
    removed: int = 0
    chunks: int = 0
    quarantined: list[Quarantined] = field(default_factory=list)
    overruled: list[Overruled] = field(default_factory=list)

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return self.added + self.changed + self.relabelled + self.unchanged + len(self.quarantined)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: files done of all, and chunks written."""

    done: int
    files: int
    chunks: int
    source: str


Watcher = Callable[[Progress], None]
Work = TypeVar("Work")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Ingest:
    """Brings files into the tenant of a curator."""

    store: Store
    embedder: Embedder
    chunking: ChunkingSettings
    max_bytes: int

    def run(
        self,
        principal: Principal,
        paths: Sequence[Path],
        default: Label,
        watch: Watcher = lambda _: None,
        *,
        is_default_meant: bool = True,
        collection: str | None = None,
    ) -> Summary:
        """Bring the tenant in line with `paths`; files that say nothing of themselves get `default`.

        A collection is called by its folder's absolute path, unless `collection` names it.

        A collection with a classification map takes its tiers from there; what has none is set
        aside, unless `is_default_meant` says that somebody chose the default for such files.
        Raises for what concerns the whole run (no such path, an unreadable manifest, another
        embedding model) before anything is changed; what concerns one file quarantines that file.
        """
        with self.store.scoped(principal) as db:
            holdings.ensure_embedding(db, self.embedder.model, self.embedder.dimension)
            collections = holdings.collections(db)
        batches = [
            replace(batch(path, collections if collection is None else ()), name=collection)
            for path in paths
        ]
        return self._run(principal, batches, default, watch, is_default_meant=is_default_meant)

    def upload(self, principal: Principal, file: Path, default: Label) -> Summary:
        """Bring one file into the collection of uploads, in place of one of the same name."""
        with self.store.scoped(principal) as db:
            holdings.ensure_embedding(db, self.embedder.model, self.embedder.dimension)
        return self._run(principal, [Batch(file.parent, (file,), None, UPLOADS)], default)

    def _run(
        self,
        principal: Principal,
        batches: Sequence[Batch],
        default: Label,
        watch: Watcher = lambda _: None,
        *,
        is_default_meant: bool = True,
    ) -> Summary:
        summary = Summary()
        preparers = [
            replace(
                self._preparer(principal, each, default),
                enforcement=_enforcement(each, summary, is_default_meant),
            )
            for each in batches
        ]
        total = sum(len(each.files) for each in batches)
        for preparer in preparers:
            _Run(self.store, principal, preparer, summary, total, watch).go()
        return summary

    def _preparer(self, principal: Principal, files: Batch, default: Label) -> Preparer:
        with self.store.scoped(principal) as db:
            known = holdings.known(db, files.collection)
        return Preparer(
            batch=files,
            known=known,
            manifest=manifest(files.root) if files.name != UPLOADS else NO_MANIFEST,
            default=default,
            principal=principal,
            embedder=self.embedder,
            chunking=self.chunking,
            max_bytes=self.max_bytes,
        )


@dataclass
class _Run:
    """One collection's ingest."""

    store: Store
    principal: Principal
    preparer: Preparer
    summary: Summary
    total: int
    watch: Watcher

    def go(self) -> None:
        collection = self.preparer.batch.collection
        with ThreadPoolExecutor(1) as reader:
            embed = partial(_embedded, self.preparer.embedder)
            write_behind(self._batches(reader), embed, self._write)
        self._remove_gone()
        with self.store.scoped(self.principal) as db:
            corpus.settle_succession(db, collection)

    def _batches(self, reader: ThreadPoolExecutor) -> Iterator[list[Ready]]:
        """Documents to embed, in batches of about `BATCH_CHUNKS` chunks; other outcomes dealt with."""
        waiting: list[Ready] = []
        enough = min(FIRST_CHUNKS, BATCH_CHUNKS)
        files = self.preparer.batch.files
        for prepared in _ahead(reader, self.preparer.prepare, files):
            if isinstance(prepared, Ready):
                waiting.append(prepared)
            else:
                self._settle(prepared)
            if sum(len(each.pieces) for each in waiting) >= enough:
                yield waiting
                waiting, enough = [], min(2 * enough, BATCH_CHUNKS)
        if waiting:
            yield waiting

    def _settle(self, prepared: Unchanged | Relabelled | Quarantined) -> None:
        match prepared:
            case Unchanged():
                self.summary.unchanged += 1
            case Relabelled(document):
                self.summary.relabelled += 1
                with self.store.scoped(self.principal) as db:
                    corpus.relabel(db, document)
            case Quarantined(source, kind, reason, size):
                self.summary.quarantined.append(prepared)
                with self.store.scoped(self.principal) as db:
                    corpus.quarantine(
                        db, self.preparer.batch.collection, source, kind, reason, size
                    )
                if self.preparer.enforcement is not None and kind in UNANSWERABLE:
                    self._take_out([source])
        self._tell(prepared.source)

    def _write(self, ready: Sequence[Ready], indexed: Sequence[Indexed]) -> None:
        with self.store.scoped(self.principal) as db:
            corpus.put(db, indexed)
        counts = Counter(each.is_new for each in ready)
        self.summary.added += counts[True]
        self.summary.changed += counts[False]
        self.summary.chunks += sum(len(each.pieces) for each in ready)
        self._tell(ready[-1].document.source)

    def _take_out(self, sources: Sequence[str]) -> None:
        """Remove the documents that such files are, if they were taken in before."""
        known = self.preparer.known
        there = [known[source].document_id for source in sources if source in known]
        with self.store.scoped(self.principal) as db:
            corpus.remove(db, there)
        self.summary.removed += len(there)

    def _remove_gone(self) -> None:
        files = self.preparer.batch
        there = {files.source(file) for file in files.files}
        gone = [s for s in self.preparer.known if files.covers(s) and s not in there]
        self._take_out(gone)
        with self.store.scoped(self.principal) as db:
            held = [each["source"] for each in holdings.quarantined(db, files.collection)]
            cleared = [s for s in held if files.covers(s) and s not in there]
            corpus.release_from_quarantine(db, files.collection, cleared)

    def _tell(self, source: str) -> None:
        self.watch(Progress(self.summary.files, self.total, self.summary.chunks, source))


def _enforcement(files: Batch, summary: Summary, is_default_meant: bool) -> Enforcement | None:
    """How the collection's classification map is enforced, if it has one; uploads have none."""
    known = classification_map(files.root) if files.name != UPLOADS else None
    if known is None:
        return None
    return Enforcement(known, is_default_meant, summary.overruled.append)


def write_behind(
    batches: Iterable[Work], embed: Callable[[Work], Done], write: Callable[[Work, Done], None]
) -> None:
    """Write each batch while the next is embedded."""
    with ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for each in batches:
            embedded = embed(each)
            if written is not None:
                written.result()
            written = writer.submit(write, each, embedded)
        if written is not None:
            written.result()


def _embedded(embedder: Embedder, ready: Sequence[Ready]) -> list[Indexed]:
    texts = [text for each in ready for text in each.texts]
    vectors = iter(embedder.embed(texts)) if texts else iter(())
    return [
        Indexed(each.document, each.content, each.pieces, tuple(islice(vectors, len(each.pieces))))
        for each in ready
    ]


def _ahead(
    pool: ThreadPoolExecutor, work: Callable[[Path], Prepared], files: Iterable[Path]
) -> Iterator[Prepared]:
    """The results of `work` in order, a few files ahead of whoever asks for them."""
    remaining = iter(files)
    pending = [pool.submit(work, file) for file in islice(remaining, READ_AHEAD)]
    while pending:
        result = pending.pop(0).result()
        with suppress(StopIteration):
            pending.append(pool.submit(work, next(remaining)))
        yield result
