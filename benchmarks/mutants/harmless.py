"""Changes that break nothing: a gate that stops these as well would stop everything."""

import re
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.mutants.answering import leaving
from benchmarks.mutants.mutant import Mutant, mutant
from core.answering.service import Piece
from core.bootstrap import Handrail
from core.domain.release import Release

OTHER_WORDS = (
    (re.compile(r"\bEUR (\d[\d,.]*\d|\d)"), r"\1 euros"),
    (re.compile(r"\bGBP (\d[\d,.]*\d|\d)"), r"£\1"),
    (re.compile(r"\bper cent\b"), "%"),
    (re.compile(r"\bmust\b"), "has to"),
    (re.compile(r"\bmay not\b"), "is not allowed to"),
    (re.compile(r"\bat least\b"), "no fewer than"),
)


@mutant()
def answers_introduced(_: Handrail) -> Iterator[None]:
    """Every stretch of an answer is introduced by a few words."""
    with leaving(lambda piece: replace(piece, text=f"As the documents have it: {piece.text}")):
        yield


@mutant()
def answers_reworded(_: Handrail) -> Iterator[None]:
    """Answers say the same in other words."""

    def reworded(piece: Piece) -> Piece:
        text = piece.text
        for pattern, words in OTHER_WORDS:
            text = pattern.sub(words, text)
        return replace(piece, text=text)

    with leaving(reworded):
        yield


def _thanked(release: Release) -> Release:
    return replace(release, prompt=f"{release.prompt}Thank you.\n")


def _nudged(release: Release) -> Release:
    return replace(release, retrieval=replace(release.retrieval, dense_weight=0.48))


def _wider(release: Release) -> Release:
    return replace(release, retrieval=replace(release.retrieval, depth=120))


MUTANTS = (
    Mutant("instructions_thanked", "The instructions end with thanks.", release=_thanked),
    Mutant("weight_nudged", "The dense score weighs .48 in place of .50.", release=_nudged),
    Mutant("search_wider", "Each search brings up 120 chunks in place of 100.", release=_wider),
    answers_introduced,
    answers_reworded,
)
