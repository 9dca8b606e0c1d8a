"""`handrail eval compare`, `gate`, `check` and `accept`: whether a release may ship."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from core.cli.output import err, out, print_json
from core.cli.progress import watched

if TYPE_CHECKING:
    from core.evaluation.gate.ruling import Verdict
    from core.evaluation.reports.scoring import Scored
    from core.evaluation.runs.values import Run
    from core.evaluation.suites.suite import Suite

RunFile = Annotated[Path, typer.Argument(help="A run, as `handrail eval run --out` wrote it.")]
OfSuite = Annotated[
    str | None,
    typer.Option("--suite", help="The suite's folder or name; that of the runs if not given."),
]
Reports = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="A folder to write gate.xml (JUnit), gate.md and gate.json to.",
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def compare(
    before: RunFile, after: RunFile, suite: OfSuite = None, as_json: AsJson = False
) -> None:
    """Compare two runs of a suite, case by case: what got better, what worse, and how sure that is.

    Cases are paired, and whole documents resampled for the 95% intervals. The last column is the
    smallest drop that these cases could have shown; what is smaller goes unseen.

    Example: handrail eval compare before.json after.json
    """
    from core.evaluation.gate.comparing import compare as compared  # noqa: PLC0415  slow to import
    from core.evaluation.gate.telling import compared as told  # noqa: PLC0415
    from core.evaluation.gate.writing import comparison_as_json  # noqa: PLC0415

    comparison = compared(*_scored((before, after), suite))
    if as_json:
        print_json(comparison_as_json(comparison))
        return
    out.print(Text(told(comparison)), soft_wrap=True)
    out.print()
    for name, each in comparison.differences.items():
        if name in comparison.candidate.suite.rules.margins and not each.proves(0.0):
            out.print(Text(f"{name}: {comparison.blind(name)}"), soft_wrap=True)
    out.print()
    for name in comparison.differences:
        out.print(Text(f"{name}: {comparison.candidate.limits[name]}", style="dim"))


def gate(
    candidate: Annotated[Path, typer.Option(help="The run of the release that is to ship.")],
    baseline: Annotated[
        Path | None, typer.Option(help="The run to hold it to; the accepted one if not given.")
    ] = None,
    suite: OfSuite = None,
    reports: Reports = None,
    committed: Annotated[
        bool,
        typer.Option(
            "--committed", help="Also block another release or corpus than the baseline's."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Hold a release to a baseline by the rules of the suite: exit 0 if it may ship, 1 if not.

    It is blocked by a drop that is more than chance explains and not shown to be within its margin;
    by a leak, a failed critical case, an error or a score that got lost, whatever else improved; by
    floors, ceilings, and the latency and cost budgets of requirements.toml.

    Example: handrail eval gate --baseline main.json --candidate mine.json --out reports
    """
    from core.evaluation.gate.baselines import BASELINE  # noqa: PLC0415  slow to import
    from core.evaluation.gate.judging import judge  # noqa: PLC0415

    against = baseline or _suite(candidate, suite).folder / BASELINE
    verdict = judge(*_scored((against, candidate), suite), committed=committed)
    _conclude([verdict], reports, as_json=as_json)


def check(
    suite: Annotated[
        list[str] | None,
        typer.Argument(help="Suites, by folder or name; all in HANDRAIL_SUITES if not given."),
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="How often each case is asked.")] = 1,
    reports: Reports = None,
    as_json: AsJson = False,
) -> None:
    """Run suites and hold each to its accepted baseline: exit 0 if all pass, 1 if one is blocked.

    What is judged is the product as it stands here, so another prompt, model, chunking, retrieval
    or corpus than the baseline's blocks too, until `handrail eval accept` accepts it.

    Example: handrail eval check alder meridian --out reports
    """
    from core.bootstrap.evaluating import Plan, runs  # noqa: PLC0415  slow to import
    from core.evaluation.gate.baselines import baseline, checked  # noqa: PLC0415
    from core.evaluation.runs import naming  # noqa: PLC0415
    from core.settings import settings  # noqa: PLC0415

    configured = settings()
    chosen = naming.named(suite or [str(configured.suites)], configured.suites)
    for each in chosen:
        baseline(each)  # one that is missing is told before minutes go by
    by_name = {each.name: each for each in chosen}
    with watched() as watch:
        plan = Plan(repeat=repeat, watch=watch)
        verdicts = [checked(run, by_name[run.suite]) for run in runs(configured, chosen, plan)]
    _conclude(verdicts, reports, as_json=as_json)


