"""A verdict as files: JUnit XML for a build server, Markdown for a pull request, JSON for programs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree as Xml

from core.evaluation.gate.comparing import Change, Comparison
from core.evaluation.gate.ruling import Ruling, Verdict
from core.evaluation.gate.telling import headline, named

MOST = 20
"""The most losses that a pull request is shown."""
APART = "\u200b"
"""A space of no width, which keeps what stands around it from being read as one."""
_UNPRINTABLE = {at: None for at in range(32) if chr(at) not in "\t\n\r"}


def junit(verdicts: Iterable[Verdict]) -> str:
    """JUnit XML: a test suite for each verdict, a test case for each rule."""
    root = Xml.Element("testsuites", name="handrail eval gate")
    for verdict in verdicts:
        name = verdict.comparison.candidate.suite.name
        failures = len(verdict.blocking)
        counts = {"tests": str(len(verdict.rulings)), "failures": str(failures), "errors": "0"}
        suite = Xml.SubElement(root, "testsuite", {"name": name, **counts})
        for each in verdict.rulings:
            case = Xml.SubElement(suite, "testcase", classname=name, name=each.rule)
            if not each.passed:
                why = each.why.translate(_UNPRINTABLE)
                Xml.SubElement(case, "failure", message=why).text = f"{why}\n{named(each.cases)}"
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def markdown(verdicts: Iterable[Verdict]) -> str:
    """What a pull request is told: verdict, rules that block, every metric, the worst losses."""
    return "\n\n".join("\n".join(_markdown(each)) for each in verdicts) + "\n"


def as_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict for a program; differences are candidate less baseline, in the metric's unit."""
    return {
        "passed": verdict.passed,
        "rules": [asdict(each) for each in verdict.rulings],
        **comparison_as_json(verdict.comparison),
    }


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison for a program, with every case won and lost."""
    common = comparison.overlap
    return {
        "suite": comparison.candidate.suite.name,
        "baseline": comparison.baseline.run.release_id,
        "candidate": comparison.candidate.run.release_id,
        "cases": len(common.both),
        "only_in_baseline": list(common.only_baseline),
        "only_in_candidate": list(common.only_candidate),
        "asked_differently": list(common.asked_differently),
        "metrics": figures_as_json(comparison),
        "wins": [_change(each) for each in comparison.wins],
        "losses": [_change(each) for each in comparison.losses],
    }


def figures_as_json(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Every metric's difference, and the smallest drop that could have been seen."""
    return {
        name: {
            "before": each.before,
            "after": each.after,
            "difference": each.value,
            "low": each.low,
            "high": each.high,
            "cases": each.pairs,
            "documents": each.documents,
            "wins": each.wins,
            "losses": each.losses,
            "alpha": each.alpha,
            "largest_drop_not_ruled_out": each.worst,
            "largest_drop_by_chance": each.noise,
            "smallest_drop_detectable": comparison.detectable[name],
            "limits": comparison.candidate.limits[name],
        }
        for name, each in comparison.differences.items()
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "case": change.case,
        "metric": change.metric.name,
        "question": change.question,
        "before": change.before,
        "after": change.after,
        "answer_before": change.answer_before,
        "answer_after": change.answer_after,
    }


def _markdown(verdict: Verdict) -> Iterator[str]:
    comparison = verdict.comparison
    yield f"### {'✅' if verdict.passed else '⛔'} {headline(verdict)}"
    yield ""
    yield (
        f"`{comparison.candidate.run.release_id}` against "
        f"`{comparison.baseline.run.release_id}`, {len(comparison.overlap.both)} cases in both."
    )
    yield from _blocking(verdict.blocking)
    yield from _table(comparison)
    yield from _lost(comparison)
    yield from _limits(comparison)


def _blocking(blocking: Sequence[Ruling]) -> Iterator[str]:
    if blocking:
        yield from ("", "| rule that does not hold | why |", "|---|---|")
    for each in blocking:
        cases = f" ({named(each.cases)})" if each.cases else ""
        yield f"| {_cell(each.rule)} | {_cell(each.why + cases)} |"


def _table(comparison: Comparison) -> Iterator[str]:
    yield from (
        "",
        "| metric | before | after | change (95% interval) | won | lost | blind below |",
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, each in comparison.differences.items():
        told, change = each.metric.told, each.metric.change
        smallest = comparison.detectable[name]
        cells = (
            name,
            told(each.before),
            told(each.after),
            f"{change(each.value)} ({change(each.low)} to {change(each.high)})",
            str(each.wins),
            str(each.losses),
            "" if smallest is None else each.metric.amount(smallest),
        )
        yield f"| {' | '.join(cells)} |"


def _lost(comparison: Comparison) -> Iterator[str]:
    losses = comparison.losses
    if losses:
        yield from ("", "<details><summary>Cases lost, with both answers</summary>", "")
        yield from ("| case | metric | before | after |", "|---|---|---|---|")
        for each in losses[:MOST]:
            answers = f"{_cell(each.answer_before)} | {_cell(each.answer_after)}"
            yield f"| {_cell(each.case)} | {each.metric.name} | {answers} |"
        if len(losses) > MOST:
            yield f"| … {len(losses) - MOST} more | | | |"
        yield from ("", "</details>")


def _limits(comparison: Comparison) -> Iterator[str]:
    yield from ("", "<details><summary>What these scores cannot tell</summary>", "")
    for name in comparison.differences:
        yield f"- {_cell(name)}: {_cell(comparison.candidate.limits[name])}"
    yield from ("", "</details>")


def _cell(text: str) -> str:
    """Words of an answer cannot end the cell, become a tag or an image, link or call anybody."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_[]|!#":
        line = line.replace(mark, f"\\{mark}")
    return (
        line.replace("@", f"@{APART}").replace("://", f":{APART}//").replace("www.", f"www{APART}.")
    )
