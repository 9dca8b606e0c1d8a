"""`handrail bench planted`: an audit's findings against what was planted in the data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from core.cli.output import out, print_json

if TYPE_CHECKING:
    from core.evaluation.planted_bench import PlantedReport


def planted(
    truth: Annotated[
        Path,
        typer.Option(help="What was planted, a JSON object a line: id, kind, source.", exists=True),
    ],
    report: Annotated[Path, typer.Option(help="The report.json of an audit.", exists=True)],
    clean: Annotated[
        Path | None,
        typer.Option(
            help="The report.json of data with nothing wrong: each finding in it is untrue.",
            exists=True,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge an audit by data in which it is known what is wrong.

    Recall is over what was planted, precision over what was reported. A finding is true when its
    kind, its columns and at least half of its rows are those of a planting, or when at least 80% of
    its rows are planted ones under another kind. Intervals are 95%.
    """
    from core.evaluation.planted_bench import score  # noqa: PLC0415  slow to import
    from core.evaluation.planted_truth import plantings, reported  # noqa: PLC0415

    scored = score(plantings(truth), reported(report), reported(clean) if clean else ())
    if as_json:
        print_json(scored.as_json())
    else:
        _print(scored)


def _print(scored: "PlantedReport") -> None:
    table = Table("kind", "planted", "found", "reported", "true", box=None)
    for kind, each in sorted(scored.kinds.items()):
        table.add_row(
            kind.replace("_", " "),
            *map(str, (each.planted, each.found, each.reported, each.true)),
        )
    out.print(table)
    for name, figure in (("Recall", scored.recall), ("Precision", scored.precision)):
        out.print(f"{name} {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f}, {figure.n})")
    for missed in scored.missed:
        out.print(f"Missed: {missed.kind} in {missed.places[0].source} ({missed.id})")
    for finding in (*scored.spurious, *scored.spurious_on_clean):
        out.print(f"Untrue: {finding.kind} in {finding.places[0].source}: {finding.what}")
