"""Accepted baselines: a run beside its suite, and a line for every time somebody accepted one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.evaluation.gate.errors import NoBaseline, NoReason, NotAcceptable, OtherSuite
from core.evaluation.gate.judging import judge
from core.evaluation.gate.ruling import Verdict
from core.evaluation.gate.writing import figures_as_json
from core.evaluation.reports.figures import figures
from core.evaluation.reports.scoring import Scored
from core.evaluation.runs import keeping
from core.evaluation.runs.values import Run
from core.evaluation.scoring import score
from core.evaluation.suites.suite import Suite
from core.readiness.writing import put

BASELINE, HISTORY = "baseline.json", "accepted.jsonl"
Scoring = Callable[[Run, Suite], Scored]
"""How a run is scored, embedder and judges and all."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepts a baseline, and why; `forced` is why even a broken hard rule is accepted."""

    by: str
    why: str
    forced: str | None = None


def baseline(suite: Suite) -> Run:
    """The suite's accepted run; raises `NoBaseline`, or what `keeping.read` raises."""
    path = suite.folder / BASELINE
    if not path.is_file():
        raise NoBaseline(f"Looked for {path}.")
    return keeping.read(path)


def checked(run: Run, suite: Suite, scoring: Scoring = score) -> Verdict:
    """The verdict on a run of what is in the repository, against the accepted baseline.

    Raises `NoBaseline`, `OtherSuite`, or what `keeping.read` raises.
    """
    _ensure_of(run, suite)
    return judge(scoring(baseline(suite), suite), scoring(run, suite), committed=True)


def accept(
    run: Run, suite: Suite, acceptance: Acceptance, scoring: Scoring = score
) -> dict[str, Any]:
    """Make a run the suite's baseline, and return what is recorded of it in accepted.jsonl.

    The record has who, when and why, release and corpus before and after, and the comparison with
    the baseline before, or the run's own figures for the first one. Raises `NoReason` without a
    name or a reason, `OtherSuite`, and `NotAcceptable` for a run that breaks a hard rule and is not
    forced.
    """
    if not acceptance.by.strip() or not acceptance.why.strip():
        raise NoReason
    _ensure_of(run, suite)
    before = baseline(suite) if (suite.folder / BASELINE).is_file() else None
    after = scoring(run, suite)
    verdict = judge(scoring(before, suite) if before else after, after)
    _ensure_acceptable(verdict, acceptance)
    line = _line(before, verdict, acceptance)
    keeping.write(run, suite.folder / BASELINE)
    _append(suite.folder / HISTORY, line)
    return line


def history(suite: Suite) -> list[dict[str, Any]]:
    """What is recorded of every baseline accepted, the first one first."""
    path = suite.folder / HISTORY
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines if line.strip()]


def _ensure_of(run: Run, suite: Suite) -> None:
    if run.suite != suite.name:
        raise OtherSuite(f"The run is of {run.suite}, the suite is {suite.name}.")


def _ensure_acceptable(verdict: Verdict, acceptance: Acceptance) -> None:
    broken = [each for each in verdict.blocking if each.hard]
    if broken and not (acceptance.forced or "").strip():
        raise NotAcceptable(" ".join(f"{each.rule}: {each.why}" for each in broken))


def _line(before: Run | None, verdict: Verdict, acceptance: Acceptance) -> dict[str, Any]:
    candidate = verdict.comparison.candidate
    after = candidate.run
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": acceptance.by.strip(),
        "why": acceptance.why.strip(),
        "forced": acceptance.forced,
        "release": {"before": before and before.release_id, "after": after.release_id},
        "corpus": {"before": before and dict(before.corpus), "after": dict(after.corpus)},
        "code": {"before": before and before.code, "after": after.code},
        "cases": len(candidate.cases),
        "broken": [each.rule for each in verdict.blocking],
        "comparison": figures_as_json(verdict.comparison) if before else None,
        "figures": {
            name: {"value": each.value, "low": each.low, "high": each.high, "cases": each.cases}
            for name, each in figures(candidate).items()
        },
    }


def _append(path: Path, line: dict[str, Any]) -> None:
    there = path.read_text(encoding="utf-8") if path.is_file() else ""
    put(path, there + json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
