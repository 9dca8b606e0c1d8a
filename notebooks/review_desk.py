"""The reviewers' desk: their queue, what they say of an answer, the cases that come of it, and runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.bootstrap import Handrail
from core.domain.access import Principal
from core.domain.errors import HandrailError
from core.evaluation.gate.comparing import Change
from core.evaluation.gate.judging import judge
from core.evaluation.gate.ruling import Verdict
from core.evaluation.reports import Scored, scored
from core.evaluation.reports.confusion import Confusion, confusion
from core.evaluation.reports.figures import Figure, figures
from core.evaluation.reports.metrics import CORRECTNESS
from core.evaluation.reports.slices import Slice, by_tag
from core.evaluation.review import approving, archive, filing, keeping, proposing, reviewing
from core.evaluation.review.errors import NoSuchItem, NotYourSuite
from core.evaluation.review.items import Origin
from core.evaluation.review.keeping import Brought
from core.evaluation.review.labels import Label, Word
from core.evaluation.review.proposing import Proposal
from core.evaluation.review.queue import Queued
from core.evaluation.review.running import reachable, run_as
from core.evaluation.review.sight import seen
from core.evaluation.runs import keeping as runs
from core.evaluation.runs.errors import NoSuchRun
from core.evaluation.runs.values import Run
from core.evaluation.scorers.embedded import scorers
from core.evaluation.scoring import score
from core.evaluation.suites.lines import AsWhomLine, JustificationLine
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case

Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RunFile:
    """A run that is kept: what it is called here, and where it is."""

    name: str
    suite: str
    path: Path


@dataclass(frozen=True, slots=True)
class Shown:
    """A run as far as its reader may see: figures with intervals, refusals, tags."""

    run: Run
    figures: Mapping[str, Figure]
    limits: Mapping[str, str]
    confusion: Confusion
    slices: Sequence[Slice]
    cases: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The gate's word on one run against another, over the cases that the reader may see.

    `wins` and `losses` are of correctness; the comparison has those of every metric.
    """

    verdict: Verdict
    wins: Sequence[Change]
    losses: Sequence[Change]
    hidden: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was kept, what could not be done besides, and the case that was written, if one was."""

    label: Label
    case: Case | None = None
    trouble: HandrailError | None = None


# Suites and what may be asked


def suites(handrail: Handrail, reader: Principal) -> list[Suite]:
    """The suites of the reader's own tenant; raises what is wrong with one."""
    return approving.own_suites(handrail.settings.suites, reader)


def askable(suite: Suite, reader: Principal) -> int:
    """How many of the suite's cases the reader may ask."""
    return len(reachable(suite, reader).cases)


def ran(handrail: Handrail, reader: Principal, suite: Suite, watch: Watch) -> Brought:
    """Ask the suite as far as the reader may see, keep the run, and bring its answers to review."""
    run = run_as(suite, handrail.assistant, reader, watch)
    archive.put(run, _folder(handrail, suite))
    plain = scored(run, suite, scorers(run))
    return keeping.keep(handrail.store, reader, plain, watch)


def _folder(handrail: Handrail, suite: Suite) -> Path:
    return handrail.settings.home / "runs" / suite.tenant / suite.name


# The queue


def queued(handrail: Handrail, reader: Principal) -> list[Queued]:
    """All that the reader may review, in the order to look at it; raises `MayNotLook`."""
    return reviewing.queued(handrail.store, reader)


def picked(handrail: Handrail, reader: Principal, item: str | None) -> Queued | None:
    """The item as it stands now."""
    return next((each for each in queued(handrail, reader) if each.item.id == item), None)


def say(
    handrail: Handrail, reader: Principal, chosen: Queued, verdict: Word, comment: str
) -> Spoken:
    """Keep what the reader says of an item, in the database and beside the suite's cases."""
    label = reviewing.say(handrail.store, reader, chosen.item.id, verdict, comment)
    return Spoken(label, trouble=_filed(handrail, reader, chosen))


def propose(
    handrail: Handrail, reader: Principal, chosen: Queued, answer: Mapping[str, Any]
) -> Spoken:
    """Keep what the reader would have the case expect; where one person is enough, write it at once."""
    proposal = proposing.kept(_proposal(reader, chosen, answer))
    label = reviewing.say(
        handrail.store,
        reader,
        chosen.item.id,
        Word.INCORRECT if answer["is_wrong"] else Word.CORRECT,
        answer["comment"] or "",
        proposal,
    )
    now = picked(handrail, reader, chosen.item.id)
    trouble = _filed(handrail, reader, chosen)
    if now is None or not approving.may_approve(reader, now):
        return Spoken(label, trouble=trouble)
    return _approved(handrail, reader, now, label, answer.get("suite"))


def written(handrail: Handrail, reader: Principal, chosen: Queued | None) -> Case | None:
    """The case of one of the reader's suites that expects what is proposed; None without one."""
    if chosen is None or approving.proposed(chosen) is None:
        return None
    return approving.written(suites(handrail, reader), chosen)


