"""Measure the gate by simulation: how often it cries wolf, and how often it sleeps.

    python -m benchmarks.gate [--runs 1000] [--workers 2] [--json]

Runs are made up and judged by the gate itself, rules and all: suites of 180 cases on 40 documents,
135 to answer and 45 to refuse, a third counting half as much again, with the margins that are
recommended for a suite (docs/recipes). Each comparison has a suite and noise of its own.

Noise is that of an unchanged release asked twice: 142 of 198 answers in other words, graded scores
of these off by a tenth, and verdicts flipped. `even`: two in a hundred differ between the two runs,
either way, retrieval's among them; `each`: two in a hundred are flipped in each run, so four differ;
`worn`: two in a hundred of the baseline's verdicts on answers are flipped in the candidate, which
makes it worse by more than a point as most are right; `still`: the same words twice.

A true drop hits each case with the same chance, or the cases of one document more alike (`shared`,
an intraclass correlation of .1 or .3). It comes on top of `even` noise. What is reported is the
share of candidates that the gate blocks, with a 95% interval (Wilson), and the share that the rule
on correctness alone blocks.

Tried and left, on the same simulations. Non-inferiority alone, the bound within the margin: every
unchanged release is blocked, as the few cases to refuse can never show that little. McNemar's test
alone: four of five drops of 8 points are seen. Equal shares of alpha for all margins: no more
power at over twice the false alarms where each run is noisy.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from math import sqrt

import numpy as np

from benchmarks.gate_runs import FLIPPED, Fault, Noise, pair, scored, suite, worse
from core.evaluation.gate.judging import judge
from core.evaluation.gate.ruling import Verdict

EVEN = Noise(between=FLIPPED)
SCENARIOS: Mapping[str, tuple[Noise, Fault]] = {
    "unchanged, even noise": (EVEN, Fault()),
    "8 points down": (EVEN, Fault(drop=0.08)),
    "one leak": (EVEN, Fault(leaks=1)),
    "one critical case": (EVEN, Fault(critical=1)),
    "8 points down, shared .1": (EVEN, Fault(drop=0.08, shared=0.1)),
    "8 points down, shared .3": (EVEN, Fault(drop=0.08, shared=0.3)),
    "8 points down, each run noisy": (Noise(each=FLIPPED), Fault(drop=0.08)),
    "unchanged, each run noisy": (Noise(each=FLIPPED), Fault()),
    "unchanged, worn": (Noise(second=FLIPPED), Fault()),
    "unchanged, still": (Noise(reworded=0.0), Fault()),
}
OFTEN, LESS = 2, 4
"""The first two scenarios are what a gate is for; the others are run a quarter as often."""


def verdicts(noise: Noise, fault: Fault, runs: int, seed: int = 1) -> Iterable[Verdict]:
    """The gate's verdicts on as many candidates."""
    for random in np.random.default_rng(seed).spawn(runs):
        held = suite(random)
        before, after = pair(random, noise, held)
        yield judge(scored(held, before), scored(held, worse(random, after, held, fault)))


@dataclass(frozen=True)
class Rate:
    """A share with its 95% interval (Wilson, 1927)."""

    value: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, hits: int, n: int) -> "Rate":
        """The share of hits."""
        share, z = hits / n, 1.96
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return cls(share, max(0.0, middle - half), min(1.0, middle + half), n)

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.value:.1%} ({self.low:.1%} to {self.high:.1%})"


@dataclass(frozen=True)
class Result:
    """How often candidates of a kind were blocked, and by which rules; and the drop claimed."""

    scenario: str
    blocked: Rate
    by_correctness: Rate
    rules: Mapping[str, int]
    claimed: float


def measured(scenario: str, runs: int) -> Result:
    """The gate on one scenario."""
    noise, fault = SCENARIOS[scenario]
    blocked = correctness = 0
    rules: Counter[str] = Counter()
    claims: list[float] = []
    for verdict in verdicts(noise, fault, runs):
        blocked += not verdict.passed
        # any of the critical cases is the same rule
        rules.update(
            {"critical" if r.rule.startswith("critical") else r.rule for r in verdict.blocking}
        )
        correctness += not verdict.ruling("margin: correctness").passed
        claims.append(verdict.comparison.detectable["correctness"] or 1.0)
    claimed = float(np.mean(claims))
    return Result(scenario, Rate.of(blocked, runs), Rate.of(correctness, runs), rules, claimed)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every scenario and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=1000, help="comparisons; a quarter for some")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    runs = [
        given.runs if at < OFTEN else max(1, given.runs // LESS) for at in range(len(SCENARIOS))
    ]
    found = []
    with ProcessPoolExecutor(given.workers) as pool:
        for result in pool.map(measured, SCENARIOS, runs):
            found.append(asdict(result))
            if not given.json:
                print(f"{result.scenario:32} {result.blocked}", flush=True)
                print(f"{'':32} by {dict(result.rules)}; claims to see {result.claimed:.1%}")
    if given.json:
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
