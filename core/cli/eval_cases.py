"""`handrail eval lint` and `handrail eval schema`: the cases of evaluation suites, looked over."""

import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from core.cli.output import err, out, print_json

if TYPE_CHECKING:
    from core.evaluation.suites.findings import Finding
    from core.evaluation.suites.suite import Suite


def lint(
    suites: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SUITE…",
            help="Folders of suites, or their names in HANDRAIL_SUITES. Default: all in there.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Find what is wrong with suites: duplicates, contradictions, leaks, justifications long gone.

    Reads the suites' folders and their documents; opens no database and asks no model. Exits with 1
    if there is an error, with 0 if there are only warnings.
    """
    from core.evaluation.reports.metrics import METRICS  # noqa: PLC0415  slow to import
    from core.evaluation.runs import naming  # noqa: PLC0415
    from core.evaluation.suites import lint as linting  # noqa: PLC0415
    from core.settings import settings  # noqa: PLC0415

    below = settings().suites
    loaded = naming.named(suites or [str(below)], below)
    with err.status("looking through the documents"):
        found = [(suite, linting.lint(suite, METRICS, date.today())) for suite in loaded]
    if as_json:
        print_json([_as_object(suite, findings) for suite, findings in found])
    else:
        for suite, findings in found:
            _print(suite, findings)
    if any(_errors(findings) for _, findings in found):
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of a case, a line of `cases.jsonl`."""
    from core.evaluation.suites.schema import schema as written  # noqa: PLC0415  slow to import

    sys.stdout.write(written())


def _errors(findings: "list[Finding]") -> int:
    return sum(each.severity.value == "error" for each in findings)


def _as_object(suite: "Suite", findings: "list[Finding]") -> dict[str, object]:
    return {
        "suite": suite.name,
        "cases": len(suite.cases),
        "errors": _errors(findings),
        "warnings": len(findings) - _errors(findings),
        "findings": [asdict(each) for each in findings],
    }


def _print(suite: "Suite", findings: "list[Finding]") -> None:
    errors = _errors(findings)
    out.print(
        Text.assemble(
            (suite.name, "bold"),
            f": {len(suite.cases)} cases, {errors} errors, {len(findings) - errors} warnings",
        )
    )
    for each in findings:
        colour = "red" if each.severity.value == "error" else "yellow"
        line = Text.assemble((each.severity.value, colour), f" {each.case or 'suite.toml'}: ")
        out.print(Padding(line.append(each.what), (0, 0, 0, 2)))
        out.print(Padding(Text(each.do, style="dim"), (0, 0, 0, 4)))
