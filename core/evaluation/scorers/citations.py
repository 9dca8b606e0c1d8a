"""Citations: every one retrieved, every quote real, every cited sentence supported by what it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.answering.citations import MARK, segments
from core.evaluation.facts.tokens import tokens
from core.evaluation.runs.values import Cited, Outcome, Passage
from core.evaluation.scorers.score import Evidence, Score, Verdict, unscored
from core.evaluation.suites.values import Case
from core.readiness.documents.claims import content

ENOUGH = 0.6  # of a sentence's content words
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=\s|$)|(?=\n)|$)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Citations:
    """The share of cited sentences that what they cite supports, 0 to 1.

    0 for an answer that cites nothing, or cites what was not retrieved, or quotes what does not
    stand there. A sentence is supported if all its numbers and most of its words stand in what it cites.
    """

    name: str = "citations"
    limits: str = (
        "It compares numbers and words: a sentence that turns its source's words into the opposite "
        "passes, and one in words of its own may fail."
    )

    def __call__(self, case: Case, outcome: Outcome) -> Score:
        """The score, with every cited sentence as evidence; unscored where nothing is answered."""
        if outcome.error or outcome.refusal:
            return unscored(self.name, "Nothing was answered, so nothing is to be cited.")
        faults = tuple(_faults(outcome))
        if faults:
            why = f"{faults[0].what.capitalize()}: {faults[0].text}"
            return Score(self.name, Verdict.INCORRECT, 0.0, why, faults)
        cited = tuple(_sentences(outcome))
        right = sum(each.holds for each in cited)
        if not cited:
            return Score(self.name, Verdict.INCORRECT, 0.0, "The answer cites nothing.")
        verdict = Verdict.CORRECT if right == len(cited) else Verdict.INCORRECT
        why = f"{right} of {len(cited)} cited sentences are supported by what they cite."
        return Score(self.name, verdict, right / len(cited), why, cited)


def _faults(outcome: Outcome) -> Iterator[Evidence]:
    for each in outcome.citations:
        passage = outcome.passage(each.chunk_id)
        if passage is None:
            yield Evidence(
                "cited and not retrieved", f"[{each.number}]", False, chunk_id=each.chunk_id
            )
        elif not _is_quote(each, passage):
            yield Evidence("not what the passage says", each.quote, False, chunk_id=each.chunk_id)
    for found in MARK.finditer(outcome.answer):
        numbers = map(int, found[1].split(","))
        if any(not 1 <= number <= len(outcome.retrieved) for number in numbers):
            yield Evidence("cites no passage", found.group().strip(), False, *found.span())


def _is_quote(cited: Cited, passage: Passage) -> bool:
    span = passage.text[max(0, cited.start - passage.start) : max(0, cited.end - passage.start)]
    return bool(cited.quote.strip()) and _flat(cited.quote) == _flat(span)


def _sentences(outcome: Outcome) -> Iterator[Evidence]:
    """Each sentence that marks follow, and whether what they name supports it."""
    position = 0
    for segment in segments(outcome.answer):
        passages = [outcome.retrieved[number - 1] for number in dict.fromkeys(segment.cited)]
        if not passages:
            continue
        for sentence in _SENTENCE.finditer(segment.text):
            words = sentence.group().strip()
            if not content(words) and not tokens(words):
                continue
            holds = is_supported(words, passages)
            start = outcome.answer.find(words, position)
            end = start + len(words) if start >= 0 else None
            position = end or position
            what = "supported" if holds else "not supported by what it cites"
            yield Evidence(what, words, holds, None if end is None else start, end)


def is_supported(sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether the passages have every number of the sentence and most of its words."""
    context = "\n".join(
        f"{each.title}\n{' '.join(each.headings)}\n{each.prefix}\n{each.text}" for each in passages
    )
    words = content(sentence)
    return _numbers_stand(sentence, context) and (
        len(words & content(context)) >= ENOUGH * len(words)
    )


def _numbers_stand(sentence: str, context: str) -> bool:
    there = tokens(context)
    amounts = [each.amount for each in there if each.amount]
    days = [day for each in there for day in each.days]
    bare = {bound for each in amounts for bound in (each.low, each.high)}
    return all(
        any(said.equals(each) for each in amounts) or {said.low, said.high} <= bare
        for said in (each.amount for each in tokens(sentence))
        if said
    ) and all(
        any(day.meets(each) for day in said.days for each in days)
        for said in tokens(sentence)
        if said.days
    )


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
