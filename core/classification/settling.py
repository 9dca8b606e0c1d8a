"""What the map says of a file that lies there now: as recorded, or looked at anew if it changed."""

from collections.abc import Callable
from pathlib import PurePosixPath

from core.classification import carrying, proposing
from core.classification.map import ClassificationMap, Entry
from core.domain.access import Tier


def entries(
    known: ClassificationMap,
    source: str,
    version: str,
    text: Callable[[], str],
    declared: Tier | None,
) -> list[Entry]:
    """The entries that decide about a file, one for each of its tables.

    A file that is not in the map, or not in this `version` (the SHA-256 of its bytes), is looked at
    by rules and detectors here and now; reviews made of it still count, as out of date. `text`
    reads it, and is called only then.
    """
    if PurePosixPath(source).suffix.lower() in proposing.TABLE_FILES:
        return _of_tables(known, source, version, text, declared)
    entry = known.documents.get(source)
    if entry is not None and entry.basis == version:
        return [entry]
    fresh = proposing.document(source, text(), version, known.rules, declared)
    return [carrying.entry(fresh, entry)]


def _of_tables(
    known: ClassificationMap,
    source: str,
    version: str,
    text: Callable[[], str],
    declared: Tier | None,
) -> list[Entry]:
    tables = known.tables_of(source)
    if tables and all(table.version == version for table in tables):
        return [table.entry for table in tables]
    fresh = proposing.table_in_text(source, text(), known.rules, declared)
    return [carrying.table(fresh, table).entry for table in tables] or [fresh.entry]
