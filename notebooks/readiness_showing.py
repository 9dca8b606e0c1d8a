"""Pieces of the readiness notebook's page: values in, HTML out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import marimo as mo
import readiness_words as words
from forms import plain
from markupsafe import Markup
from readiness_desk import Brought, Opened, Standing
from showing import PIECES, notice, page_header, problem

from core.classification.file import CLASSIFICATION
from core.classification.map import ClassificationMap, Entry, SetBy
from core.domain.access import Principal, Tier
from core.domain.errors import HandrailError
from core.readiness import plots
from core.readiness.decisions import Choice, Decision
from core.readiness.finding import Finding, Kind, Severity
from core.readiness.opening import tier_of
from core.readiness.page import TITLES, columns
from core.readiness.report import Report
from core.readiness.shown import HIDDEN
from core.readiness.workspace import Workspace

NO_TIER = words.Classifying.NO_TIER
FEW, TASKS = 6, 8
UNREAD = {Kind.UNREAD, Kind.LOST_TEXT}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def _piece(name: str, **values: Any) -> mo.Html:
    template = PIECES.get_template(f"pieces/readiness_{name}.html")
    return mo.Html(template.render(words=words, few=FEW, titles=TITLES, zip=zip, **values))


# Before there is a report


def header(who: Principal) -> mo.Html:
    """What this notebook is for, and whose eyes it looks through."""
    return page_header(who, words)


def brought(there: Brought) -> mo.Html:
    """What lies in the workspace, and where to put what is missing."""
    folder = _folder(there.place)
    if there.is_empty:
        hint = words.Brought.EMPTY_HINT.format(folder=folder)
        return notice(words.Brought.EMPTY, hint)
    is_wrong = isinstance(there.job, HandrailError)
    return _piece(
        "brought",
        sources=_sized(there.sources),
        documents=_sized(there.documents),
        job="" if is_wrong else there.job,
        wrong=str(there.job) if is_wrong else "",
        folder=folder,
    )


def never_audited() -> mo.Html:
    """That there is no report yet."""
    return notice(words.Auditing.NEVER, words.Auditing.NEVER_HINT)


def nothing() -> mo.Html:
    """An empty place."""
    return mo.Html("")


@dataclass(frozen=True, slots=True)
class Said:
    """A word that something worked, and the finding it was about if that can be taken back."""

    text: str
    finding: str | None = None


def said(what: HandrailError | Said | None, undo: mo.Html | None = None) -> mo.Html:
    """What came of the last thing that was done: an error, or a word that it worked."""
    if isinstance(what, HandrailError):
        return problem(what)
    return _piece("said", text=what.text if what else "", undo=undo)


def decided(finding: Finding, choice: str) -> Said:
    """That a decision is kept."""
    of = words.Deciding
    return Said(of.DONE.format(word=of.WORDS[Choice(choice)]), finding.id)


def undone() -> Said:
    """That a decision is taken back."""
    return Said(words.Deciding.UNDONE)


def overruled(answer: Mapping[str, str]) -> Said:
    """That a tier is set."""
    of = words.Classifying
    return Said(of.DONE.format(place=answer["place"], tier=answer["tier"], file=CLASSIFICATION))


@contextmanager
def watched() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar, and what to tell it: what is being done, how many are done, how many there are."""
    title, subtitle = words.Auditing.BEGINNING, words.Auditing.HINT
    with mo.status.progress_bar(
        total=1,
        title=title,
        subtitle=subtitle,
        show_rate=False,
        show_eta=False,
        remove_on_exit=True,
    ) as bar:

        def watch(what: str, done: int, total: int) -> None:
            bar.total, bar.current = max(total, 1), min(done, total)
            bar.update(0, title=plain(what))

        yield watch


def opening() -> Any:
    """A spinner for as long as the block takes."""
    return mo.status.spinner(title=words.Opened.OPENING, remove_on_exit=True)


def _sized(files: dict[str, int]) -> str:
    """How many files there are, and how large they are together; empty for none."""
    size = _size(sum(files.values()))
    if len(files) == 1:
        return words.Brought.ONE.format(size=size)
    return words.Brought.MANY.format(count=len(files), size=size) if files else ""


def _size(count: int) -> str:
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return (
        f"{amount:.0f} {_UNITS[unit]}"
        if unit == 0 or amount >= 10
        else f"{amount:.1f} {_UNITS[unit]}"
    )


def _folder(place: Workspace) -> str:
    """The workspace as people who keep the server call it; the rest of its path is nobody's business."""
    return f"{place.folder.parent.name}/{place.folder.name}"


# The report


def audit(button: mo.ui.run_button, report: Report | HandrailError | None) -> mo.Html:
    """The button, and when it was last pressed."""
    readable = None if isinstance(report, HandrailError) else report
    return _piece("audit", button=button, report=readable)


def verdict(report: Report) -> mo.Html:
    """The verdict with what stands in the way, the conditions, and what changed."""
    return _piece("verdict", report=report, verdict=report.judged.verdict)


def sprint(report: Report) -> mo.Html:
    """The first sprint."""
    return _piece("sprint", tasks=report.sprint, first=TASKS, hidden=HIDDEN)


def pictures(report: Report) -> mo.Html:
    """Findings by source, and the gravest of each column."""
    return _piece(
        "pictures",
        by_source=_svg(plots.by_source(report.findings, width=300)),
        columns=_svg(plots.where_it_hurts(report.tables, report.findings)),
    )


def answers(report: Report) -> mo.Html:
    """For each example of done, whether the documents hold its answer."""
    return _piece("answers", coverage=report.coverage)


def read(report: Report) -> mo.Html:
    """Every table and document that was read, and whatever was not."""
    return _piece(
        "read",
        report=report,
        unread=[each for each in report.all_findings if each.kind in UNREAD],
    )


