"""Documents, their text, and the chunks that lead back to exact spans of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from core.domain.access import Tier

ALWAYS = date.min
FOREVER = date.max


class Standing(StrEnum):
    """Where a document's effective dates put it on a given day."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    NOT_YET_EFFECTIVE = "not_yet_effective"


@dataclass(frozen=True, slots=True)
class Effective:
    """The days a document applies: from `start`, included, until `end`, excluded."""

    start: date = ALWAYS
    end: date = FOREVER

    def on(self, day: date) -> Standing:
        """The document's standing on `day`."""
        if day < self.start:
            return Standing.NOT_YET_EFFECTIVE
        return Standing.IN_FORCE if day < self.end else Standing.SUPERSEDED


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page, and the offset in the text at which it begins."""

    number: int
    offset: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader makes of a file: Markdown with `\\n` line ends, and what the file says of itself."""

    text: str
    title: str | None = None
    pages: tuple[PageStart, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a text to index as one chunk, with the words it needs from elsewhere to be understood.

    `prefix` holds the heading path and, where a table or list had to be cut, its caption and
    header or its lead-in. It is indexed and shown with the chunk but is no part of the span.
    """

    start: int
    end: int
    headings: tuple[str, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What one must hold to see something: a clearance, and one of the groups if any are named."""

    tier: Tier
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a source: what it is, who may see it, and the days it applies.

    `version` is the SHA-256 of the source's bytes; `effective` is what the document says of itself
    (the store ends it earlier where another document supersedes it); `fingerprint` changes
    whenever its chunks would.
    """

    id: str
    collection: str
    source: str
    title: str
    version: str
    fingerprint: str
    label: Label
    effective: Effective = Effective()
    supersedes: str | None = None
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """The exact span of the exact version a chunk came from."""

    document_id: str
    version: str
    source: str
    title: str
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    label: Label = Label(Tier.RESTRICTED)
    effective: Effective = Effective()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage as it is searched and cited: `text` is exactly the provenance's span."""

    id: str
    text: str
    prefix: str
    provenance: Provenance
