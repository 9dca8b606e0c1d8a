"""The documents a trial cuts: those its reader may see, of the library or of the workspace."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.bootstrap import Handrail
from core.classification.file import CLASSIFICATION, read
from core.classification.map import ClassificationMap
from core.domain.access import Principal
from core.domain.document import Label
from core.domain.errors import Permanent
from core.evaluation.span_questions import Corpus, CorpusDocument
from core.ingest.classified import Enforcement
from core.library import Entry
from core.readiness.documents.reading import Text, read_all
from core.readiness.workspace import MayNotAudit, Workspace, workspace

MOST_DOCUMENTS, MOST_BYTES = 100, 2_000_000  # what a trial that people wait for can hold
Watch = Callable[[str, int, int], None]


class Place(StrEnum):
    """Where documents are taken from."""

    LIBRARY = "library"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Brought:
    """Documents, the same read a second time, and how many more there are.

    `beyond` are too many for a trial, `hidden` are not for this reader or have no tier yet.
    """

    corpus: Corpus
    anew: tuple[CorpusDocument, ...]
    beyond: int = 0
    hidden: int = 0

    @property
    def documents(self) -> tuple[CorpusDocument, ...]:
        """The documents."""
        return self.corpus.documents


def places(handrail: Handrail, reader: Principal) -> list[Place]:
    """Where this reader can take documents from."""
    with suppress(MayNotAudit):
        if workspace(handrail.settings.audits_home, reader).documents:
            return [Place.LIBRARY, Place.WORKSPACE]
    return [Place.LIBRARY]


def brought(handrail: Handrail, reader: Principal, place: Place, watch: Watch) -> Brought:
    """The documents there that the reader may see; raises what stands in the way."""
    if place is Place.WORKSPACE:
        return _of_workspace(workspace(handrail.settings.audits_home, reader), reader, watch)
    return _of_library(handrail, reader, watch)


def _of_library(handrail: Handrail, reader: Principal, watch: Watch) -> Brought:
    entries = handrail.library.listed(reader)
    taken = list(_few(entries))
    names = _names(taken)
    read: list[list[CorpusDocument]] = []
    for entry, name in zip(taken, names, strict=True):
        watch(entry.title, len(read), len(taken))
        bodies = (handrail.library.text(reader, entry.id).body for _ in range(2))
        read.append([CorpusDocument(name, entry.title, body) for body in bodies])
    documents, anew = (tuple(each[turn] for each in read) for turn in range(2))
    return Brought(Corpus(Path(), documents, {}), anew, len(entries) - len(taken))


def _few(entries: Sequence[Entry]) -> Iterator[Entry]:
    total = 0
    for entry in entries[:MOST_DOCUMENTS]:
        total += entry.bytes
        if total > MOST_BYTES:
            return
        yield entry


def _names(entries: Sequence[Entry]) -> list[str]:
    """Each document's source, with its collection where two have the same."""
    shared = Counter(each.source for each in entries)
    return [
        each.source if shared[each.source] == 1 else f"{each.collection}/{each.source}"
        for each in entries
    ]


def _of_workspace(place: Workspace, reader: Principal, watch: Watch) -> Brought:
    if place.documents is None:
        return Brought(Corpus(place.folder, (), {}), ())
    tiers = Enforcement(_tiers(place), is_default_meant=False, overruled=lambda _: None)
    found = read_all(place.documents, watch)
    seen = [each for each in found.texts if _may_see(reader, each, tiers)]
    taken = seen[:MOST_DOCUMENTS]
    again = {each.source: each for each in read_all(place.documents).texts}
    return Brought(
        Corpus(place.folder, tuple(map(_document, taken)), {}),
        tuple(_document(again[each.source]) for each in taken if each.source in again),
        len(seen) - len(taken),
        len(found.texts) - len(seen),
    )


def _document(text: Text) -> CorpusDocument:
    return CorpusDocument(text.source, text.title, text.text)


def _tiers(place: Workspace) -> ClassificationMap:
    """What people decided beside the documents; what the last audit proposes where they did not."""
    reviewed = (place.documents or place.folder) / CLASSIFICATION
    return read(reviewed if reviewed.is_file() else place.audit / CLASSIFICATION).map


def _may_see(reader: Principal, text: Text, tiers: Enforcement) -> bool:
    """Whether an ingest would let the reader see it; what has no tier nobody sees."""
    try:
        held = tiers.applied(
            text.metadata, text.declared, text.source, text.version, lambda: text.text
        ).label
    except Permanent:
        return False
    return _is_for(held, reader)


def _is_for(label: Label, reader: Principal) -> bool:
    return label.tier <= reader.clearance and (
        not label.groups or bool(label.groups & reader.groups)
    )
