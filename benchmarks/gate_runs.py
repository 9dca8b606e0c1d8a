"""Made-up suites and runs for measuring the gate; `benchmarks.gate` tells what they are like."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.domain.access import Tier
from core.evaluation.reports.scoring import Scored
from core.evaluation.runs.values import Outcome, Run
from core.evaluation.scorers.score import Score
from core.evaluation.scorers.score import Verdict as Said
from core.evaluation.suites.suite import Rules, Suite
from core.evaluation.suites.values import AsWhom, Case, Justification, RightRefusal, TextFact

Floats = NDArray[np.float64]
CASES, TO_ANSWER, DOCUMENTS = 180, 135, 40
REWORDED = 142 / 198
FLIPPED = 0.02
JITTER = 0.1
MARGINS = {
    "correctness": 0.05,
    "faithfulness": 0.05,
    "citations": 0.05,
    "over_refusal": 0.05,
    "under_refusal": 0.05,
    "refusal_kind": 0.1,
    "recall": 0.05,
    "ndcg": 0.05,
    "justified": 0.05,
}
GOOD = {
    "correctness": 0.85,
    "over_refusal": 0.04,
    "under_refusal": 0.1,
    "refusal_kind": 0.85,
    "recall": 0.93,
    "ndcg": 0.8,
    "justified": 0.95,
    "isolation": 1.0,
    "faithfulness": 0.9,
    "citations": 0.9,
}
GRADED = ("faithfulness", "citations", "ndcg")
OF_RETRIEVAL = ("recall", "justified")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ANYONE = AsWhom("acme", Tier.INTERNAL)


@dataclass(frozen=True)
class Noise:
    """What an unchanged release does: shares of verdicts flipped in either run, and in the second."""

    reworded: float = REWORDED
    between: float = 0.0
    each: float = 0.0
    second: float = 0.0


@dataclass(frozen=True)
class Fault:
    """What a candidate does worse: a drop in correctness, how alike by document, and hard failures."""

    drop: float = 0.0
    shared: float = 0.0
    leaks: int = 0
    critical: int = 0


@dataclass(frozen=True)
class Drawn:
    """One run: by metric a value for every case, and which words each was answered in."""

    values: Mapping[str, Floats]
    words: NDArray[np.int64]


def suite(random: np.random.Generator) -> Suite:
    """180 cases, those to be refused last, on documents of which some justify many and some few."""
    popular = random.dirichlet(np.full(DOCUMENTS, 2.0))
    documents = random.choice(DOCUMENTS, CASES, p=popular)
    cases = tuple(_case(at, f"{document}.md") for at, document in enumerate(documents))
    rules = Rules(margins=MARGINS, critical=("critical",))
    weights = {"exception": 1.5}
    return Suite("made-up", Path(), "", "acme", cases, {}, {}, tag_weights=weights, rules=rules)


def _case(at: int, document: str) -> Case:
    tags = ("exception",) if at % 3 == 0 else ()
    case = Case(
        id=f"c{at:03}",
        question="?",
        as_whom=ANYONE,
        justified_by=(Justification(document),),
        tags=(*tags, "critical") if at % 12 == 5 else tags,
    )
    if at < TO_ANSWER:
        return replace(case, must_say=(TextFact("x"),))
    return replace(case, refusal=RightRefusal.NO_EVIDENCE)


def baseline(random: np.random.Generator, held: Suite) -> Drawn:
    """What a release is like; its critical cases are right."""
    values = {name: (random.random(CASES) < good).astype(np.float64) for name, good in GOOD.items()}
    for name in GRADED:
        below = random.random(CASES) < 1 - GOOD[name] + 0.2
        values[name] = np.where(below, random.beta(4, 2, CASES), 1.0)
    return _upheld(held, Drawn(values, np.zeros(CASES, np.int64)))


def again(
    random: np.random.Generator,
    truth: Drawn,
    share: float,
    reworded: float,
    *,
    searches: bool = True,
) -> Drawn:
    """The same release asked once more, with that share of verdicts flipped, of retrieval if it
    `searches` anew.
    """
    other = random.random(CASES) < reworded
    likely = min(1.0, share / reworded) if reworded else 0.0
    still = {"isolation", *(() if searches else OF_RETRIEVAL)}
    values = dict(truth.values)
    for name in values.keys() - still:
        if name in GRADED:
            jittered = values[name] + random.normal(0, JITTER, CASES)
            values[name] = np.where(other, np.clip(jittered, 0, 1), values[name])
        else:
            flips = other & (random.random(CASES) < likely)
            values[name] = np.where(flips, 1 - values[name], values[name])
    return Drawn(values, np.where(other, truth.words + random.integers(1, 1 << 30), truth.words))


def pair(random: np.random.Generator, noise: Noise, held: Suite) -> tuple[Drawn, Drawn]:
    """An unchanged release asked twice."""
    truth = baseline(random, held)
    first = again(random, truth, noise.each, noise.reworded)
    flipped = noise.each or noise.second
    second = again(random, truth, flipped, noise.reworded, searches=not noise.second)
    if noise.between:
        first, second = _differing(random, first, second, noise.between)
    return _upheld(held, first), _upheld(held, second)


def _differing(
    random: np.random.Generator, first: Drawn, second: Drawn, share: float
) -> tuple[Drawn, Drawn]:
    """With that share of verdicts right in one run and wrong in the other, whichever."""
    changed = first.words != second.words
    before, after = dict(first.values), dict(second.values)
    for name in before.keys() - {"isolation", *GRADED}:
        differ = changed & (random.random(CASES) < share / REWORDED)
        up = random.random(CASES) < 0.5
        before[name] = np.where(differ, 1.0 * up, before[name])
        after[name] = np.where(differ, 1.0 * ~up, after[name])
    return replace(first, values=before), replace(second, values=after)


def worse(random: np.random.Generator, run: Drawn, held: Suite, fault: Fault) -> Drawn:
    """The run of a release that does worse, its critical cases upheld but for as many as are to fail."""
    right = run.values["correctness"]
    may_fail = np.array([not held.is_critical(case) for case in held.cases[:TO_ANSWER]])
    chance = _chances(random, held, fault) / (right[:TO_ANSWER] * may_fail).mean()
    hit = random.random(CASES) < np.minimum(chance, 1)
    values = {**run.values, "correctness": np.where(hit, 0.0, right)}
    made = _upheld(held, replace(run, values=values, words=np.where(hit, -1, run.words)))
    critical = [at for at, case in enumerate(held.cases) if held.is_critical(case)]
    for at in random.choice([at for at in critical if at < TO_ANSWER], fault.critical):
        made.values["correctness"][at] = 0.0
    for at in random.choice(CASES, fault.leaks):
        made.values["isolation"][at] = 0.0
    return made


def _chances(random: np.random.Generator, held: Suite, fault: Fault) -> Floats:
    """How likely each case fails, drawn for its document from a beta distribution."""
    if not fault.shared or not fault.drop:
        return np.full(CASES, fault.drop)
    size = 1 / fault.shared - 1
    drawn = {
        each: random.beta(fault.drop * size, (1 - fault.drop) * size)
        for each in sorted({case.cluster for case in held.cases})
    }
    return np.array([drawn[case.cluster] for case in held.cases])


def _upheld(held: Suite, run: Drawn) -> Drawn:
    """With its critical cases right, as what may never fail does not fail by chance."""
    critical = np.array([held.is_critical(case) for case in held.cases])
    values = {name: each.copy() for name, each in run.values.items()}
    for name, right in (("correctness", 1.0), ("under_refusal", 0.0)):
        values[name][critical] = right
    return replace(run, values=values)


def scored(held: Suite, run: Drawn) -> Scored:
    """A drawn run as scorers would have scored it."""
    refused = np.concatenate(
        [run.values["over_refusal"][:TO_ANSWER] == 1, run.values["under_refusal"][TO_ANSWER:] == 0]
    )
    outcomes = tuple(
        _outcome(case.id, int(words), bool(no))
        for case, words, no in zip(held.cases, run.words, refused, strict=True)
    )
    made = Run("made-up", "r", {}, {}, "", BEGAN, outcomes)
    columns = {name: [_score(name, v) for v in each.tolist()] for name, each in run.values.items()}
    scores = {
        case.id: {name: (column[at],) for name, column in columns.items()}
        for at, case in enumerate(held.cases)
    }
    return Scored(made, held, scores, dict.fromkeys(run.values, ""))


@cache
def _outcome(case: str, words: int, refused: bool) -> Outcome:
    return Outcome(case, 1, "", str(words), "no_evidence" if refused else None)


def _score(name: str, value: float) -> Score:
    return _verdict(name, value) if value in {0, 1} else Score(name, Said.INCORRECT, value, "")


@cache
def _verdict(name: str, value: float) -> Score:
    good = value == (0 if name in {"over_refusal", "under_refusal"} else 1)
    return Score(name, Said.CORRECT if good else Said.INCORRECT, value, "")
