"""The classification map: the tier of every document, table and column, why, and who set it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from core.classification.errors import NoReason, NotInMap
from core.classification.rules import Rules
from core.classification.values import Found
from core.domain.access import Tier

UNREAD = ""


class SetBy(StrEnum):
    """Who a tier comes from."""

    RULE = "rule"  # a [[rule]] of the map
    DECLARED = "declared"  # the file's own front matter, or the manifest
    DETECTOR = "detector"  # what was found in it
    COLUMNS = "columns"  # a table is as high as its highest column
    REVIEWER = "reviewer"  # a person, with a reason


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision, and the state of the content (`basis`) it was made on."""

    tier: Tier
    reason: str
    by: str
    on: date
    basis: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What rules, declarations and detectors make of something; `tier` is None where none speaks.

    `declared` is the tier that a rule or the file itself names; `tier` may be above it.
    """

    tier: Tier | None = None
    set_by: SetBy | None = None
    reason: str = ""
    declared: Tier | None = None
    groups: frozenset[str] = frozenset()
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, table or column: what is proposed, on which content, and what a person decided."""

    proposal: Proposal
    basis: str = UNREAD
    review: Review | None = None

    @property
    def needs_review(self) -> bool:
        """Whether the content has changed since a person decided."""
        return self.review is not None and self.review.basis != self.basis

    @property
    def tier(self) -> Tier | None:
        """The tier that holds: the reviewed one, or the higher of both while a review is out of date."""
        if self.review is None:
            return self.proposal.tier
        if self.needs_review and self.proposal.tier is not None:
            return max(self.review.tier, self.proposal.tier)
        return self.review.tier

    @property
    def groups(self) -> frozenset[str]:
        """Who may see it besides: as reviewed, else as the rule says."""
        return self.review.groups if self.review and self.review.groups else self.proposal.groups

    @property
    def set_by(self) -> SetBy | None:
        """Whose the tier that holds is."""
        is_reviewed = self.review is not None and self.tier == self.review.tier
        return SetBy.REVIEWER if is_reviewed else self.proposal.set_by

    @property
    def reason(self) -> str:
        """Why it has the tier it has, in words for people."""
        if self.review is None:
            return self.proposal.reason
        said = f"{self.review.reason} ({self.review.by}, {self.review.on})"
        if not self.needs_review:
            return said
        return (
            f"To be reviewed again, for it has changed since: {said} {self.proposal.reason}".strip()
        )

    @property
    def is_underclassified(self) -> bool:
        """Whether more was found than what is declared allows, and no person has decided on it."""
        if self.review is not None and not self.needs_review:
            return False
        said = self.review.tier if self.review else self.proposal.declared
        return said is not None and self.proposal.tier is not None and self.proposal.tier > said


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table and its columns by name; `entry.proposal` is already as high as the highest column.

    `version` is the SHA-256 of its file, empty for a table that is never ingested.
    """

    entry: Entry
    columns: Mapping[str, Entry] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True)
class ClassificationMap:
    """The whole map; documents and tables by path below their folder. Change makes a new one."""

    rules: Rules = field(default_factory=Rules)
    documents: Mapping[str, Entry] = field(default_factory=dict)
    tables: Mapping[str, TableEntry] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[str, Entry]]:
        """Everything in the map by name, a column as `table:column`, sorted."""
        for name, entry in sorted(self.documents.items()):
            yield name, entry
        for name, table in sorted(self.tables.items()):
            yield name, table.entry
            for column, entry in table.columns.items():
                yield f"{name}:{column}", entry

    def tables_of(self, source: str) -> list[TableEntry]:
        """The tables a file holds: itself, or its sheets as `file#sheet`."""
        return [
            table
            for name, table in sorted(self.tables.items())
            if name == source or name.startswith(f"{source}#")
        ]

    def entry(self, place: str) -> Entry:
        """What the map says of a document, a table or a `table:column`; raises `NotInMap`."""
        table, _, column = place.rpartition(":")
        if place in self.documents:
            return self.documents[place]
        if place in self.tables:
            return self.tables[place].entry
        if table in self.tables and column in self.tables[table].columns:
            return self.tables[table].columns[column]
        raise NotInMap(f"Got {place!r}.")

    def reviewed(
        self,
        place: str,
        tier: Tier,
        *,
        reason: str,
        by: str,
        on: date,
        groups: frozenset[str] = frozenset(),
    ) -> "ClassificationMap":
        """The map with a person's decision about one place; raises `NotInMap`, `NoReason`."""
        if not reason.strip() or not by.strip():
            raise NoReason
        entry = self.entry(place)
        review = Review(tier, reason.strip(), by.strip(), on, entry.basis, groups)
        return self.with_entry(place, replace(entry, review=review))

    def with_entry(self, place: str, entry: Entry) -> "ClassificationMap":
        """The map with another entry at a place it has; a table keeps up with its columns."""
        self.entry(place)
        if place in self.documents:
            return replace(self, documents={**self.documents, place: entry})
        if place in self.tables:
            table = replace(self.tables[place], entry=entry)
            return replace(self, tables={**self.tables, place: table})
        name, _, column = place.rpartition(":")
        table = self.tables[name]
        table = raised(replace(table, columns={**table.columns, column: entry}))
        return replace(self, tables={**self.tables, name: table})


def raised(table: TableEntry) -> TableEntry:
    """The table proposed as high as its highest column, or as declared if that is higher."""
    tiers = {name: each.tier for name, each in table.columns.items() if each.tier is not None}
    if not tiers:
        return table
    own = table.entry.proposal
    name = max(tiers, key=lambda each: tiers[each])
    if own.declared is None or tiers[name] > own.declared:
        why = f"As high as its column {name}: {table.columns[name].reason}"
        proposal = replace(own, tier=tiers[name], set_by=SetBy.COLUMNS, reason=why)
    elif own.set_by is SetBy.COLUMNS:
        proposal = replace(own, tier=own.declared, set_by=SetBy.DECLARED, reason="As declared.")
    else:
        return table
    return replace(table, entry=replace(table.entry, proposal=proposal))
