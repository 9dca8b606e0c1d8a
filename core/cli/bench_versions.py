"""`handrail bench versions`: which version is in force on each day, and which amount applies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.output import err, out, print_json

if TYPE_CHECKING:
    from core.evaluation.versions_bench import VersionsReport


def versions(
    corpus: Annotated[
        Path, typer.Option(help="Folder with the versions of a document.", exists=True)
    ],
    facts: Annotated[
        Path,
        typer.Option(
            help="JSON: by_version, each with file, effective_date and thresholds_stated.",
            exists=True,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Tell for every day which version is in force and which amount applies; exit 1 if one is wrong.

    The versions are found and dated by what they say of themselves; the facts only judge.
    """
    from core.evaluation.versions_bench import run  # noqa: PLC0415  slow to import

    with err.status("Reading the versions"):
        report = run(corpus, facts)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)
    if not report.as_json()["all_right"]:
        raise typer.Exit(1)


def _print(report: "VersionsReport") -> None:
    figures = report.as_json()
    out.print(
        f"{figures['dates']} days: the version in force was right on {figures['version_right']}, "
        f"the amount on {figures['threshold_right']}."
    )
    for wrong in figures["wrong"]:
        out.print(f"  {wrong['day']}: known {wrong['known']}, told {wrong['told']}", style="red")
    out.print(
        f"Superseded versions: {len(figures['superseded_reported'])} reported of "
        f"{len(figures['superseded_expected'])}."
    )
    for finding in report.superseded:
        out.print(f"  {finding.what}", style="dim")
