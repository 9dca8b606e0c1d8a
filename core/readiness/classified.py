"""The classification map of tables and documents, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from core.classification import carrying, proposing
from core.classification.detecting import distinct, first_span
from core.classification.file import CLASSIFICATION
from core.classification.map import ClassificationMap, Entry, TableEntry
from core.classification.rules import Rules
from core.classification.values import Category
from core.domain.access import Tier
from core.readiness.documents.reading import Text
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.tables.profile import Profile

CHECKED = frozenset({Category.NATIONAL_ID, Category.BANK_ID})
_SURE, _LIKELY = 0.95, 0.8
_MOST_EVIDENCE, _NAMED = 10, 5


def mapped(
    profiles: Sequence[Profile] | None,
    texts: Sequence[Text] | None,
    before: ClassificationMap,
) -> ClassificationMap:
    """The map of these tables and documents by the rules of `before`, its reviews kept.

    None leaves what `before` has of that sort as it is. A CSV or XLSX file among the documents is a
    table too; where one file is among both, it stays what it was before, or else is a document's.
    """
    files = {text.source: text for text in texts or ()}
    documents = None
    if texts is not None:
        plain = [text for text in texts if not _is_table(text)]
        documents = {text.source: _document(text, before.rules) for text in plain}
    by_profile = {_file(name) for name, table in before.tables.items() if not table.version}
    profiled = {
        each.table.name: _table(each, files.get(_file(each.table.name)), before.rules)
        for each in profiles or ()
        if _file(each.table.name) in by_profile - set(documents or ())
        or _file(each.table.name) not in files
    }
    seen = {_file(name) for name in profiled}
    read = {
        text.source: _table_file(text, before.rules)
        for text in files.values()
        if _is_table(text) and text.source not in seen
    }
    return carrying.carried(before, documents, _tables(before, profiles, texts, profiled | read))


def found(shown: ClassificationMap, texts: Sequence[Text] = ()) -> Iterator[Finding]:
    """What has no tier, and what is declared lower than what was detected in it, by name.

    With the documents' `texts`, a finding about one says where in it.
    """
    bodies = {text.source: text.text for text in texts}
    for name, entry in sorted(shown.documents.items()):
        if entry.tier is None:
            yield _unclassified(name, (), 0)
        if entry.is_underclassified:
            span = first_span(bodies.get(name, ""), entry.proposal.found)
            yield _underclassified(name, (), entry, span)
    for name, table in sorted(shown.tables.items()):
        without = tuple(column for column, each in table.columns.items() if each.tier is None)
        if without or table.entry.tier is None:
            yield _unclassified(name, without, len(table.columns))
        for column, entry in table.columns.items():
            if entry.is_underclassified:
                yield _underclassified(name, (column,), entry)


def _document(text: Text, rules: Rules) -> Entry:
    return proposing.document(text.source, text.text, text.version, rules, _declared(text))


def _table_file(text: Text, rules: Rules) -> TableEntry:
    return proposing.table_in_text(
        text.source, text.text, rules, _declared(text), version=text.version
    )


def _table(profile: Profile, file: Text | None, rules: Rules) -> TableEntry:
    values = {
        name: distinct(column.counts["value"].to_list()) for name, column in profile.columns.items()
    }
    declared = _declared(file) if file else None
    return proposing.table(profile.table.name, values, rules, declared)


def _tables(
    before: ClassificationMap,
    profiles: Sequence[Profile] | None,
    texts: Sequence[Text] | None,
    made: Mapping[str, TableEntry],
) -> Mapping[str, TableEntry]:
    """The tables made, beside those of the sort that was not looked at.

    A table of a documents folder has the version of its file, one of a sources folder has none.
    """
    kept = {
        name: table
        for name, table in before.tables.items()
        if (profiles is None and not table.version) or (texts is None and table.version)
    }
    return {**kept, **made}


def _declared(text: Text) -> Tier | None:
    return text.metadata.label.tier if "classification" in text.declared else None


def _is_table(text: Text) -> bool:
    return PurePosixPath(text.source).suffix.lower() in proposing.TABLE_FILES


def _file(table: str) -> str:
    return table.partition("#")[0]


def _unclassified(name: str, columns: Sequence[str], out_of: int) -> Finding:
    listed = ", ".join(columns[:_NAMED]) + (" and others" if len(columns) > _NAMED else "")
    what = (
        f"{len(columns)} of {out_of} columns of {name} have no tier: {listed}."
        if columns
        else f"{name} has no tier: no rule covers it, it declares none, and nothing sensitive was found."
    )
    return Finding(
        kind=Kind.UNCLASSIFIED,
        where=Where(name),
        what=what,
        poisons="What has no tier is not ingested, so no answer can rest on it.",
        remedy="Add a [[rule]] that covers it to classification.toml, or decide with "
        "`handrail classification set`.",
        severity=Severity.MEDIUM,
        confidence=1.0,
        affected=len(columns) or 1,
        out_of=out_of or 1,
        evidence=tuple(
            Evidence(name, (("column", column),)) for column in columns[:_MOST_EVIDENCE]
        ),
    )


def _underclassified(
    name: str, columns: tuple[str, ...], entry: Entry, span: tuple[int, int] | None = None
) -> Finding:
    tier = entry.proposal.tier or Tier.RESTRICTED
    said = entry.review.tier if entry.review else entry.proposal.declared or Tier.PUBLIC
    place = f"Column {columns[0]} of {name}" if columns else name
    holds = {each.category for each in entry.proposal.found}
    return Finding(
        kind=Kind.UNDERCLASSIFIED,
        where=Where(name, columns, span=span),
        what=f"{place} is declared {said.label} but ought to be {tier.label}. {entry.proposal.reason}",
        poisons=f"Answers made from it would show people cleared for {said.label} what is not for them.",
        remedy=f"Declare it {tier.label}, take the passages out, or keep {said.label} with a reason: "
        "`handrail classification set`.",
        severity=Severity.HIGH if tier is Tier.RESTRICTED else Severity.MEDIUM,
        confidence=_SURE if holds & CHECKED else _LIKELY,
        affected=1,
        out_of=1,
        evidence=tuple(
            Evidence(name, (("found", each.sentence),)) for each in entry.proposal.found
        )[:_MOST_EVIDENCE],
    )


def gathered(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, one in the place of many that say of documents and tables that they have no tier."""
    bare = [each for each in findings if each.kind is Kind.UNCLASSIFIED]
    yield from (each for each in findings if each.kind is not Kind.UNCLASSIFIED)
    if len(bare) <= _MOST_EVIDENCE:
        yield from bare
        return
    names = [each.where.source for each in bare]
    yield replace(
        bare[0],
        where=Where(CLASSIFICATION),
        what=f"{len(bare)} documents and tables have no tier, among them "
        f"{', '.join(names[:_NAMED])}: nothing says who may see them.",
        affected=len(bare),
        out_of=len(bare),
        evidence=tuple(Evidence(name, (("place", name),)) for name in names[:_MOST_EVIDENCE]),
    )
