"""Pieces of the review notebook's page: values in, HTML out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import marimo as mo
import review_words as words
from forms import plain
from review_desk import Compared, Shown, Spoken, askable
from showing import PIECES, notice, page_header, problem

from core.domain.access import Principal, Role
from core.domain.errors import HandrailError
from core.evaluation.facts.stating import told
from core.evaluation.gate.ruling import Verdict as GateVerdict
from core.evaluation.gate.telling import named
from core.evaluation.reports.confusion import ANSWER, ANSWERED, DONE, RIGHT, Cell
from core.evaluation.reports.metrics import Unit
from core.evaluation.review.agreeing import Agreeing
from core.evaluation.review.approving import may_approve, proposed
from core.evaluation.review.items import Body, Origin, Said
from core.evaluation.review.keeping import Brought
from core.evaluation.review.labels import Kind, Label, Word
from core.evaluation.review.proposing import read, shown
from core.evaluation.review.queue import RETRIEVAL, Queued, has_failed
from core.evaluation.runs.values import Passage
from core.evaluation.scorers.refusal import is_right_kind
from core.evaluation.scorers.score import Evidence, Verdict
from core.evaluation.suites.suite import Suite
from core.evaluation.suites.values import Case, RightRefusal

CLAIMS = ("faithfulness", "citations")
"""The scorers whose evidence marks claims of the answer, the finer one first."""
TELLING = {"correctness", *CLAIMS}
"""The scorers that are shown at once even where they find nothing wrong."""


def _piece(name: str, **values: Any) -> mo.Html:
    template = PIECES.get_template(f"pieces/review_{name}.html")
    return mo.Html(template.render(words=words, zip=zip, **values))


def header(who: Principal) -> mo.Html:
    """What this notebook is for, and whose eyes it looks through."""
    more = "" if Role.EXPERT in who.roles else words.Page.READ_ONLY
    return page_header(who, words, more)


def nothing() -> mo.Html:
    """An empty place."""
    return mo.Html("")


def suites(held: Sequence[Suite], who: Principal, button: mo.Html) -> mo.Html:
    """The suites of the reader's tenant, and the button that runs the first."""
    if not held:
        return notice(words.Suites.NONE, words.Suites.NONE_HINT)
    rows = [(each, askable(each, who)) for each in held]
    may_run = Role.EXPERT in who.roles and rows[0][1] > 0
    return _piece("suites", rows=rows, button=button if may_run else None)


@contextmanager
def watched() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar, and what to tell it: what is being done, how many are done, how many there are."""
    with mo.status.progress_bar(
        total=1,
        title=words.Suites.RUNNING,
        show_rate=False,
        show_eta=False,
        remove_on_exit=True,
    ) as bar:

        def watch(what: str, done: int, total: int) -> None:
            bar.total, bar.current = max(total, 1), min(done, total)
            bar.update(0, title=plain(what))

        yield watch


def ran(outcome: Brought | HandrailError | None) -> mo.Html:
    """What came of a run."""
    if outcome is None:
        return nothing()
    if isinstance(outcome, HandrailError):
        return problem(outcome)
    of = words.Suites
    told = [of.RAN.format(kept=outcome.kept)]
    told += [of.UNTRACED.format(count=outcome.untraced)] if outcome.untraced else []
    return _piece("said", text=" ".join(told), trouble="", undo=None)


def reading() -> Any:
    """A spinner for as long as the block takes."""
    return mo.status.spinner(title=words.Running.READING, remove_on_exit=True)


# The queue


def empty_queue() -> mo.Html:
    """That there is nothing to review."""
    return notice(words.Queue.EMPTY, words.Queue.EMPTY_HINT)


def queue(
    found: Sequence[Queued],
    count: int,
    buttons: mo.ui.array,
    filters: mo.ui.dictionary,
    chosen: Queued | None,
    panel: mo.Html,
    more: mo.Html,
    told: mo.Html,
) -> mo.Html:
    """The filters, the list and beside it the opened answer; below its row where there is no room."""
    if not count:
        return empty_queue()
    listed = list(zip(found, buttons, strict=False))
    return _piece(
        "queue",
        rows=listed,
        count=count,
        total=len(found),
        filters=list(filters.values()),
        chosen=chosen,
        is_listed=chosen is not None and chosen.item.id in {each.item.id for each, _ in listed},
        panel=panel,
        more=more,
        told=told,
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `holds` is None where nothing is said of it."""

    text: str
    holds: bool | None = None


def claims(body: Body) -> list[Piece]:
    """The answer in stretches, each claim marked as supported or not, by the finest scorer there is."""
    scores = {each.score.scorer: each.score for each in body.scores}
    for name in CLAIMS:
        spans = _spans(scores[name].evidence, len(body.answer)) if name in scores else []
        if spans:
            return _marked(body.answer, spans)
    return [Piece(body.answer)]


