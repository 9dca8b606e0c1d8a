"""The extractive model itself: a question and passages in, sentences of the passages out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from statistics import fmean

from core.inference.embedding import Embedder
from core.inference.extractive.follow_up import scored, speaks_of
from core.inference.extractive.parts import parts
from core.inference.extractive.scoring import Compared, Features, compare
from core.inference.extractive.selecting import accompanied, chosen, disputed
from core.inference.extractive.units import Unit, units
from core.inference.extractive.values import (
    NO_EVIDENCE,
    OUT_OF_SCOPE,
    Extract,
    Passage,
    Sentence,
)

# Fitted in November 2026 on answerable questions of CLAP NQ, SQuAD 2.0 and MT-RAG with their
# passages present (1) or withheld, and on their unanswerable ones (0).
INTERCEPT = -4.95
NEARNESS = 7.1
COVERAGE = 1.3
LEAD = 1.2
RUNNERS_UP = slice(1, 6)

ANSWERED_FROM = 0.15  # with their passages present, 1% to 4% of each set's questions fall below
ON_TOPIC_FROM = 0.08


@dataclass(frozen=True, slots=True)
class _Best:
    """The best unit's features, and by how much its score leads those behind it."""

    features: Features
    lead: float

    @property
    def confidence(self) -> float:
        """From 0 to 1: how likely the unit answers the question."""
        logit = (
            INTERCEPT
            + NEARNESS * (self.features.nearness or 0.0)
            + COVERAGE * self.features.coverage
            + LEAD * self.lead
        )
        return 1 / (1 + exp(-logit))


def extract(
    question: str, passages: Sequence[Passage], embedder: Embedder, understood: str | None = None
) -> Extract:
    """The sentences of `passages` (best first) that answer `question`, or a refusal.

    A follow-up is `understood` with what it leans on, and answered by what speaks of its own words.
    Every sentence is an exact substring of its passage. A rule comes with its exception, a list
    item with its lead-in, a table row with its header.
    """
    found = units(passages)
    if not found:
        return Extract((), OUT_OF_SCOPE, 0.0)
    asked = [question] if understood is None else [understood, question]
    compared = compare([*asked, *parts(question)], found, embedder)
    known = compared.features[: len(asked)]
    confidence = max(_best(each).confidence for each in known)
    if confidence < ANSWERED_FROM:
        return Extract((), NO_EVIDENCE if confidence >= ON_TOPIC_FROM else OUT_OF_SCOPE, confidence)
    scores = [each.score for each in known[0]]
    if understood is not None:
        scores = scored(question, found, *known)
        best = scores.index(max(scores))
        if not speaks_of(question, found[best], known[1][best]):
            return Extract((), NO_EVIDENCE, confidence)
    wanted = compared.features[len(asked) :]
    picked = [found[at] for at in accompanied(found, _picked(found, compared, scores, wanted))]
    return Extract(_quoted(picked), None, confidence)


def _picked(
    found: Sequence[Unit],
    compared: Compared,
    scores: Sequence[float],
    wanted: Sequence[Sequence[Features]],
) -> list[int]:
    """The units chosen for the whole question, for each of its parts, and in contradiction."""
    best = chosen(found, scores)
    for features in wanted:
        # the part says what is asked, the whole what it is about
        both = [mine.score + whole for mine, whole in zip(features, scores, strict=True)]
        best += chosen(found, both)[:1]
    return list(dict.fromkeys([*best, *disputed(found, compared, scores, best[0])]))


def _best(known: Sequence[Features]) -> _Best:
    scores = [each.score for each in known]
    ranked = sorted(range(len(known)), key=lambda at: -scores[at])
    behind = [scores[at] for at in ranked[RUNNERS_UP]]
    return _Best(known[ranked[0]], scores[ranked[0]] - fmean(behind) if behind else 0.0)


def _quoted(picked: Sequence[Unit]) -> tuple[Sentence, ...]:
    """The units' sentences, each once, a lead before the first that needs it."""
    return tuple(dict.fromkeys(sentence for unit in picked for sentence in unit.quoted()))