def _svg(drawn: str) -> Markup:
    """A picture of ours: what it says of data is escaped where it is drawn."""
    return Markup(drawn)  # noqa: S704


# Findings


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the findings is asked for; empty means any."""

    severity: Severity | None
    kind: Kind | None
    source: str | None
    standing: str


def filtered(report: Report, chosen: Filter) -> list[Finding]:
    """The findings a filter lets through, gravest first."""
    words_of = words.Findings
    held = {
        words_of.OPEN: report.findings,
        words_of.DECIDED: report.decided,
        words_of.ALL: report.all_findings,
    }[chosen.standing]
    return [
        each
        for each in held
        if chosen.severity in {None, each.severity}
        and chosen.kind in {None, each.kind}
        and chosen.source in {None, each.where.source, *(also.source for also in each.where.also)}
    ]


def picked(findings: Sequence[Finding], chosen: str | None) -> Finding | None:
    """The chosen finding, if it is among these."""
    return next((each for each in findings if each.id == chosen), None)


def decision(report: Report, finding: Finding | None) -> Decision | None:
    """What was decided about a finding."""
    return next((each for each in report.decisions if finding and each.finding == finding.id), None)


def findings(
    found: Sequence[Finding],
    buttons: mo.ui.array,
    filters: mo.ui.dictionary,
    chosen: Finding | None,
    panel: mo.Html,
    more: mo.Html,
    told: mo.Html,
) -> mo.Html:
    """The filters, the list and beside it the opened finding; below its row where there is no room."""
    return _piece(
        "findings",
        rows=list(zip(found, buttons, strict=False)),
        count=len(found),
        filters=list(filters.values()),
        chosen=chosen,
        panel=panel,
        more=more,
        told=told,
    )


def panel(found: Finding | None, opened: Opened | HandrailError, deciding: mo.Html) -> mo.Html:
    """An opened finding with what can be decided about it; a hint where none is."""
    if found is None:
        return notice(words.Findings.CHOOSE, "")
    return mo.Html(f"{finding(found, opened).text}{deciding.text}")


def finding(found: Finding, opened: Opened | HandrailError) -> mo.Html:
    """What a finding says, its evidence, and the rows and passages it is about."""
    failed = isinstance(opened, HandrailError)
    inside = Opened(gone=(str(opened),)) if failed else opened
    return _piece(
        "opened",
        finding=found,
        title=TITLES[found.kind],
        columns=columns(found),
        opened=inside,
        pictures=[(each, _svg(plots.column(each))) for each in inside.spreads],
    )


def deciding(form: mo.Html, decision: Decision | None, undo: mo.Html) -> mo.Html:
    """The form of a decision, or the decision and how to take it back."""
    return _piece("deciding", form=form, decision=decision, undo=undo)


# The classification map


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the map: what is shown of it to a reader."""

    name: str
    tier: str
    set_by: str
    reason: str
    flags: tuple[str, ...]
    columns: tuple["Place", ...] = ()

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """What someone should look at, here or in a column of it."""
        return tuple(
            dict.fromkeys([*self.flags, *(f for each in self.columns for f in each.flags)])
        )


def places(shown: ClassificationMap, clearance: Tier) -> list[Place]:
    """Documents, then tables with their columns, by name."""
    documents = [_place(name, each, clearance) for name, each in sorted(shown.documents.items())]
    tables = [
        _place(
            name,
            table.entry,
            clearance,
            tuple(_place(column, each, clearance) for column, each in table.columns.items()),
        )
        for name, table in sorted(shown.tables.items())
    ]
    return [*documents, *tables]


def classification(
    now: Standing, clearance: Tier, switch: mo.ui.radio, form: mo.Html, told: mo.Html
) -> mo.Html:
    """The map: what needs a look, or everything; and the form that overrules a tier."""
    every = places(now.map, clearance)
    shown = [
        each for each in every if each.to_look_at or switch.value != words.Classifying.OPEN_ONLY
    ]
    tiers = Counter(each.tier for _, each in _flat(every))
    labels = [NO_TIER, *(tier.label for tier in Tier)]
    return _piece(
        "map",
        places=shown,
        is_empty=not every,
        counts=[(label, tiers[label]) for label in labels if tiers[label]],
        switch=switch,
        form=form,
        told=told,
        only_open=switch.value == words.Classifying.OPEN_ONLY,
    )


def _flat(places: Sequence[Place]) -> list[tuple[str, Place]]:
    return [(each.name, each) for place in places for each in (place, *place.columns)]


def _place(name: str, entry: Entry, clearance: Tier, columns: tuple[Place, ...] = ()) -> Place:
    of = words.Classifying
    flags = [
        (entry.tier is None, NO_TIER),
        (entry.needs_review, of.AGAIN),
        (entry.is_underclassified, of.TOO_LOW),
    ]
    return Place(
        name,
        entry.tier.label if entry.tier is not None else NO_TIER,
        of.SET_BY[entry.set_by],
        _reason(entry, clearance),
        tuple(word for holds, word in flags if holds),
        columns,
    )


def _reason(entry: Entry, clearance: Tier) -> str:
    """Why, without what a detector quotes of values that are above the clearance."""
    held = tier_of(entry.tier.label if entry.tier is not None else None)
    proposal = entry.proposal
    is_decided = entry.review is not None and not entry.needs_review
    quotes = bool(proposal.found) or proposal.set_by is SetBy.COLUMNS
    if is_decided or not quotes or max(held, proposal.tier or held) <= clearance:
        return entry.reason
    what = ", ".join(dict.fromkeys(each.category.words for each in proposal.found))
    return words.Classifying.HOLDS.format(what=what) if what else words.Classifying.ABOVE