def _spans(evidence: Sequence[Evidence], length: int) -> list[tuple[int, int, bool]]:
    """Spans of the answer, in order, none over another."""
    found: list[tuple[int, int, bool]] = []
    of_answer = [e for e in evidence if e.chunk_id is None and e.start is not None]
    for each in sorted(of_answer, key=lambda e: (e.start or 0, -(e.end or 0))):
        start, end = each.start or 0, min(each.end or 0, length)
        if start < end and (not found or start >= found[-1][1]):
            found.append((start, end, each.holds))
    return found


def _marked(text: str, spans: Sequence[tuple[int, int, bool]]) -> list[Piece]:
    pieces, at = [], 0
    for start, end, holds in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], holds)]
        at = end
    return [each for each in [*pieces, Piece(text[at:])] if each.text]


def quoted(body: Body, passage: Passage) -> list[Piece]:
    """A passage in stretches, what the answer quotes of it marked."""
    cited = [each for each in body.citations if each.chunk_id == passage.chunk_id]
    spans = [(max(0, each.start - passage.start), each.end - passage.start, True) for each in cited]
    within = [each for each in spans if 0 <= each[0] < each[1] <= len(passage.text)]
    evidence = [Evidence("", "", True, start, end) for start, end, _ in within]
    return _marked(passage.text, _spans(evidence, len(passage.text)))


def panel(chosen: Queued | None, case: Case | None, saying: mo.Html) -> mo.Html:
    """The opened answer with what can be said of it; a hint where none is."""
    if chosen is None:
        return notice(words.Queue.CHOOSE, "")
    return mo.Html(f"{answer(chosen, case).text}{saying.text}")


def answer(chosen: Queued, case: Case | None = None) -> mo.Html:
    """An answer: what was asked as whom, what came of it on what, what was expected, how it scored.

    Of a report that has become a case, what is expected is what the case expects.
    """
    body = chosen.item.body
    used = {each.chunk_id for each in body.citations} if body else set()
    numbered = list(enumerate(body.retrieved, start=1)) if body else []
    return _piece(
        "opened",
        queued=chosen,
        item=chosen.item,
        body=body,
        is_report=chosen.item.origin is Origin.FEEDBACK,
        expects=_expects(chosen, case),
        claims=claims(body) if body else [],
        cited=[(n, p, quoted(body, p)) for n, p in numbered if body and p.chunk_id in used],
        others=[(n, p) for n, p in numbered if p.chunk_id not in used],
        scores=_by_weight(chosen),
    )


@dataclass(frozen=True, slots=True)
class Expects:
    """What a right answer says, why refusing is right, and on which documents that rests."""

    must_say: tuple[str, ...]
    refusal: str | None
    sources: tuple[str, ...]


def _expects(chosen: Queued, case: Case | None) -> Expects | None:
    """What the case expected when it was asked; of a report, what the case made of it expects."""
    if chosen.item.origin is Origin.FEEDBACK:
        return (
            Expects(tuple(map(told, case.must_say)), case.refusal, case.sources) if case else None
        )
    if chosen.item.body is None:
        return None
    expected = chosen.item.body.expected
    return Expects(shown(expected.must_say), expected.refusal, expected.sources)


def _by_weight(chosen: Queued) -> tuple[list[Said], list[Said]]:
    """What tells whether the answer is right, and what has nothing to say or tells of other things."""
    scores = chosen.item.body.scores if chosen.item.body else ()
    failed = has_failed(chosen.item)
    telling = [each for each in scores if _tells(each, failed)]
    return telling, [each for each in scores if each not in telling]


def _tells(said: Said, failed: bool) -> bool:
    """How an answer was found tells something only where it is wrong."""
    score = said.score
    if score.verdict is Verdict.UNSCORED or (score.scorer in RETRIEVAL and not failed):
        return False
    return score.verdict is not Verdict.CORRECT or score.scorer in TELLING


# What people say


def saying(
    chosen: Queued | None,
    who: Principal,
    buttons: mo.ui.array,
    comment: mo.ui.text_area,
    form: mo.Html,
    approve: mo.Html,
    case: Case | None,
) -> mo.Html:
    """What people said, the buttons and the forms; nothing where nothing can be said.

    `case` is the one that already expects what is proposed.
    """
    if chosen is None or chosen.item.body is None:
        return nothing()
    label = proposed(chosen)
    return _piece(
        "saying",
        queued=chosen,
        voices=[_voice(each) for each in chosen.standing],
        earlier=len(chosen.labels) - len(chosen.standing),
        people=_people(chosen),
        buttons=list(buttons),
        comment=comment,
        decides=chosen.place == 0,
        form=form,
        is_report=chosen.item.origin is Origin.FEEDBACK,
        proposal=_proposal(label) if label else None,
        approve=approve if label and may_approve(who, chosen) else None,
        case=case,
    )


