"""A folder of documents as an ingest would take them in, and what it could not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.domain.access import Tier
from core.domain.document import Label, PageStart, SourceText
from core.domain.errors import Permanent
from core.ingest.errors import BadManifest
from core.ingest.metadata import NO_MANIFEST, Declared, Manifest, Metadata, manifest, metadata
from core.ingest.readers import ScannedWithoutText, read
from core.ingest.sources import Batch, batch
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where

Watcher = Callable[[str, int, int], None]
"""Told the source that is being read, how many were read before it, and how many there are."""

UNDECLARED = Label(Tier.INTERNAL)


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its path in the folder, its text as Markdown, and what is said of it.

    `metadata` is checked; its label is `UNDECLARED` where `declared`, which holds what the front
    matter and the manifest say word for word, names none. `pages` has every page of a PDF, also
    those without text. `version` is the SHA-256 of the file.
    """

    source: str
    text: str
    title: str
    metadata: Metadata
    declared: Declared
    pages: tuple[PageStart, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Documents:
    """Every document that can be read, by source, and a finding for each that cannot."""

    texts: tuple[Text, ...]
    unread: tuple[Finding, ...]


def read_all(folder: Path, watch: Watcher = lambda *_: None) -> Documents:
    """Every document under `folder`; raises only where there is no such folder."""
    files = batch(folder, ())
    entries, bad = _manifest(files.root)
    texts: list[Text] = []
    unread = [bad] if bad else []
    for number, file in enumerate(files.files):
        watch(files.source(file), number, len(files.files))
        try:
            texts.append(_text(file, files, entries))
        except ScannedWithoutText as error:
            unread.append(_unread(files.source(file), str(error), Kind.LOST_TEXT))
        except (Permanent, OSError) as error:
            unread.append(_unread(files.source(file), str(error)))
    return Documents(tuple(texts), tuple(unread))


def _manifest(root: Path) -> tuple[Manifest, Finding | None]:
    try:
        return manifest(root), None
    except BadManifest as error:
        return NO_MANIFEST, _unread("manifest.toml", str(error))


def _text(file: Path, files: Batch, entries: Manifest) -> Text:
    source = files.source(file)
    content = read(file)
    declared = {**entries.of(source), **content.metadata}
    checked = metadata(declared, UNDECLARED)
    return Text(
        source=source,
        text=content.text,
        title=checked.title or content.title or file.stem,
        metadata=checked,
        declared=declared,
        pages=(*content.pages, *_textless(file, content)),
        version=sha256(file.read_bytes()).hexdigest(),
    )


def _textless(file: Path, content: SourceText) -> Iterator[PageStart]:
    """The pages behind the last that has text; readers leave them out."""
    if not content.pages or file.suffix.lower() != ".pdf":
        return
    import pdfplumber  # noqa: PLC0415  slow to import

    with pdfplumber.open(file) as document:
        for number in range(content.pages[-1].number + 1, len(document.pages) + 1):
            yield PageStart(number, len(content.text))


def _unread(source: str, reason: str, kind: Kind = Kind.UNREAD) -> Finding:
    return Finding(
        kind=kind,
        where=Where(source),
        what=f"{source} was not read. {reason}",
        poisons="No answer can rest on this document, and nothing else in it was checked.",
        remedy="Mend or replace the file as the reason says, then audit again.",
        severity=Severity.MEDIUM,
        confidence=1.0,
        affected=1,
        out_of=1,
        evidence=(Evidence(source, (("reason", reason),)),),
    )
