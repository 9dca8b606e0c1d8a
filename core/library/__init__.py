"""The library: the documents a principal may see, and what curators change in it, on record."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from core.audit import Audit
from core.domain.access import Principal, Role, Tier
from core.domain.document import Chunk, Effective, Label, PageStart, Standing
from core.ingest.pipeline import UPLOADS, Ingest, Summary
from core.ingest.sources import document_id
from core.library.errors import BadFilename, MayNotChange, NoSuchDocument, NoSuchPassage
from core.store import Store, corpus, library, search
from core.store.scope import Row

__all__ = ["Entry", "Held", "Library", "Text", "Version"]
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the library lists it; `versions` counts those kept, the present one included."""

    id: str
    collection: str
    source: str
    title: str
    label: Label
    effective: Effective
    version: str
    versions: int
    chunks: int
    bytes: int
    supersedes: str | None
    ingested_at: datetime

    def standing(self, day: date) -> Standing:
        """Where its effective dates put it on a day."""
        return self.effective.on(day)


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of one version of a document: Markdown, with where its pages begin."""

    entry: Entry
    version: str
    body: str
    pages: tuple[PageStart, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document that is kept, and when it was first taken in."""

    version: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A file in quarantine: the kind of error, and a reason its owner can act on."""

    collection: str
    source: str
    kind: str
    reason: str
    bytes: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Library:
    """Reads and changes a tenant's documents as one of its people."""

    store: Store
    ingest: Ingest
    audit: Audit

    def organisation(self, principal: Principal) -> str:
        """What the principal's tenant is called; its id where it has no name."""
        with self.store.scoped(principal) as db:
            return library.organisation(db) or principal.tenant

    def listed(self, principal: Principal) -> list[Entry]:
        """Every document the principal may see, by title."""
        with self.store.scoped(principal) as db:
            return [_entry(row) for row in library.entries(db)]

    def entry(self, principal: Principal, document: str) -> Entry:
        """One document; raises `NoSuchDocument`, also where the principal may not see it."""
        with self.store.scoped(principal) as db:
            return _only(library.entries(db, document))

    def text(self, principal: Principal, document: str, version: str | None = None) -> Text:
        """A document's text, as it is or as it was in an earlier version."""
        with self.store.scoped(principal) as db:
            entry = _only(library.entries(db, document))
            found = library.body(db, document, version or entry.version)
        if found is None:
            raise NoSuchDocument
        body, pages = found
        starts = tuple(PageStart(number, offset) for number, offset in pages)
        return Text(entry, version or entry.version, body, starts)

    def versions(self, principal: Principal, document: str) -> list[Version]:
        """The versions of a document that are kept, newest first; raises `NoSuchDocument`."""
        with self.store.scoped(principal) as db:
            found = [Version(**row) for row in library.versions(db, document)]
        if not found:
            raise NoSuchDocument
        return found

    def passage(self, principal: Principal, chunk: str) -> Chunk:
        """A chunk by its id; raises `NoSuchPassage`, also where the principal may not see it."""
        with suppress(ValueError), self.store.scoped(principal) as db:
            if found := search.chunks(db, [f"{int(chunk, 16):016x}"]).get(chunk):
                return found
        raise NoSuchPassage

    def upload(self, principal: Principal, filename: str, content: bytes, label: Label) -> Summary:
        """Take a file in, in place of an upload of the same name; its own front matter may relabel it.

        What cannot be read is in the summary's `quarantined`, with the reason.
        """
        _ensure_curator(principal)
        _ensure_name(filename)
        with TemporaryDirectory(prefix="handrail-upload-") as folder:
            file = Path(folder) / filename
            file.write_bytes(content)
            summary = self.ingest.upload(principal, file, label)
        body = {
            "source": filename,
            "document_id": document_id(UPLOADS, filename),
            "bytes": len(content),
            "chunks": summary.chunks,
            "quarantined": [each.kind for each in summary.quarantined],
        }
        self.audit.append(principal, uuid4(), "document.uploaded", body)
        return summary

    def remove(self, principal: Principal, document: str) -> Entry:
        """Take a document out, with every version of it; what it was."""
        _ensure_curator(principal)
        entry = self.entry(principal, document)
        self.audit.append(
            principal,
            uuid4(),
            "document.removed",
            {"document_id": entry.id, "source": entry.source, "version": entry.version},
        )
        with self.store.scoped(principal) as db:
            corpus.remove(db, [document])
            corpus.settle_succession(db, entry.collection)
        return entry

    def quarantined(self, principal: Principal) -> list[Held]:
        """The files that were not taken in, newest first; none for those who are not curators."""
        with self.store.scoped(principal) as db:
            return [Held(**row) for row in library.held(db)]


def _ensure_curator(principal: Principal) -> None:
    if Role.CURATOR not in principal.roles:
        raise MayNotChange


def _ensure_name(filename: str) -> None:
    unfit = (
        not filename.strip(". ")
        or len(filename.encode()) > LONGEST_NAME
        or not filename.isprintable()
        or any(sign in filename for sign in "/\\")
    )
    if unfit:
        raise BadFilename


def _only(rows: Sequence[Row]) -> Entry:
    if not rows:
        raise NoSuchDocument
    return _entry(rows[0])


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["document_id"],
        collection=row["collection"],
        source=row["source"],
        title=row["title"],
        label=Label(Tier(row["tier"]), frozenset(row["groups"])),
        effective=Effective(row["effective_from"], row["effective_to"]),
        version=row["version"],
        versions=row["versions"],
        chunks=row["chunks"],
        bytes=row["bytes"],
        supersedes=row["supersedes"],
        ingested_at=row["ingested_at"],
    )