def _voice(label: Label) -> tuple[str, str]:
    of = words.Saying
    form = of.DECIDED_BY if label.kind is Kind.ADJUDICATION else of.BY
    return form.format(who=label.subject, verdict=of.VERDICTS[label.verdict]), label.comment


def _people(chosen: Queued) -> str:
    if chosen.settled is None:
        return ""
    of, count = words.Saying, chosen.settled.people
    people = of.ONE if count == 1 else of.MANY.format(count=count)
    return _settled(chosen).format(verdict=of.VERDICTS[chosen.settled.verdict], people=people)


def _settled(chosen: Queued) -> str:
    of, body = words.Saying, chosen.item.body
    if chosen.item.origin is Origin.FEEDBACK:
        return of.SETTLED_REPORT
    refused = body is not None and (body.refusal or body.expected.refusal or body.error)
    return of.SETTLED_REFUSAL if refused else of.SETTLED


def _proposal(label: Label) -> tuple[str, tuple[str, ...], str]:
    """Who proposes, what must be said, and which refusal is right."""
    held = read(label.proposal)
    refusal = words.Opened.REFUSALS[held.refusal.value] if held.refusal else ""
    dumped = held.model_dump(mode="json")
    return label.subject, shown(dumped["must_say"]), refusal


def said(
    outcome: Spoken | HandrailError | None, moved: bool = False, undo: mo.Html | None = None
) -> mo.Html:
    """What came of the last thing that was said: an error, or a word that it is kept."""
    if isinstance(outcome, HandrailError):
        return problem(outcome)
    if outcome is None:
        return _piece("said", text="", trouble="", undo=None)
    trouble = f"{words.Proposing.NOT_WRITTEN} {outcome.trouble}" if outcome.trouble else ""
    return _piece("said", text=_kept(outcome, moved), trouble=trouble, undo=undo)


def _kept(outcome: Spoken, moved: bool) -> str:
    if outcome.case:
        return words.Proposing.WRITTEN.format(case=outcome.case.id)
    if outcome.label.proposal:
        return "" if outcome.trouble else words.Proposing.KEPT
    verdict = words.Saying.VERDICTS[Word(outcome.label.verdict)]
    return (words.Saying.KEPT_ON if moved else words.Saying.KEPT).format(verdict=verdict)


def agreement(found: Agreeing) -> mo.Html:
    """How far people agree with each other, and the scorer with them."""
    return _piece("agreeing", found=found)


# Runs


def no_runs() -> mo.Html:
    """That no run is kept."""
    return notice(words.Running.NONE, words.Running.NONE_HINT)


def choosing(choices: mo.ui.dictionary) -> mo.Html:
    """Which run to show."""
    return _piece("choosing", choices=list(choices.values()))


def run(found: Shown | HandrailError | None) -> mo.Html:
    """A run's figures with their intervals, its refusals, and its tags; nothing where none is chosen."""
    if found is None:
        return nothing()
    if isinstance(found, HandrailError):
        return problem(found)
    return _piece(
        "run",
        found=found,
        rows=list(found.figures.values()),
        right=RIGHT,
        done=[
            each for each in DONE if any(found.confusion.counts.get(Cell(r, each)) for r in RIGHT)
        ],
        counts=found.confusion.counts,
        is_right=_is_right,
        sliced=[name for name in words.Running.SLICED if name in found.figures],
        refusals=_refusals(),
    )


def _is_right(right: str, done: str) -> bool:
    """Whether a cell of the confusion matrix is where outcomes should be."""
    if right == ANSWER or done == ANSWERED:
        return (right, done) == (ANSWER, ANSWERED)
    return is_right_kind(RightRefusal(right), done)


def _refusals() -> Mapping[str, str]:
    of = words.Running
    named = {kind: kind.replace("_", " ") for kind in words.Opened.REFUSALS}
    return {**named, "answer": of.ANSWER, "answered": of.ANSWERED}


def compared(found: Compared | HandrailError | None) -> mo.Html:
    """What changed between two runs, and the cases that were won and lost."""
    if found is None:
        return nothing()
    if isinstance(found, HandrailError):
        return problem(found)
    verdict = found.verdict
    return _piece(
        "compared",
        found=found,
        verdict=verdict,
        comparison=verdict.comparison,
        holding=[each for each in verdict.rulings if each.passed],
        smallest={name: _smallest(verdict, name) for name in verdict.comparison.differences},
        named=named,
    )


def _smallest(verdict: GateVerdict, name: str) -> str:
    """The smallest drop that could be seen; nothing where nothing is claimed."""
    found = verdict.comparison.detectable[name]
    metric = verdict.comparison.differences[name].metric
    if metric.unit is not Unit.SHARE:
        return ""
    return words.Running.NO_DROP if found is None else metric.amount(found)
