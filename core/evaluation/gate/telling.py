"""A verdict in one screen of plain text: what blocks first, then the figures."""

from collections.abc import Iterator, Sequence

from core.evaluation.gate.comparing import Change, Comparison
from core.evaluation.gate.differences import Difference
from core.evaluation.gate.ruling import Verdict
from core.evaluation.gate.soft import margin

RULES, CASES, LOSSES, EXCERPT = 6, 5, 3, 74
"""The most that a screen shows of each; the reports have all."""


def screen(verdict: Verdict) -> str:
    """The verdict with what blocks, each metric's change, and the worst losses with both answers."""
    missed = frozenset(each.rule for each in verdict.blocking)
    comparison = verdict.comparison
    return _screen(
        headline(verdict),
        *_about(comparison),
        *_blocking(verdict),
        *_metrics(comparison, missed),
        *_losses(comparison),
    )


def compared(comparison: Comparison) -> str:
    """A comparison on which no verdict is wanted."""
    name = comparison.candidate.suite.name
    nothing: frozenset[str] = frozenset()
    return _screen(name, *_about(comparison), *_metrics(comparison, nothing), *_losses(comparison))


def headline(verdict: Verdict) -> str:
    """The verdict in a line."""
    count, missed = len(verdict.rulings), len(verdict.blocking)
    suite = verdict.comparison.candidate.suite.name
    if verdict.passed:
        return f"PASSED  {suite}: all {count} rules hold."
    return f"BLOCKED  {suite}: {missed} of {count} rules do not hold."


def named(cases: Sequence[str], most: int = CASES) -> str:
    """The first few cases, and how many more there are."""
    more = f" and {len(cases) - most} more" if len(cases) > most else ""
    return ", ".join(cases[:most]) + more


def _screen(*lines: str) -> str:
    """The lines without what would command a terminal: answers are in them."""
    return "\n".join("".join(filter(str.isprintable, line)) for line in lines)


def _about(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.baseline.run, comparison.candidate.run
    yield (
        f"  {after.release_id} against {before.release_id}, "
        f"{len(comparison.overlap.both)} cases in both"
    )
    yield from _apart(comparison)


def _apart(comparison: Comparison) -> Iterator[str]:
    common = comparison.overlap
    for cases, what in (
        (common.only_candidate, "new since the baseline"),
        (common.only_baseline, "only in the baseline"),
        (common.asked_differently, "asked differently, so not compared"),
    ):
        if cases:
            yield f"  {len(cases)} {what}: {named(cases, 3)}"


def _blocking(verdict: Verdict) -> Iterator[str]:
    blocking = verdict.blocking
    if blocking:
        yield ""
    for each in blocking[:RULES]:
        yield f"  x {each.rule}"
        yield f"      {each.why}"
        if len(each.cases) > 1:
            yield f"      {named(each.cases)}"
        if limits := verdict.limits(each):
            yield f"      But: {limits}"
    if len(blocking) > RULES:
        yield f"  and {len(blocking) - RULES} more"


def _metrics(comparison: Comparison, missed: frozenset[str]) -> Iterator[str]:
    yield ""
    yield (
        f"  {'metric':15}{'before':>9}{'after':>9}{'change':>14}  "
        f"{'95% interval':23}{'won':>4}{'lost':>5}  smallest drop seen"
    )
    for name, found in comparison.differences.items():
        mark = "x" if margin(name) in missed else " "
        yield f"{mark} {_row(found, comparison.detectable[name])}".rstrip()


def _row(found: Difference, smallest: float | None) -> str:
    told, change = found.metric.told, found.metric.change
    bounds = f"{change(found.low)} to {change(found.high)}".replace(" points", "")
    return (
        f"{found.metric.name:15}{told(found.before):>9}{told(found.after):>9}"
        f"{change(found.value):>14}  {bounds:23}{found.wins:>4}{found.losses:>5}"
        f"  {'' if smallest is None else found.metric.amount(smallest)}"
    )


def _losses(comparison: Comparison) -> Iterator[str]:
    worst: dict[str, Change] = {}
    for each in comparison.losses:
        worst.setdefault(each.case, each)
    if worst:
        yield ""
        yield f"  {len(worst)} cases lost by some metric, {_won(comparison)} won; the worst:"
    for each in list(worst.values())[:LOSSES]:
        yield f"  - {each.case}, {each.metric.name}: {_short(each.question)}"
        yield f"      before: {_short(each.answer_before)}"
        yield f"      after:  {_short(each.answer_after)}"


def _won(comparison: Comparison) -> int:
    return len({each.case for each in comparison.wins})


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"
