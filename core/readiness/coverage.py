"""Whether the documents hold the answers that "done" asks for, something near them, or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from core.answering.evidence import Signals, evidence
from core.inference.embedding import Embedder
from core.readiness.documents.claims import content
from core.readiness.documents.families import in_force
from core.readiness.documents.passages import passages
from core.readiness.documents.reading import Text
from core.readiness.facts import Fact, fact, states
from core.readiness.finding import Evidence, Finding, Kind, Severity, Where
from core.readiness.passage_index import PassageIndex
from core.requirements.values import Example, ExampleKind, Requirements

Watch = Callable[[str, int, int], None]

JOB = "job"
CANDIDATES = 60
SHOWN = 3
ABOUT = 0.5  # of the question's words, by rarity: a passage that is about what is asked
NEAR = 0.45  # cosine of question and passage that makes up for other words
NAMED_ABOUT, NAMED_NEAR = 0.2, 0.3  # the same in a document that the example names
NEARNESS = 0.25  # of the evidence score: less, and nothing is about the subject
REQUIREMENTS = "requirements.toml"


class Result(StrEnum):
    """What the documents hold for a question. `ANSWERED`: passages about it state all its facts."""

    ANSWERED = "answered"
    ADJACENT = "adjacent"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """An example of "done", or the job, against the documents in force.

    `example` is its id, or `JOB`. `passages` are those that state the facts, or else the nearest;
    `missing` are the facts that no passage about the subject states.
    """

    example: str
    question: str
    result: Result
    passages: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()


def covered(
    requirements: Requirements,
    texts: Sequence[Text],
    embedder: Embedder,
    watch: Watch = lambda *_: None,
    day: date | None = None,
) -> tuple[Coverage, ...]:
    """The job first, then each example of a right answer in its order; `day` None means today."""
    current = in_force(texts, day or datetime.now(UTC).date())
    judge = _Judge(current, embedder)
    asked = [each for each in requirements.done if each.kind is ExampleKind.RIGHT]
    results = []
    for number, example in enumerate(asked):
        watch("looking for the answers to the examples of done", number, len(asked))
        results.append(judge.example(example))
    return (judge.job(requirements.job.sentence, results), *results)


def found(coverage: Sequence[Coverage]) -> Iterator[Finding]:
    """A finding for each example that the documents do not answer."""
    examples = [each for each in coverage if each.example != JOB]
    for each in examples:
        if each.result is not Result.ANSWERED:
            yield _finding(each, len(examples))


class _Judge:
    """The documents as they are searched for answers."""

    def __init__(self, texts: Sequence[Text], embedder: Embedder) -> None:
        held = [(passage, text.title) for text in texts for passage in passages(text)]
        self._index = PassageIndex([passage for passage, _ in held], [title for _, title in held])
        self._titles = [title for _, title in held]
        self._embedder = embedder

    def example(self, example: Example) -> Coverage:
        """What the documents hold for an example of a right answer."""
        asked = content(example.question)
        facts = [fact(each) for each in example.says]
        named = self._named(example.documents, facts)
        found_ = [*dict.fromkeys([*self._candidates(asked | content(example.answer)), *named])]
        cosines = self._cosines(example.question, found_)
        ordered = sorted(found_, key=lambda n: -self._score(asked, n, cosines[n]))
        about = [n for n in ordered if self._is_about(asked, n, cosines[n], named=n in named)]
        stated = {each.text: self._stating(each, about) for each in facts}
        missing = tuple(text for text, number in stated.items() if number is None)
        if not missing and facts:
            shown = dict.fromkeys(number for number in stated.values() if number is not None)
            return self._coverage(example, Result.ANSWERED, list(shown), ())
        near = bool(ordered) and self._is_near(asked, ordered, cosines)
        result = Result.ADJACENT if near else Result.NOTHING
        return self._coverage(example, result, ordered[:SHOWN] if near else [], missing)

    def job(self, sentence: str, examples: Sequence[Coverage]) -> Coverage:
        """The job: answered where every example is, nothing where none is and nothing is near."""
        results = {each.result for each in examples}
        result = results.pop() if len(results) == 1 else Result.ADJACENT
        nearest = self._candidates(content(sentence))[:SHOWN]
        shown = tuple(self._index.passages[number].evidence for number in nearest)
        if not examples:
            result = Result.ADJACENT if shown else Result.NOTHING
        return Coverage(JOB, sentence, result, shown)

    def _candidates(self, wanted: frozenset[str]) -> list[int]:
        return self._index.best(wanted, CANDIDATES)

    def _cosines(self, question: str, numbers: Sequence[int]) -> dict[int, float]:
        if not numbers:
            return {}
        shown = [self._shown(number) for number in numbers]
        vectors = self._embedder.embed([question, *shown])
        return dict(zip(numbers, (vectors[1:] @ vectors[0]).tolist(), strict=True))

    def _shown(self, number: int) -> str:
        passage = self._index.passages[number]
        return ". ".join([self._titles[number], *passage.under[-2:], passage.words])

    def _named(self, documents: Sequence[str], facts: Sequence[Fact]) -> list[int]:
        """The passages of the documents an example names that state one of its facts."""
        held = self._index.of(documents)
        return [n for n in held if any(states(self._index.passages[n], each) for each in facts)]

    def _is_about(self, asked: frozenset[str], number: int, cosine: float, *, named: bool) -> bool:
        """Whether a passage speaks of what is asked; in a document the example names, less is enough."""
        share = self._index.share(asked, number)
        if named and (share >= NAMED_ABOUT or cosine >= NAMED_NEAR):
            return True
        return share >= ABOUT or (share >= ABOUT / 2 and cosine >= NEAR)

    def _stating(self, wanted: Fact, about: Sequence[int]) -> int | None:
        """The first of the passages that states a fact, or None."""
        return next((n for n in about if states(self._index.passages[n], wanted)), None)

    def _score(self, asked: frozenset[str], number: int, cosine: float) -> float:
        return self._index.share(asked, number) + cosine

    def _is_near(
        self, asked: frozenset[str], nearest: Sequence[int], cosines: dict[int, float]
    ) -> bool:
        ordered = sorted(cosines.values(), reverse=True)
        crowd = ordered[10:20] or ordered[-1:]
        signals = Signals(
            ordered[0],
            ordered[0] - sum(crowd) / len(crowd),
            max(self._index.share(asked, number) for number in nearest),
        )
        return evidence(signals) >= NEARNESS

    def _coverage(
        self, example: Example, result: Result, numbers: Sequence[int], missing: tuple[str, ...]
    ) -> Coverage:
        shown = tuple(self._index.passages[number].evidence for number in numbers)
        return Coverage(example.id, example.question, result, shown, missing)


def _finding(coverage: Coverage, all_: int) -> Finding:
    missing = ", ".join(repr(each) for each in coverage.missing)
    adjacent = coverage.result is Result.ADJACENT
    what = (
        f"The documents come near {coverage.question!r} ({coverage.example}) and do not answer it: "
        f"no passage about it states {missing}."
        if adjacent
        else f"Nothing in the documents is about {coverage.question!r} ({coverage.example})."
    )
    return Finding(
        kind=Kind.ONLY_ADJACENT if adjacent else Kind.NOT_COVERED,
        where=Where(REQUIREMENTS),
        what=what,
        poisons="This question gets an answer made from what stands nearby, or none."
        if adjacent
        else "This question gets no answer, or one made up.",
        remedy="Bring in the document that states it, or correct the example of done.",
        severity=Severity.HIGH,
        confidence=0.85,
        affected=1,
        out_of=all_,
        evidence=coverage.passages,
        key=coverage.example,
    )
