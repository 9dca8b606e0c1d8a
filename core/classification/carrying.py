"""A map made anew: what people decided stays with what it was decided about."""

from collections.abc import Mapping
from dataclasses import replace

from core.classification.map import ClassificationMap, Entry, TableEntry, raised


def carried(
    before: ClassificationMap,
    documents: Mapping[str, Entry] | None = None,
    tables: Mapping[str, TableEntry] | None = None,
) -> ClassificationMap:
    """The map with new entries and the reviews of the old; what is None is kept as it is."""
    made = before
    if documents is not None:
        reviewed = {
            name: entry(each, before.documents.get(name)) for name, each in documents.items()
        }
        made = replace(made, documents=reviewed)
    if tables is not None:
        kept = {name: table(each, before.tables.get(name)) for name, each in tables.items()}
        made = replace(made, tables=kept)
    return made


def entry(fresh: Entry, before: Entry | None) -> Entry:
    """A new entry with the review of the old one."""
    return replace(fresh, review=before.review) if before else fresh


def table(fresh: TableEntry, before: TableEntry | None) -> TableEntry:
    """A new table with the reviews of the old one and of its columns."""
    if before is None:
        return fresh
    columns = {name: entry(each, before.columns.get(name)) for name, each in fresh.columns.items()}
    return raised(replace(fresh, entry=entry(fresh.entry, before.entry), columns=columns))