def accept(
    run: Annotated[Path, typer.Option(help="The run that is to be the baseline.")],
    by: Annotated[str, typer.Option(help="Who accepts it.")],
    why: Annotated[str, typer.Option(help="Why it is right that answers change.")],
    suite: OfSuite = None,
    force: Annotated[
        str | None,
        typer.Option(help="Why it is accepted though it breaks a rule that may not be broken."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a run the baseline that releases are held to from now on.

    It is written beside the suite as baseline.json, and accepted.jsonl gets a line with who, when,
    why and the comparison with the baseline before. Commit both.

    Example: handrail eval accept --run run.json --by "R. Okafor" --why "New travel policy"
    """
    from core.evaluation.gate.baselines import Acceptance  # noqa: PLC0415  slow to import
    from core.evaluation.gate.baselines import accept as accepted  # noqa: PLC0415
    from core.evaluation.runs.keeping import read  # noqa: PLC0415

    of = _suite(run, suite)
    line = accepted(read(run), of, Acceptance(by, why, force))
    if as_json:
        print_json(line)
        return
    release = line["release"]
    out.print(Text(f"{of.name}: {release['after']} is the baseline, before {release['before']}."))
    if line["broken"]:
        err.print(Text(f"Rules it does not meet: {', '.join(line['broken'])}.", style="yellow"))


def _conclude(verdicts: "Sequence[Verdict]", reports: Path | None, *, as_json: bool) -> None:
    """Write and show the verdicts; exit 1 if one of them blocks."""
    from core.evaluation.gate.telling import screen  # noqa: PLC0415  slow to import
    from core.evaluation.gate.writing import as_json as written  # noqa: PLC0415

    if reports:
        _write(verdicts, reports)
    if as_json:
        found: list[Any] = [written(each) for each in verdicts]
        print_json(found[0] if len(found) == 1 else found)
    else:
        for each in verdicts:
            style = "green" if each.passed else "red"
            first, _, rest = screen(each).partition("\n")
            out.print(Text(first, style=f"bold {style}"))
            out.print(Text(f"{rest}\n"), soft_wrap=True)
    if not all(each.passed for each in verdicts):
        raise typer.Exit(1)


def _write(verdicts: "Sequence[Verdict]", folder: Path) -> None:
    import json  # noqa: PLC0415

    from core.evaluation.gate.writing import as_json, junit, markdown  # noqa: PLC0415
    from core.readiness.writing import put  # noqa: PLC0415

    found = json.dumps([as_json(each) for each in verdicts], ensure_ascii=False, indent=2)
    put(folder / "gate.xml", junit(verdicts))
    put(folder / "gate.md", markdown(verdicts))
    put(folder / "gate.json", f"{found}\n")


def _scored(paths: tuple[Path, Path], suite: str | None) -> "tuple[Scored, Scored]":
    from core.evaluation.gate.errors import OtherSuite  # noqa: PLC0415
    from core.evaluation.runs.keeping import read  # noqa: PLC0415
    from core.evaluation.scoring import score  # noqa: PLC0415  slow to import

    before, after = map(read, paths)
    if before.suite != after.suite:
        raise OtherSuite(f"{paths[0]} is of {before.suite}, {paths[1]} of {after.suite}.")
    of = _named(after, suite)
    return score(before, of), score(after, of)


def _suite(run: Path, suite: str | None) -> "Suite":
    from core.evaluation.runs.keeping import read  # noqa: PLC0415  slow to import

    return _named(read(run), suite)


def _named(run: "Run", suite: str | None) -> "Suite":
    from core.evaluation.runs.naming import named  # noqa: PLC0415  slow to import
    from core.settings import settings  # noqa: PLC0415

    return named([suite or run.suite], settings().suites)[0]
