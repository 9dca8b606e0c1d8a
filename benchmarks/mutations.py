"""Whether the gate stops what breaks: planted regressions of the product, each tried on the sample suites.

    python -m benchmarks.mutations [--only NAME] [--suite alder] [--thorough] [--json]

The product is run as it is, twice, and then with one thing broken at a time, in this process: its
functions, its SQL, its policies, its release, never the code that evaluates it. Each time the gate
holds what came of it to the first run. A mutant counts as blocked when a rule about the answers
blocks it that the second run of the product as it is meets; that the release or the documents are
other ones, which blocks as well until somebody accepts it, is told apart and does not count. A few
changes that break nothing are tried beside them, and should pass.
The documents are taken in once, into a database below HANDRAIL_HOME, and cloned for each mutant;
suites are asked one after the other until one blocks it, or all of them with --thorough.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from benchmarks.mutants import answering, harmless, ingesting, retrieval, security, serving
from benchmarks.mutants.bed import Bed
from benchmarks.mutants.mutant import Mutant
from core.bootstrap.evaluating import evaluating
from core.evaluation.gate.budgets import FIRST, WHOLE
from core.evaluation.gate.judging import judge
from core.evaluation.gate.ruling import Ruling
from core.evaluation.reports.scoring import Scored
from core.evaluation.scoring import score
from core.evaluation.suites.reading import load, suites
from core.evaluation.suites.suite import Suite
from core.settings import settings

MUTANTS: tuple[Mutant, ...] = (
    *retrieval.MUTANTS,
    *ingesting.MUTANTS,
    *answering.MUTANTS,
    *security.MUTANTS,
    *serving.MUTANTS,
)
AT_LEAST = 28 / 30
OF_TIME = (FIRST, WHOLE, "latency_ms", "first_token_ms")
WAITING = 16  # questions side by side where the time goes into waiting for a model


@dataclass(frozen=True)
class Trial:
    """What the gate made of a mutant: the rules that block it, by suite, and how long it took.

    `elsewhere` are rules about release and documents that would block it as well.
    """

    name: str
    breaks: str
    is_security: bool
    blocked: bool
    by: dict[str, list[str]]
    elsewhere: list[str]
    seconds: float


@dataclass(frozen=True)
class Gate:
    """The gate of one suite as it stands before the product as it is.

    `unmet` are rules that a second run of the very same does not meet: they say nothing of a mutant.
    """

    baseline: Scored
    unmet: frozenset[str]

    def blocking(self, candidate: Scored, *, by_time: bool = False) -> list[Ruling]:
        """The rules that block a candidate and not the product as it is; those of time only if asked."""
        rulings = judge(self.baseline, candidate).blocking
        met = [each for each in rulings if each.rule not in self.unmet]
        return [each for each in met if by_time or not each.rule.endswith(OF_TIME)]

    def elsewhere(self, candidate: Scored) -> list[str]:
        """What is other than in the baseline, whatever came of it: the release, the documents."""
        one, other = self.baseline.run, candidate.run
        is_release, is_corpus = one.release_id != other.release_id, one.corpus != other.corpus
        return [name for name, is_it in (("release", is_release), ("corpus", is_corpus)) if is_it]


def main() -> None:
    """Try them, print what blocked each; 1 if too few are blocked, or one of security is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", help="only the mutant of this name")
    parser.add_argument("--suite", action="append", help="only this suite")
    parser.add_argument("--thorough", action="store_true", help="every suite, blocked or not")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    known = (*MUTANTS, *harmless.MUTANTS)
    chosen = [each for each in known if not options.only or each.name in options.only]
    if not chosen:
        parser.error(f"there is {', '.join(each.name for each in known)}")
    with bed(options.suite or []) as prepared:
        gates, trials = gates_of(prepared), []
        for mutant in chosen:
            trials.append(tried(prepared, gates, mutant, thorough=options.thorough))
            print(told(trials[-1]), file=sys.stderr, flush=True)
    figures = summary(trials, gates)
    print(json.dumps(figures, indent=2) if options.json else readable(figures))
    sys.exit(0 if figures["holds"] else 1)


