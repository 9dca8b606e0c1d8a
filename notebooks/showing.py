"""Pieces of the notebooks' pages: values in, HTML or form elements out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import marimo as mo
import wording
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.answering.evidence import Signals
from core.domain.access import ExpiredPrincipal, Principal
from core.domain.answer import RefusalKind
from core.domain.document import ALWAYS, FOREVER, Chunk, Effective, Label
from core.domain.errors import HandrailError
from core.domain.release import Release, RetrievalSettings
from core.identity import BadToken, NoCredentials
from core.library import Text
from core.retrieval.explain import SideBySide, Stage, Traced
from core.retrieval.reasons import PARTS, Span, asked, standing, tipping
from core.retrieval.rerank import Query
from core.retrieval.search import Found

PIECES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)
PIECES.globals.update(vars(wording))
SMALLEST = 0.005  # points of a score that two decimals can show
NEAR = 300  # characters of the text around a passage that are shown at once


def _piece(name: str, **values: Any) -> mo.Html:
    return mo.Html(PIECES.get_template(f"pieces/{name}.html").render(values))


# Before there is anything to see


def page_header(who: Principal, words: object, more: str = "") -> mo.Html:
    """What a notebook is for, by the `Page` of its words, and whose eyes it looks through."""
    return _piece("page_header", words=words, who=who, more=more)


def header(who: Principal) -> mo.Html:
    """What this notebook is for, and whose eyes it looks through."""
    return _piece("header", who=who, groups=sorted(who.groups))


def problem(error: HandrailError) -> mo.Html:
    """What went wrong and what to do, in the error's own words."""
    over = isinstance(error, ExpiredPrincipal | NoCredentials | BadToken)
    return notice(wording.Nothing.PROBLEM, str(error), grave=True, sign_in=over)


def nothing_asked() -> mo.Html:
    """An invitation to ask."""
    return notice(wording.Nothing.ASKED, wording.Nothing.ASKED_HINT)


def nothing_found() -> mo.Html:
    """That there is nothing to search on that day."""
    return notice(wording.Nothing.FOUND, wording.Nothing.FOUND_HINT)


def notice(title: str, hint: str, *, grave: bool = False, sign_in: bool = False) -> mo.Html:
    return _piece("notice", title=title, hint=hint, grave=grave, sign_in=sign_in)


def searching() -> Any:
    """A spinner for as long as the block takes."""
    return mo.status.spinner(title=wording.Asking.SEARCHING, remove_on_exit=True)


def controls(
    question: mo.ui.text,
    examples: mo.ui.array,
    as_of: mo.ui.date,
    every_version: mo.ui.switch,
    k: mo.ui.slider,
) -> mo.Html:
    """The form's elements together."""
    return mo.vstack(
        [
            question,
            _piece("examples", examples=list(examples)),
            mo.hstack([as_of, every_version, k], justify="start", gap=2, wrap=True),
        ],
        gap=1,
    )


# What a search made of the question


def verdict(
    found: Found, seen: Signals, evidence: float, kind: RefusalKind | None, release: Release
) -> mo.Html:
    """Whether the question would be answered, and how it was read."""
    return _piece(
        "verdict",
        evidence=evidence,
        needed=release.refusal.evidence,
        refused=kind,
        signals={name: getattr(seen, name) for name in wording.Verdict.SIGNALS},
        words=asked(found.query),
    )


def rankings(sides: SideBySide, settings: RetrievalSettings) -> mo.Html:
    """The best of each stage beside each other; below each other where there is no room."""
    how = {
        "depth": settings.depth,
        "dense": settings.dense_weight,
        "sparse": 1 - settings.dense_weight,
        "rerank": settings.rerank,
        "rerank_depth": settings.rerank_depth,
    }
    columns = [(stage, _shares(stage, ranking)) for stage, ranking in sides.rankings.items()]
    return _piece("rankings", columns=columns, how=how)


def _shares(stage: Stage, ranking: Sequence[Traced]) -> list[tuple[Traced, float]]:
    """Each passage with its score as a share of the best one's."""
    best = max((each.places[stage].score for each in ranking), default=0.0) or 1.0
    return [(each, max(0.0, each.places[stage].score / best)) for each in ranking]


# What moved


def picked(sides: SideBySide, chosen: str | None) -> Traced:
    """The chosen passage; the best one where none of these is."""
    return next((each for each in sides.passages if each.id == chosen), sides.passages[0])


def moves(sides: SideBySide, buttons: mo.ui.array, chosen: Traced, panel: mo.Html) -> mo.Html:
    """Each passage's rank in every stage, what tipped it, and beside them the chosen one."""
    rows = [
        (each, button, tipping(each.pushes, each.climbed(Stage.FUSED, Stage.RERANKED)))
        for each, button in zip(sides.passages, buttons, strict=True)
    ]
    return _piece("moves", rows=rows, chosen=chosen, panel=panel, stages=Stage)


# One passage


def passage(traced: Traced, chunk: Chunk, text: Text, query: Query, day: date | None) -> mo.Html:
    """A passage in the text it comes from, the question's words marked, and why it stands where it does."""
    where = chunk.provenance
    before, after = text.body[: where.start], text.body[where.end :]
    far, near = _cut(before, len(before) - NEAR)
    next_to, beyond = _cut(after, NEAR)
    return _piece(
        "passage",
        traced=traced,
        chunk=chunk,
        label=_label(where.label),
        dates=_dates(where.effective),
        standing=where.effective.on(day) if day else None,
        marked=_marked(chunk.text, standing(query, chunk.text)),
        far=far,
        near=near.lstrip(),
        next_to=next_to.rstrip(),
        beyond=beyond,
        pushes=_pushes(traced),
    )


def _cut(text: str, at: int) -> tuple[str, str]:
    """A text in two, at the line end next to `at`; all of it on one side where there is none."""
    if at <= 0:
        return "", text
    if at >= len(text):
        return text, ""
    line_end = text.find("\n", at) + 1 or len(text)
    return text[:line_end], text[line_end:]


def _marked(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is a word of the question."""
    pieces, at = [], 0
    for span in spans:
        pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return [*pieces, (text[at:], False)]


def _pushes(traced: Traced) -> list[tuple[str, float, float]]:
    """Each part of the reranker's score: its name, its points, and these as a share of the greatest."""
    strongest = sorted(traced.pushes.items(), key=lambda part: -abs(part[1]))
    seen = [part for part in strongest if abs(part[1]) >= SMALLEST]
    greatest = abs(seen[0][1]) if seen else 1.0
    return [(PARTS[name], points, abs(points) / greatest) for name, points in seen]


def _label(label: Label) -> str:
    words = wording.Passage
    tier = label.tier.label
    if not label.groups:
        return words.EVERYONE.format(tier=tier)
    return words.GROUPS.format(tier=tier, groups=", ".join(sorted(label.groups)))


def _dates(effective: Effective) -> str:
    words = wording.Passage
    start, end = effective.start, effective.end
    if start == ALWAYS:
        return words.ALWAYS if end == FOREVER else words.UNTIL.format(end=_day(end))
    if end == FOREVER:
        return words.SINCE.format(start=_day(start))
    return words.BETWEEN.format(start=_day(start), end=_day(end))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
