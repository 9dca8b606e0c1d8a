"""Questions for a trial, and where in the documents their answers stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core.bootstrap import Handrail
from core.domain.access import Principal
from core.domain.errors import HandrailError
from core.evaluation.span_questions import (
    AnswerSpan,
    CorpusDocument,
    Placed,
    SpanQuestion,
    questions,
)
from core.evaluation.suites.reading import load as load_suite
from core.evaluation.suites.reading import suites
from core.evaluation.suites.values import Split
from core.inference.extractive.words import words
from core.ingest.chunking.layout import Layout, layout
from core.readiness.workspace import MayNotAudit, workspace
from core.requirements.loading import load
from core.requirements.values import Example, ExampleKind, Requirements

IN_HEADINGS = 0.5  # what a word of the question counts where it stands in a heading above


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the facts or passages that answer it, and the documents that state them."""

    id: str
    text: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]


def known(handrail: Handrail, reader: Principal) -> list[Asked]:
    """The questions that come with the tenant: its suites' to tune on, and the definitions of done."""
    found = [
        *_of_suites(handrail.settings.suites, reader.tenant),
        *_done(handrail.requirements, reader),
    ]
    with suppress(MayNotAudit):
        path = workspace(handrail.settings.audits_home, reader).requirements
        found += _done(load(path) if path else None, reader)
    return list({each.text: each for each in reversed(found)}.values())[::-1]


def placed(asked: Iterable[Asked], documents: Sequence[CorpusDocument]) -> Placed:
    """The questions with their answers, where these documents state every fact; the rest left out.

    The answer is the sentence or row that states a fact; of several, the one that shares most words
    with the question.
    """
    texts = {each.source: each for each in documents}
    kept, left_out = [], []
    for each in asked:
        spans = _answer(each, [texts[name] for name in each.sources if name in texts])
        if spans:
            kept.append(SpanQuestion(each.id, each.text, spans))
        else:
            left_out.append(each.id)
    return Placed(tuple(kept), tuple(left_out))


def usable(told: Placed | HandrailError | None) -> Placed | None:
    """The questions, if any can be asked."""
    return told if isinstance(told, Placed) and told.questions else None


def handed_in(content: str, documents: Sequence[CorpusDocument]) -> Placed | None:
    """The questions of a JSON Lines text; raises `UnreadableQuestions`, `NothingPlaced`."""
    if not content.strip():
        return None
    with TemporaryDirectory(prefix="handrail-questions-") as folder:
        path = Path(folder) / "questions.jsonl"
        path.write_text(content, encoding="utf-8", errors="replace")
        return questions(path, documents)


def _of_suites(folder: Path, tenant: str) -> Iterator[Asked]:
    for suite in map(load_suite, suites(folder)):
        for case in suite.cases if suite.tenant == tenant else ():
            passages = tuple(each.passage for each in case.justified_by if each.passage)
            if passages and not case.earlier and case.split is Split.TUNING:
                yield Asked(case.id, case.question, passages, case.sources)


def _done(required: Requirements | None, reader: Principal) -> list[Asked]:
    return [
        Asked(each.id, each.question, each.says, each.documents)
        for each in (required.done if required else ())
        if _is_for(each, reader) and each.says
    ]


def _is_for(example: Example, reader: Principal) -> bool:
    return example.kind is ExampleKind.RIGHT and example.tenant in {None, reader.tenant}


def _answer(asked: Asked, documents: Sequence[CorpusDocument]) -> tuple[AnswerSpan, ...]:
    """A span for each fact; none when one of them is nowhere."""
    spans = [_stating(fact, asked.text, documents) for fact in asked.facts]
    return tuple(dict.fromkeys(each for each in spans if each)) if all(spans) else ()


def _stating(fact: str, question: str, documents: Sequence[CorpusDocument]) -> AnswerSpan | None:
    wanted = frozenset(words(question))
    best: tuple[float, AnswerSpan] | None = None
    for each in documents:
        for span, headings in _where(fact, _layout(each.text), each.source):
            said = wanted & frozenset(words(each.text[span.start : span.end]))
            above = (wanted - said) & frozenset(words(headings))
            likeness = len(said) + IN_HEADINGS * len(above)
            if best is None or likeness > best[0]:
                best = likeness, span
    return best[1] if best else None


def _where(fact: str, plan: Layout, source: str) -> Iterator[tuple[AnswerSpan, str]]:
    """The sentences, rows and lines that state a fact, with the headings above them."""
    stated = _pattern(fact)
    for place, parts in zip(plan.places, plan.parts, strict=True):
        for part in parts:
            if stated.search(plan.words(part)):
                yield AnswerSpan(source, part.start, part.end), " ".join(place.path)


@cache
def _pattern(fact: str) -> re.Pattern[str]:
    """A fact as a whole: `62` is neither in 621 nor in 62.50."""
    spelled = r"\s+".join(map(re.escape, fact.split()))
    return re.compile(rf"(?<![\w.,]){spelled}(?!\w|[.,]\d)", re.IGNORECASE)


@cache
def _layout(text: str) -> Layout:
    return layout(text)
