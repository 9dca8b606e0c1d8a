"""The analysts' desk: what lies in a tenant's workspace, its audit, and what people decide about it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from core.bootstrap import Handrail
from core.classification import carrying
from core.classification.file import CLASSIFICATION, read, write
from core.classification.map import ClassificationMap
from core.domain.access import Principal, Tier
from core.domain.errors import HandrailError
from core.readiness import audit, decisions, opening, overruling, report, settled
from core.readiness.decisions import Choice, Decision
from core.readiness.finding import Finding, Where
from core.readiness.keeping import keep
from core.readiness.opening import Passage, Rows
from core.readiness.report import Report
from core.readiness.shown import shown_to
from core.readiness.spread import Spread, spread
from core.readiness.workspace import NothingBrought, Workspace, workspace
from core.requirements.loading import load
from core.requirements.values import Requirements

MOST_PLACES = 4  # of one finding that are opened
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What lies in a workspace: files by name with their bytes, and the job, or why it is not known."""

    place: Workspace
    sources: Mapping[str, int]
    documents: Mapping[str, int]
    job: str | HandrailError

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to audit."""
        return not self.sources and not self.documents


@dataclass(frozen=True, slots=True)
class Standing:
    """The last report after people's decisions, as its reader may see it, and the map of tiers."""

    report: Report
    map: ClassificationMap


@dataclass(frozen=True, slots=True)
class Opened:
    """What a finding is about: rows, passages, columns' pictures, and what could not be shown."""

    rows: tuple[Rows, ...] = ()
    passages: tuple[Passage, ...] = ()
    spreads: tuple[Spread, ...] = ()
    hidden: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def brought(handrail: Handrail, reader: Principal) -> Brought:
    """What there is to audit; raises `MayNotAudit`."""
    place = workspace(handrail.settings.audits_home, reader)
    try:
        required = _required(place)
        job: str | HandrailError = required.job.sentence if required else ""
    except HandrailError as error:
        job = error
    return Brought(place, _files(place.sources), _files(place.documents), job)


def audited(handrail: Handrail, reader: Principal, watch: Watch) -> Report:
    """Audit the reader's workspace, and keep what came of it there; raises what stands in the way."""
    place = workspace(handrail.settings.audits_home, reader)
    if brought(handrail, reader).is_empty:
        raise NothingBrought
    required = _required(place)
    place.audit.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="spool-", dir=place.audit) as spool:
        inputs = audit.Inputs(
            Path(spool),
            place.sources,
            place.documents,
            required,
            handrail.embedder if required and required.done and place.documents else None,
            reader.tenant,
            _previous(place),
        )
        seen = audit.seen(inputs, watch)
        made = audit.report(seen, place.decided(), date.today())
    keep(seen, made, place.audit)
    return made


def last(handrail: Handrail, reader: Principal) -> Report | None:
    """The last report as the audit wrote it, for what findings there are; not to be shown as it is."""
    return workspace(handrail.settings.audits_home, reader).last()


def standing(handrail: Handrail, reader: Principal) -> Standing | None:
    """How things stand now, for the eyes of the reader; None before the first audit."""
    whole = _whole(handrail, reader)
    if whole is None:
        return None
    return Standing(shown_to(whole.report, reader.clearance), whole.map)


def decide(
    handrail: Handrail, reader: Principal, finding: Finding, choice: str, reason: str
) -> None:
    """Keep what the reader says about a finding, with their name and what it says to them."""
    place = workspace(handrail.settings.audits_home, reader)
    said = Decision(
        finding.id, Choice(choice), reason.strip(), reader.subject, date.today(), finding.what
    )
    decisions.decide(place.decisions, said)


def undo(handrail: Handrail, reader: Principal, finding: str) -> None:
    """Take back what was decided about a finding."""
    decisions.undo(workspace(handrail.settings.audits_home, reader).decisions, finding)


