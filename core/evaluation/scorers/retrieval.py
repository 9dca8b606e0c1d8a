"""Retrieval: how much of what justifies an answer was found, and how high up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.evaluation.metrics import ndcg, recall
from core.evaluation.runs.values import Outcome, Passage
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.values import Case, Justification, RightRefusal

MOST = 0.5  # of a quoted passage's runs of three words
_WORD = re.compile(r"\w+")
_LIMITS = (
    "It takes the passages that the case names for the only ones that justify the answer; another "
    "that says the same counts as missed."
)


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of the case's justifications among the first `k` passages, 0 to 1."""

    k: int = 10
    name: str = "recall"
    limits: str = _LIMITS

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score, with each justification as evidence; unscored where nothing justifies."""
        value = recall(_ranking(case, outcome, self.k), _grades(case), 2 * self.k)
        return _scored(
            self.name, case, outcome, value, f"of what justifies is in the first {self.k}"
        )


@dataclass(frozen=True, slots=True)
class Ndcg:
    """nDCG of the first `k` passages, each justification counting once, where it first stands."""

    k: int = 10
    name: str = "ndcg"
    limits: str = _LIMITS

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score, with each justification as evidence; unscored where nothing justifies."""
        value = ndcg(_ranking(case, outcome, self.k), _grades(case), self.k)
        return _scored(self.name, case, outcome, value, f"nDCG@{self.k}")


@dataclass(frozen=True, slots=True)
class Justified:
    """1 where at least one passage was retrieved that justifies the answer, else 0."""

    name: str = "justified"
    limits: str = _LIMITS

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score, with each justification as evidence; unscored where nothing justifies."""
        found = any(_finds(each, p) for each in case.justified_by for p in outcome.retrieved)
        why = "a justification was retrieved" if found else "no justification was retrieved"
        return _scored(self.name, case, outcome, float(found), why)


def is_passage(quoted: str, passage: Passage) -> bool:
    """Whether the passage holds most of what is quoted, white space and punctuation aside."""
    wanted = _runs(quoted)
    return len(wanted & _runs(f"{passage.prefix} {passage.text}")) >= MOST * len(wanted)


def _finds(wanted: Justification, passage: Passage) -> bool:
    return passage.source == wanted.document and (
        wanted.passage is None or is_passage(wanted.passage, passage)
    )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words, or the words of what is shorter."""
    words = _WORD.findall(text.lower())
    size = min(3, len(words))
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _ranking(case: Case, outcome: Outcome, k: int) -> Sequence[str]:
    """What the first `k` passages find: a justification that is new by its number, else the passage."""
    ranking: list[str] = []
    for passage in outcome.retrieved[:k]:
        new = [
            str(at)
            for at, each in enumerate(case.justified_by)
            if str(at) not in ranking and _finds(each, passage)
        ]
        ranking += new or [f"passage {passage.chunk_id}"]
    return ranking


def _grades(case: Case) -> Mapping[str, int]:
    return {str(at): 1 for at in range(len(case.justified_by))}


def _scored(name: str, case: Case, outcome: Outcome, value: float, why: str) -> Score:
    if outcome.error:
        return unscored(name, f"Nothing was searched: {outcome.error}")
    if not case.justified_by or case.refusal is RightRefusal.NOT_CLEARED:
        return unscored(name, "The case names no passage that this asker should find.")
    evidence = tuple(_evidence(each, outcome) for each in case.justified_by)
    verdict = Verdict.CORRECT if value == 1 else Verdict.INCORRECT
    return Score(name, verdict, value, f"{value:.2f}: {why}.", evidence)


def _evidence(wanted: Justification, outcome: Outcome) -> Evidence:
    found = next((passage for passage in outcome.retrieved if _finds(wanted, passage)), None)
    text = wanted.passage or wanted.document
    if found is None:
        return Evidence("not retrieved", text, holds=False)
    return Evidence("retrieved", text, True, 0, len(found.text), found.chunk_id)
