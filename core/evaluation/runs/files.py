"""What a tenant's files say they hold, read without asking the database that is to be judged."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from core.domain.access import Tier
from core.domain.document import FOREVER, Label
from core.domain.errors import Permanent
from core.evaluation.runs.values import Holding
from core.ingest.classified import Enforcement, classification_map
from core.ingest.metadata import Declared, Manifest, Metadata, manifest, metadata
from core.ingest.prepare import SELF_DESCRIBING
from core.ingest.readers import read
from core.ingest.sources import batch

UNNAMED = Label(Tier.INTERNAL)


def holdings(folder: Path, max_bytes: int) -> tuple[Holding, ...]:
    """The documents in a folder, by source; files that cannot be taken in are left out.

    `version` is the SHA-256 of the file's bytes. A document that another one supersedes ends when
    that begins, unless it names its own end.
    """
    files = batch(folder, ())
    declared = manifest(files.root)
    known = classification_map(files.root)
    enforcement = Enforcement(known, False, lambda _: None) if known else None
    found = {
        files.source(file): each
        for file in files.files
        if (each := _metadata(file, files.source(file), declared, enforcement, max_bytes))
    }
    return tuple(
        _holding(source, _version(files.root / source), _ended(source, each, found))
        for source, each in sorted(found.items())
    )


def _metadata(
    file: Path, source: str, known: Manifest, enforcement: Enforcement | None, max_bytes: int
) -> Metadata | None:
    try:
        declared = {**known.of(source), **_front_matter(file, max_bytes)}
        meta = metadata(declared, UNNAMED)
        if enforcement is None:
            return meta
        text = partial(_text, file, max_bytes)
        return enforcement.applied(meta, declared, source, _version(file), text)
    except (Permanent, OSError):
        return None


def _front_matter(file: Path, max_bytes: int) -> Declared:
    if file.suffix.lower() not in SELF_DESCRIBING:
        return {}
    return read(file, max_bytes=max_bytes).metadata


def _text(file: Path, max_bytes: int) -> str:
    return read(file, max_bytes=max_bytes).text


def _ended(source: str, meta: Metadata, all_of: Mapping[str, Metadata]) -> Metadata:
    begin = meta.effective.start
    successors = [
        each.effective.start
        for each in all_of.values()
        if each.supersedes == source and each.effective.start > begin
    ]
    if not successors or meta.effective.end != FOREVER:
        return meta
    return replace(meta, effective=replace(meta.effective, end=min(successors)))


def _holding(source: str, version: str, meta: Metadata) -> Holding:
    return Holding(
        source,
        version,
        meta.label.tier,
        meta.label.groups,
        meta.effective.start,
        meta.effective.end,
    )


def _version(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