def overrule(handrail: Handrail, reader: Principal, place: str, tier: str, reason: str) -> Path:
    """Set a place's tier in the file beside the documents, and say which; raises `AboveReviewer`."""
    folder = workspace(handrail.settings.audits_home, reader)
    path = _map_file(folder)
    now = _map(folder)
    decided = overruling.overruled(
        now, place, Tier.parse(tier), by=reader, reason=reason, on=date.today()
    )
    write(path, replace(read(path), map=decided))
    return path


def opened(handrail: Handrail, reader: Principal, finding: Finding | None) -> Opened:
    """The rows and passages of a finding as the files are now, what is above the reader masked."""
    place = workspace(handrail.settings.audits_home, reader)
    whole = _whole(handrail, reader)
    found = Opened()
    if whole is None or finding is None:
        return found
    with TemporaryDirectory(prefix="handrail-opening-") as spool:
        for where in opening.places(finding)[:MOST_PLACES]:
            try:
                found = _with(found, place, whole.report, reader.clearance, finding, where, spool)
            except (HandrailError, OSError) as error:
                found = replace(found, gone=(*found.gone, str(error)))
    return found


def _with(
    found: Opened,
    place: Workspace,
    known: Report,
    clearance: Tier,
    finding: Finding,
    where: Where,
    spool: str,
) -> Opened:
    """What is opened already, and one more place."""
    names = {each.name for each in known.tables}
    if place.sources and where.source in names and (where.rows or where.columns):
        return _with_rows(found, place.sources, known, clearance, finding, where, spool)
    if place.documents and where.span:
        if not opening.may_read(known, where.source, clearance):
            return replace(found, hidden=(*found.hidden, where.source))
        passage = opening.passage(place.documents, where)
        return replace(found, passages=(*found.passages, passage))
    return found


def _with_rows(
    found: Opened,
    folder: Path,
    known: Report,
    clearance: Tier,
    finding: Finding,
    where: Where,
    spool: str,
) -> Opened:
    table = opening.table(folder, where.source, Path(spool))
    visible = opening.visible(known, where.source, clearance)
    rows = opening.rows(table, where, visible)
    drawn = spread(table, replace(finding, where=where), visible)
    return replace(
        found,
        rows=(*found.rows, rows) if rows.lines else found.rows,
        spreads=(*found.spreads, drawn) if drawn else found.spreads,
    )


def _whole(handrail: Handrail, reader: Principal) -> Standing | None:
    """How things stand, with everything in it."""
    place = workspace(handrail.settings.audits_home, reader)
    before = place.last()
    if before is None:
        return None
    now = _map(place)
    required = None
    with suppress(
        HandrailError
    ):  # what is wrong with the requirements is said where they are listed
        required = _required(place)
    return Standing(
        settled.settled(settled.classified(before, now), place.decided(), required), now
    )


def _map(place: Workspace) -> ClassificationMap:
    """What the last audit proposes, with what people have decided since."""
    proposed = read(place.audit / CLASSIFICATION).map
    return carrying.carried(read(_map_file(place)).map, proposed.documents, proposed.tables)


def _map_file(place: Workspace) -> Path:
    """Beside the documents, where ingest looks for it; beside the tables where there are none."""
    folder = place.documents or place.sources or place.folder
    return folder / CLASSIFICATION


def _required(place: Workspace) -> Requirements | None:
    return load(place.requirements) if place.requirements else None


def _previous(place: Workspace) -> Report | None:
    """The report before; one of an older Handrail that cannot be read is as if there was none."""
    try:
        return place.last()
    except report.BadReport:
        return None


def _files(folder: Path | None) -> dict[str, int]:
    """The files people put there, by their path in it."""
    if folder is None:
        return {}
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder), path) for path in paths)
    return {
        name.as_posix(): path.stat().st_size
        for name, path in named
        if not any(part.startswith((".", "~$")) for part in name.parts)
        and name.name not in {CLASSIFICATION, "manifest.toml"}
    }