@contextmanager
def bed(names: Sequence[str]) -> Iterator[Bed]:
    """The suites of these names, or all of them, with their documents taken in."""
    configured = settings()
    loaded = [load(folder) for folder in suites(configured.suites)]
    wanted = [each for each in loaded if not names or each.name in names]
    own = configured.model_copy(update={"home": configured.home / "mutations"})
    with evaluating(own) as handrail:
        yield Bed(handrail, wanted)


def gates_of(prepared: Bed) -> dict[str, Gate]:
    """The gate of each suite, by its name."""
    return {suite.name: _gate(prepared, suite) for suite in prepared.suites}


def tried(
    prepared: Bed, gates: Mapping[str, Gate], mutant: Mutant, *, thorough: bool = False
) -> Trial:
    """What the gate makes of the product with a mutant planted, suite by suite until one blocks it."""
    began = time.perf_counter()
    by: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    for suite in prepared.suites:
        gate = gates[suite.name]
        candidate = _scored(prepared, suite, mutant)
        elsewhere = gate.elsewhere(candidate) or elsewhere
        if blocking := gate.blocking(candidate, by_time=mutant.slows):
            by[suite.name] = _shortened(blocking)
            if not thorough:
                break
    seconds = round(time.perf_counter() - began, 1)
    return Trial(mutant.name, mutant.breaks, mutant.is_security, bool(by), by, elsewhere, seconds)


def summary(trials: Sequence[Trial], gates: Mapping[str, Gate]) -> dict[str, object]:
    """How many are blocked, whether that is enough, and each of them."""
    names = {each.name for each in harmless.MUTANTS}
    broken = [each for each in trials if each.name not in names]
    security_ones = [each for each in broken if each.is_security]
    blocked = sum(each.blocked for each in broken)
    every = all(each.blocked for each in security_ones)
    return {
        "mutants": len(broken),
        "blocked": blocked,
        "security": len(security_ones),
        "security_blocked": sum(each.blocked for each in security_ones),
        "holds": every and blocked >= AT_LEAST * len(broken),
        "harmless": len(trials) - len(broken),
        "harmless_blocked": sum(each.blocked for each in trials) - blocked,
        "unmet_as_it_is": {name: sorted(each.unmet) for name, each in gates.items() if each.unmet},
        "seconds": round(sum(each.seconds for each in trials)),
        "trials": [asdict(each) for each in trials],
    }


def readable(figures: dict[str, object]) -> str:
    """The summary in a sentence or two."""
    unmet = figures["unmet_as_it_is"]
    lines = [
        f"{figures['blocked']} of {figures['mutants']} blocked, of which "
        f"{figures['security_blocked']} of {figures['security']} of security, and "
        f"{figures['harmless_blocked']} of {figures['harmless']} changes that break nothing; "
        f"{figures['seconds']} s."
    ]
    return "\n".join([*lines, *([f"Unmet by the product as it is: {unmet}"] if unmet else [])])


def told(trial: Trial) -> str:
    """A trial as a line."""
    mark = "blocked" if trial.blocked else "NOT BLOCKED"
    by = "; ".join(f"{suite}: {', '.join(rules)}" for suite, rules in trial.by.items())
    also = f" (also: {', '.join(trial.elsewhere)})" if trial.elsewhere else ""
    return f"{mark:12}{trial.name:28}{trial.seconds:5.0f} s  {by}{also}"


def _gate(prepared: Bed, suite: Suite) -> Gate:
    prepared.run(suite)  # so that none of the runs compared is the one that embeds the questions
    baseline, again = (_scored(prepared, suite) for _ in range(2))
    return Gate(baseline, frozenset(each.rule for each in judge(baseline, again).blocking))


def _scored(prepared: Bed, suite: Suite, mutant: Mutant | None = None) -> Scored:
    at_once = WAITING if mutant and mutant.slows else 2
    return score(prepared.run(suite, mutant, at_once), suite)


def _shortened(rulings: Sequence[Ruling]) -> list[str]:
    """The names of rules, the critical cases counted."""
    critical = [each for each in rulings if each.rule.startswith("critical")]
    rest = [each.rule for each in rulings if not each.rule.startswith("critical")]
    return [*rest, *([f"{len(critical)} critical cases"] if critical else [])]


if __name__ == "__main__":
    main()
