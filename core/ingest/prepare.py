"""From a file to a document ready to be embedded, or the finding that nothing has changed."""

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from core.domain.access import Principal
from core.domain.document import Document, Label, Piece, SourceText
from core.domain.errors import Permanent
from core.domain.ids import content_id
from core.domain.release import ChunkingSettings
from core.inference.embedding import Embedder
from core.ingest.chunking import indexed_text
from core.ingest.chunking.strategies import cut
from core.ingest.classified import Enforcement
from core.ingest.errors import AboveClearance
from core.ingest.metadata import Manifest, Metadata, metadata
from core.ingest.readers import read
from core.ingest.sources import Batch, document_id
from core.store.holdings import Known

SELF_DESCRIBING = {".md", ".markdown"}


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The store has this version already."""

    source: str


@dataclass(frozen=True, slots=True)
class Relabelled:
    """The text is as it was; who may see it, its dates or what it supersedes are not."""

    document: Document

    @property
    def source(self) -> str:
        """The file."""
        return self.document.source


@dataclass(frozen=True, slots=True)
class Ready:
    """A document to be written, and the texts to embed, one for each piece."""

    document: Document
    content: SourceText
    pieces: tuple[Piece, ...]
    texts: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that is not taken in: the kind of error, and a reason its owner can act on."""

    source: str
    kind: str
    reason: str
    bytes: int


Prepared = Unchanged | Relabelled | Ready | Quarantined


@dataclass(frozen=True)
class _Opened:
    """A file that is read when its content is first asked for, and only once."""

    file: Path
    max_bytes: int

    @cached_property
    def content(self) -> SourceText:
        return read(self.file, max_bytes=self.max_bytes)

    def text(self) -> str:
        return self.content.text


@dataclass(frozen=True, slots=True)
class Preparer:
    """Prepares the files of one batch for one principal's tenant."""

    batch: Batch
    known: dict[str, Known]
    manifest: Manifest
    default: Label
    principal: Principal
    embedder: Embedder
    chunking: ChunkingSettings
    max_bytes: int
    enforcement: Enforcement | None = None

    def prepare(self, file: Path) -> Prepared:
        """What is to be done about a file; whatever is wrong with it becomes `Quarantined`."""
        source = self.batch.source(file)
        try:
            return self._prepare(file, source)
        except Permanent as error:
            return Quarantined(source, type(error).__name__, str(error), _size(file))
        except OSError as error:
            return Quarantined(source, "Unreadable", f"The file cannot be opened: {error}", 0)

    def _prepare(self, file: Path, source: str) -> Prepared:
        opened = _Opened(file, self.max_bytes)
        declared = self.manifest.of(source)
        if file.suffix.lower() in SELF_DESCRIBING:
            declared = {**declared, **opened.content.metadata}
        meta = metadata(declared, self.default)
        size = _size(file)
        version = _digest(file) if size <= self.max_bytes else ""
        if self.enforcement is not None:
            meta = self.enforcement.applied(meta, declared, source, version, opened.text)
        document = self._document(source, meta, version, size)
        before = self.known.get(source)
        if before is not None and before.fingerprint == document.fingerprint:
            kept = replace(document, title=before.title)
            return Unchanged(source) if _same_labels(before, kept) else Relabelled(kept)
        return self._cut(document, opened.content, is_new=before is None)

    def _document(self, source: str, meta: Metadata, version: str, size: int) -> Document:
        if meta.label.tier > self.principal.clearance:
            raise AboveClearance(
                f"It is {meta.label.tier.label}; the clearance is {self.principal.clearance.label}."
            )
        return Document(
            id=document_id(self.batch.collection, source),
            collection=self.batch.collection,
            source=source,
            title=meta.title or "",
            version=version,
            fingerprint=content_id(version, meta.title, self.embedder.model, self.chunking),
            label=meta.label,
            effective=meta.effective,
            supersedes=meta.supersedes,
            bytes=size,
        )

    def _cut(self, document: Document, content: SourceText, *, is_new: bool) -> Ready:
        title = document.title or content.title or Path(document.source).stem
        pieces = tuple(
            cut(content.text, title=title, embedder=self.embedder, settings=self.chunking)
        )
        texts = tuple(indexed_text(piece, content.text) for piece in pieces)
        return Ready(replace(document, title=title), content, pieces, texts, is_new)


def _same_labels(before: Known, document: Document) -> bool:
    return (before.label, before.start, before.end, before.supersedes) == (
        document.label,
        document.effective.start,
        document.effective.end,
        document.supersedes,
    )


def _digest(file: Path) -> str:
    with file.open("rb") as body:
        digest = sha256()
        while block := body.read(2**20):
            digest.update(block)
    return digest.hexdigest()


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
