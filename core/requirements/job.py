"""The job in one sentence: which decision, for whom, and what a correct outcome is.

The sentence's owner marks the three in it. What is checked is only what can be checked by words:
that they stand in the sentence, apart from each other, and that none of them is empty talk.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.requirements.section import Section
from core.requirements.values import Job

MOST_WORDS = 60
SENTENCE = (
    'write one sentence, as in sentence = "Helps clinic managers decide whether to approve an '
    'expense claim, so that every approval matches the policy in force on the day of the expense."'
)
SPANS = {
    "decision": "copy from the sentence what is decided, as in whether to approve an expense claim.",
    "audience": "copy from the sentence who decides, as in clinic managers.",
    "outcome": "copy from the sentence what tells that it was decided correctly, as in every "
    "approval matches the policy in force on the day of the expense.",
}

_NEXT_SENTENCE = re.compile(r"[.!?][\"”')\]]*\s+(?=[\"“'(\[]?[A-ZÀ-Þ])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|no|approx|mr|mrs|ms|dr|st|inc|ltd)\.$", re.I)
_DECIDES = re.compile(
    r"\b(?:whether|which|what|when|where|who|whom|how|if)\b|"
    r"\b(?:decid|decision|choos|choice|approv|reject|grant|refus|permit|allow|accept|assign|"
    r"escalat|releas|admit|prescrib|dispens|discharg|authori[sz]|select|classif|prioriti[sz])\w*",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FILLER = frozenset(
    _WORD.findall(
        "a an the all any every each our their your its of for in on at to by with from and or that this"
        " these those is are be get gets give gives given so as it they we you"
    )
)
_ANYONE = frozenset(
    _WORD.findall(
        "user users end-user end-users everyone everybody anyone anybody people person persons us them"
        " someone somebody stakeholder stakeholders business company organisation organization"
    )
)
_PRAISE = frozenset(
    _WORD.findall(
        "good right correct correctly proper properly accurate accurately helpful useful relevant best"
        " better great quick quickly fast reliable high quality answer answers answered response"
        " responses result results outcome outcomes decision decisions information content satisfied"
        " satisfaction happy success successful value"
    )
)


class _Span(NamedTuple):
    """Where a field stands in the sentence."""

    field: str
    start: int
    end: int


def job(section: Section) -> Job:
    """The job a `[job]` section gives; what is wrong with it is noted."""
    section.only(("sentence", *SPANS))
    sentence = section.text("sentence", SENTENCE)
    given = {field: section.text(field, write) for field, write in SPANS.items()}
    made = Job(sentence, **given)
    if sentence:
        for field, what in problems(made):
            section.note(field, what)
    return made


def problems(job: Job) -> Iterator[tuple[str, str]]:
    """What is wrong with a job, as (field, what to write instead); fields left empty are passed over."""
    yield from _sentence(job.sentence)
    spans = [span for field in SPANS if (span := _span(job, field))]
    found = {span.field for span in spans}
    for field, write in SPANS.items():
        if getattr(job, field) and field not in found:
            yield field, f"{getattr(job, field)!r} is not in the sentence; {write}"
    yield from _overlaps(spans)
    if job.decision and not _DECIDES.search(job.decision):
        yield (
            "decision",
            f"{job.decision!r} names no decision. Say what somebody decides with the answer: "
            "whether …, which …, how much …",
        )
    if job.audience and not _content(job.audience) - _ANYONE:
        yield "audience", f"{job.audience!r} names nobody. Say whose decision it is, by their work."
    if job.outcome and len(_content(job.outcome) - _PRAISE) < 2:
        yield (
            "outcome",
            f"{job.outcome!r} could be said of anything. Say what one would check to see that the "
            "decision was correct.",
        )


def _sentence(sentence: str) -> Iterator[tuple[str, str]]:
    ends = [m for m in _NEXT_SENTENCE.finditer(sentence) if not _abbreviated(sentence, m.start())]
    words = len(_WORD.findall(sentence))
    if ends:
        yield (
            "sentence",
            f"it has {len(ends) + 1} sentences. Say it in one: what, for whom, to what end.",
        )
    elif words > MOST_WORDS:
        yield (
            "sentence",
            f"it has {words} words, which is a paragraph. Say it in at most {MOST_WORDS}.",
        )


def _abbreviated(sentence: str, end: int) -> bool:
    return _ABBREVIATION.search(sentence[: end + 1]) is not None


def _span(job: Job, field: str) -> _Span | None:
    words = [re.escape(word) for word in getattr(job, field).split()]
    found = re.search(r"\s+".join(words), job.sentence, re.I) if words else None
    return _Span(field, found.start(), found.end()) if found else None


def _overlaps(spans: list[_Span]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(spans):
        for other in spans[:at]:
            if one.start < other.end and other.start < one.end:
                yield (
                    one.field,
                    f"it shares words with {other.field}. Each has a stretch of the sentence to itself.",
                )


def _content(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _FILLER
