"""Cases that ask the same thing: duplicates, contradictions, and holdout cases tuned on elsewhere."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from core.evaluation.suites.findings import Finding, error, warning
from core.evaluation.suites.values import Case, Split

NEAR = 90.0
"""The similarity, of 100, from which two wordings count as one question.

In the sample suites the most alike of questions that differ in substance reach 87.
"""


class Pair(NamedTuple):
    """Two cases of a suite whose questions are alike; `same` where they are word for word."""

    first: Case
    second: Case
    same: bool


def alike(cases: Sequence[Case]) -> Iterator[Finding]:
    """Duplicates, near-duplicates and contradictions by one asker; leaks whoever asks."""
    found = pairs(cases)
    worded = {frozenset((pair.first.id, pair.second.id)) for pair in found}
    yield from (
        _leak(tuned, held_out, "expects the same facts from the same passages")
        for tuned, held_out in _same_facts(cases)
        if frozenset((tuned.id, held_out.id)) not in worded
    )
    for pair in found:
        if pair.first.split is not pair.second.split:
            tuned, held_out = sorted(pair[:2], key=lambda case: case.split is Split.HOLDOUT)
            yield _leak(tuned, held_out, "asks the same")
        elif _asker(pair.first) == _asker(pair.second):
            yield _repeated(pair)


def pairs(cases: Sequence[Case]) -> list[Pair]:
    """All pairs of cases whose questions, earlier ones included, are nearly the same words.

    The similarity is the higher of rapidfuzz's `ratio` and `token_sort_ratio`, case and punctuation
    aside; questions that name other numbers are never alike.
    """
    asked = [normal(case) for case in cases]
    scores = [process.cdist(asked, asked, scorer=s) for s in (fuzz.ratio, fuzz.token_sort_ratio)]
    near = np.triu(np.maximum(*scores) >= NEAR, k=1) if asked else np.zeros((0, 0))
    return [
        Pair(cases[first], cases[second], asked[first] == asked[second])
        for first, second in np.argwhere(near)
        if _numbers(asked[first]) == _numbers(asked[second])
    ]


def normal(case: Case) -> str:
    """What is asked, as words in lower case; a follow-up with what came before it."""
    turns = [*(turn.question for turn in case.earlier), case.question]
    return " ".join(re.findall(r"\w+", " ".join(turns).casefold()))


def _same_facts(cases: Sequence[Case]) -> Iterator[tuple[Case, Case]]:
    """Tuned and held-out cases that one sentence answers alike, however differently they ask."""
    tuned = {_rests_on(case): case for case in cases if case.split is Split.TUNING}
    for case in cases:
        is_held_out = case.split is Split.HOLDOUT and case.must_say and case.justified_by
        if is_held_out and (other := tuned.get(_rests_on(case))):
            yield other, case


def _rests_on(case: Case) -> tuple[object, ...]:
    return frozenset(case.justified_by), frozenset(case.must_say), case.as_of


def _leak(tuned: Case, held_out: Case, how: str) -> Finding:
    return error(
        held_out.id,
        f"It is held out, and {tuned.id}, which may be tuned on, {how}.",
        "Ask something else in the holdout, or put both into one split.",
    )


def _repeated(pair: Pair) -> Finding:
    first, second, same = pair
    agree = _expected(first) == _expected(second)
    if same and agree:
        return error(
            second.id,
            f"It is {first.id} again: same question, same asker, same expectation.",
            "Take one of them out: it counts twice in every average.",
        )
    if same:
        return error(
            second.id,
            f"It contradicts {first.id}: same question, same asker, another expectation.",
            "Decide which of them is right.",
        )
    return warning(
        second.id,
        f"It asks nearly what {first.id} asks, as the same asker.",
        "Keep both only if they fail for different reasons.",
    )


def _asker(case: Case) -> tuple[object, ...]:
    """Who asks, and of which day: the same question of another day has another answer."""
    who = case.as_whom
    return who.tenant, who.clearance, who.groups, case.as_of


def _expected(case: Case) -> tuple[object, ...]:
    return frozenset(case.must_say), frozenset(case.must_not_say), case.refusal


def _numbers(asked: str) -> list[str]:
    return re.findall(r"\d+", asked)
