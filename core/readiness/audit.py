"""The audit: read what is there, look at it in every way there is, and say one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from core.classification.file import CLASSIFICATION
from core.classification.file import read as read_map
from core.classification.map import ClassificationMap, Entry
from core.inference.embedding import Embedder
from core.readiness import checks, classified
from core.readiness.coverage import Coverage, covered
from core.readiness.coverage import found as uncovered
from core.readiness.decisions import Decisions
from core.readiness.documents import reading as documents
from core.readiness.documents.reading import Text
from core.readiness.finding import Finding
from core.readiness.folding import folded
from core.readiness.report import ColumnSeen, DocumentSeen, Report, TableSeen, since
from core.readiness.sprint import conditions, gravest_first, sprint
from core.readiness.tables import reading as tables
from core.readiness.tables.profile import Profile, profiled
from core.readiness.tables.reading import Watch
from core.readiness.verdict import judged
from core.requirements.values import Requirements


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an audit is of. `embedder` is needed where there are examples of done and documents.

    `spool` is a folder for what is too large for memory; the audit leaves things there.
    """

    spool: Path
    sources: Path | None = None
    documents: Path | None = None
    requirements: Requirements | None = None
    embedder: Embedder | None = None
    tenant: str | None = None
    previous: Report | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything an audit read and found, before anybody's decisions."""

    inputs: Inputs
    profiles: tuple[Profile, ...]
    texts: tuple[Text, ...]
    map: ClassificationMap
    coverage: tuple[Coverage, ...]
    findings: tuple[Finding, ...]


def seen(inputs: Inputs, watch: Watch = lambda *_: None) -> Seen:
    """Read and look; `watch` is told what is being done, how many are done, and how many there are.

    Raises for what concerns the whole audit (no such folder); what concerns one file, sheet or
    check is a finding.
    """
    profiles, of_tables = _tables(inputs, watch)
    texts, of_documents = _documents(inputs, watch)
    shown = _mapped(inputs, profiles, texts)
    of_map = checks.made("classification", CLASSIFICATION, classified.found, shown, texts)
    coverage = _coverage(inputs, texts, watch)
    unclassified = classified.gathered(list(of_map))
    found = [*of_tables, *of_documents, *unclassified, *uncovered(coverage)]
    return Seen(inputs, profiles, texts, shown, coverage, tuple(folded(found)))


def report(seen: Seen, decisions: Decisions, audited: date) -> Report:
    """What there is to say, once people's decisions about findings are taken into account."""
    inputs = seen.inputs
    opened = gravest_first(each for each in seen.findings if each.id not in decisions)
    settled = gravest_first(each for each in seen.findings if each.id in decisions)
    tasks = sprint(opened, inputs.requirements)
    anything = bool(seen.profiles or seen.texts)
    return Report(
        audited=audited,
        job=inputs.requirements.job.sentence if inputs.requirements else "",
        judged=judged(opened, conditions(tasks), inputs.requirements, anything_read=anything),
        sprint=tasks,
        findings=tuple(opened),
        decided=tuple(settled),
        decisions=tuple(decisions[each.id] for each in settled),
        coverage=seen.coverage,
        tables=tuple(_table(each, seen.map) for each in seen.profiles),
        documents=tuple(_document(each, seen.map) for each in seen.texts),
        since=since(inputs.previous, seen.findings),
    )


def _tables(inputs: Inputs, watch: Watch) -> tuple[tuple[Profile, ...], list[Finding]]:
    """The tables' profiles, and what is wrong within and across them."""
    if inputs.sources is None:
        return (), []
    read = tables.read_all(inputs.sources, inputs.spool, watch)
    found = list(read.unread)
    profiles: list[Profile] = []
    steps = len(read.tables) * len(checks.OF_A_TABLE)
    for table in read.tables:
        done = len(profiles) * len(checks.OF_A_TABLE)
        profiles.append(profiled(table))
        for number, (name, check) in enumerate(checks.OF_A_TABLE.items(), start=done):
            watch(f"{table.name}: {name}", number, steps)
            found += checks.made(name, table.name, check, profiles[-1])
    for name, across in checks.ACROSS_TABLES.items():
        watch(f"all tables: {name}", steps, steps)
        found += checks.made(name, "all tables", across, profiles)
    return tuple(profiles), found


def _documents(inputs: Inputs, watch: Watch) -> tuple[tuple[Text, ...], list[Finding]]:
    """The documents' texts, and what is wrong within and among them."""
    if inputs.documents is None:
        return (), []
    read = documents.read_all(inputs.documents, watch)
    found = list(read.unread)
    for number, (name, check) in enumerate(checks.OF_DOCUMENTS.items()):
        watch(f"all documents: {name}", number, len(checks.OF_DOCUMENTS))
        found += checks.made(name, "all documents", check, read.texts)
    return read.texts, found


def _mapped(
    inputs: Inputs, profiles: Sequence[Profile], texts: Sequence[Text]
) -> ClassificationMap:
    kept = [
        read_map(folder / CLASSIFICATION).map
        for folder in (inputs.documents, inputs.sources)
        if folder and (folder / CLASSIFICATION).is_file()
    ]
    before = kept[0] if kept else ClassificationMap()
    return classified.mapped(
        profiles if inputs.sources else None, texts if inputs.documents else None, before
    )


def _coverage(inputs: Inputs, texts: Sequence[Text], watch: Watch) -> tuple[Coverage, ...]:
    if inputs.requirements is None or inputs.documents is None or inputs.embedder is None:
        return ()
    asked = _of_tenant(inputs.requirements, inputs.tenant)
    return covered(asked, texts, inputs.embedder, watch)


def _of_tenant(requirements: Requirements, tenant: str | None) -> Requirements:
    """The requirements with the examples that concern one tenant."""
    if tenant is None:
        return requirements
    done = tuple(each for each in requirements.done if each.tenant in {None, tenant})
    return replace(requirements, done=done)


def _table(profile: Profile, shown: ClassificationMap) -> TableSeen:
    table = profile.table
    entry = shown.tables.get(table.name)
    tiers = entry.columns if entry else {}
    columns = [
        ColumnSeen(
            name,
            column.kind.value,
            column.rows,
            column.rows - int(column.counts["count"].sum()),
            column.distinct,
            _tier(tiers.get(name)),
        )
        for name, column in profile.columns.items()
    ]
    return TableSeen(
        table.name, table.rows, tuple(columns), table.notes, _tier(entry.entry if entry else None)
    )


def _document(text: Text, shown: ClassificationMap) -> DocumentSeen:
    tier = _tier(shown.documents.get(text.source))
    return DocumentSeen(text.source, text.title, len(text.text.split()), tier)


def _tier(entry: Entry | None) -> str | None:
    return entry.tier.label if entry and entry.tier is not None else None