def approve(handrail: Handrail, reader: Principal, chosen: Queued, suite: str | None) -> Spoken:
    """Write what another has proposed into the suite."""
    now = picked(handrail, reader, chosen.item.id)
    label = approving.proposed(now) if now else None
    if now is None or label is None:
        raise NoSuchItem
    return _approved(handrail, reader, now, label, suite)


def _approved(
    handrail: Handrail, reader: Principal, now: Queued, label: Label, suite: str | None
) -> Spoken:
    try:
        target = _suite(handrail, reader, now.item.suite or suite)
        return Spoken(label, approving.approve(target, reader, now))
    except HandrailError as error:
        return Spoken(label, trouble=error)


def _suite(handrail: Handrail, reader: Principal, name: str | None) -> Suite:
    """The reader's suite of that name; their first one where none is named."""
    found = [each for each in suites(handrail, reader) if name in {None, "", each.name}]
    if not found:
        raise NotYourSuite(f"Looked for {name or 'any'} in {handrail.settings.suites}.")
    return found[0]


def _filed(handrail: Handrail, reader: Principal, chosen: Queued) -> HandrailError | None:
    if chosen.item.origin is Origin.FEEDBACK:
        return None
    try:
        folder = _suite(handrail, reader, chosen.item.suite).folder
        said = reviewing.said(handrail.store, reader, chosen.item.id)
        filing.file(folder, chosen.item.case, said)
    except HandrailError as error:
        return error
    return None


def _proposal(reader: Principal, chosen: Queued, answer: Mapping[str, Any]) -> Proposal:
    is_new = chosen.item.origin is Origin.FEEDBACK
    mine = AsWhomLine.model_validate(
        {"clearance": reader.clearance.label, "groups": sorted(reader.groups)}
    )
    said = "\n".join([answer["must_say"] or "", answer.get("picked") or ""])
    return Proposal(
        must_say=proposing.facts(said),
        refusal=answer["refusal"],
        as_whom=(answer.get("as_whom") or mine) if is_new else None,
        justified_by=tuple(
            _justification(chosen, each, said) for each in answer.get("passages") or ()
        ),
        tags=tuple((answer.get("tags") or "").replace(",", " ").split()),
    )


def _justification(chosen: Queued, chunk: str, said: str) -> JustificationLine:
    """The passage, by the quote of it that states what must be said; by its first if none does."""
    assert chosen.item.body is not None  # noqa: S101  only what can be seen is offered
    body = chosen.item.body
    passage = next(each for each in body.retrieved if each.chunk_id == chunk)
    quotes = [each.quote for each in body.citations if each.chunk_id == chunk]
    facts = [each.strip() for each in said.splitlines() if each.strip()]
    stating = [each for each in quotes if any(fact in each for fact in facts)]
    return JustificationLine(document=passage.source, passage=next(iter(stating + quotes), None))


# Runs


def kept_runs(handrail: Handrail, reader: Principal) -> list[RunFile]:
    """The runs of the reader's own suites, the newest first, those beside the cases last."""
    found = []
    for suite in suites(handrail, reader):
        own = sorted(_folder(handrail, suite).glob("*.json"), reverse=True)
        beside = [path for path in sorted(suite.folder.glob("*.json")) if _is_run(path)]
        found += [RunFile(f"{suite.name}: {path.stem}", suite.name, path) for path in own + beside]
    return found


def _is_run(path: Path) -> bool:
    with path.open(encoding="utf-8") as held:
        return runs.MARK in held.read(200)


def shown(handrail: Handrail, reader: Principal, file: RunFile) -> Shown:
    """The run's figures, over the cases that the reader may see."""
    visible = seen(handrail.store, reader, _scored(handrail, reader, file))
    return Shown(
        run=visible.scored.run,
        figures=figures(visible.scored),
        limits=visible.scored.limits,
        confusion=confusion(visible.scored),
        slices=by_tag(visible.scored),
        cases=len(visible.scored.cases),
        hidden=visible.hidden,
    )


def compared(handrail: Handrail, reader: Principal, before: RunFile, after: RunFile) -> Compared:
    """What changed from one run to another, over the cases that the reader may see in both.

    Raises `BadRequirements` where the suite's budgets cannot be read.
    """
    first, second = (
        seen(handrail.store, reader, _scored(handrail, reader, each)) for each in (before, after)
    )
    verdict = judge(first.scored, second.scored)
    return Compared(
        verdict=verdict,
        wins=_of_correctness(verdict.comparison.wins),
        losses=_of_correctness(verdict.comparison.losses),
        hidden=max(first.hidden, second.hidden),
    )


def _of_correctness(changes: Sequence[Change]) -> list[Change]:
    return [each for each in changes if each.metric.name == CORRECTNESS]


def _scored(handrail: Handrail, reader: Principal, file: RunFile) -> Scored:
    """The run with every score, what people have settled in the place of the scorer's word."""
    suite = _suite(handrail, reader, file.suite)
    if not file.path.exists():
        raise NoSuchRun(f"Looked for {file.name}.")
    return score(runs.read(file.path), suite)
