"""Which files an ingest is about, and which collection they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.classification.file import CLASSIFICATION
from core.domain.ids import content_id
from core.ingest.errors import NothingThere
from core.ingest.metadata import MANIFEST


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of one collection: a folder on disk, remembered by its absolute path.

    `within` is the part of the collection looked at, as a prefix of sources; what the store has
    there and the disk no longer has is gone. It is None when single files are brought in.
    """

    root: Path
    files: tuple[Path, ...]
    within: str | None
    name: str | None = None

    @property
    def collection(self) -> str:
        """The collection's name: the folder's path, unless it has one of its own."""
        return self.name or str(self.root)

    def source(self, file: Path) -> str:
        """A file's path within the collection, with forward slashes."""
        return file.relative_to(self.root).as_posix()

    def covers(self, source: str) -> bool:
        """Whether a source would have been looked at, were it still there."""
        return self.within is not None and source.startswith(self.within)


def document_id(collection: str, source: str) -> str:
    """The id of the document a source is, whatever its version."""
    return content_id(collection, source)


def batch(path: Path, collections: Sequence[str]) -> Batch:
    """The files under `path`, in the collection that holds it already or else in one of its own."""
    path = path.resolve()
    if not path.exists():
        raise NothingThere(f"Got {path}.")
    root = _root(path, collections)
    if path.is_file():
        return Batch(root, (path,), None)
    prefix = path.relative_to(root).as_posix()
    return Batch(root, _files(path, root), "" if path == root else f"{prefix}/")


def _root(path: Path, collections: Sequence[str]) -> Path:
    holding = [Path(each) for each in collections if path.is_relative_to(each)]
    return max(
        holding, key=lambda each: len(each.parts), default=path if path.is_dir() else path.parent
    )


def _files(folder: Path, root: Path) -> tuple[Path, ...]:
    """All files below, but for hidden ones, the manifest and the classification map."""
    return tuple(
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(root).parts)
        and file not in {root / MANIFEST, root / CLASSIFICATION}
    )
