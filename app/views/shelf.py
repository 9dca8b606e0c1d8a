"""Finding documents in the list of those one may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

from app.strings import Sources
from core.domain.access import Tier
from core.domain.document import Standing
from core.ingest.pipeline import UPLOADS
from core.library import Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; what is empty narrows nothing."""

    words: str = ""
    tiers: Sequence[Tier] = ()
    standings: Sequence[Standing] = ()
    collection: str | None = None

    def fits(self, entry: Entry, day: date) -> bool:
        """Whether a document is among those wanted; every word must stand somewhere."""
        label = entry.label
        described = " ".join([entry.title, entry.source, *label.groups]).casefold()
        return (
            all(word in described for word in self.words.casefold().split())
            and (not self.tiers or label.tier in self.tiers)
            and (not self.standings or entry.standing(day) in self.standings)
            and self.collection in {None, entry.collection}
        )


def collection_names(collections: Iterable[str]) -> dict[str, str]:
    """What people call each collection: the folder's name, with its parents' where two share one."""
    paths = {each: _parts(each) for each in sorted(set(collections))}
    return {
        each: Sources.UPLOADS if each == UPLOADS else _told_apart(parts, list(paths.values()))
        for each, parts in paths.items()
    }


def _parts(collection: str) -> tuple[str, ...]:
    windows = "\\" in collection
    path = PureWindowsPath(collection) if windows else PurePosixPath(collection)
    return tuple(part for part in path.parts if part != path.anchor)


def _told_apart(parts: tuple[str, ...], others: list[tuple[str, ...]]) -> str:
    for length in range(1, len(parts)):
        if sum(other[-length:] == parts[-length:] for other in others) == 1:
            return "/".join(parts[-length:])
    return "/".join(parts)
