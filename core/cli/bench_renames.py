"""`handrail bench renames`: which columns were renamed between snapshots of a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from core.cli.output import fail, out, print_json
from core.cli.progress import watched
from core.domain.errors import HandrailError

if TYPE_CHECKING:
    from core.evaluation.renames_bench import RenamesReport


def renames(
    snapshots: Annotated[
        Path, typer.Option(help="A folder of tables, snapshots of one another.", exists=True)
    ],
    truth: Annotated[
        Path | None,
        typer.Option(help="True renamings, a JSON object a line: earlier, later, from, to."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Find the columns that were renamed between snapshots of a table.

    Tables below the folder that are snapshots of one another are found first, whatever they are
    called; then the columns of every two are matched, by what they hold before by their names.
    """
    from core.evaluation import renames_bench  # noqa: PLC0415  slow to import

    try:
        with watched() as watch:
            report = renames_bench.run(snapshots, truth, watch)
    except HandrailError as error:
        fail(str(error))
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)


def _print(report: "RenamesReport") -> None:
    figures = report.as_json()
    for group in figures["groups"]:
        out.print(f"Snapshots, earliest first: {', '.join(group)}", soft_wrap=True)
    table = Table(box=None)
    for heading in ("earlier", "later", "column", "is called", "because"):
        table.add_column(heading, overflow="fold")
    for pair in figures["pairs"]:
        for each in pair["renamed"]:
            table.add_row(pair["earlier"], pair["later"], each["from"], each["to"], each["why"])
    out.print(table if table.row_count else "No column was renamed.")
    for name in figures["unread"]:
        out.print(f"Not read: {name}", style="yellow")
    if "f1" in figures:
        out.print(
            f"Precision {figures['precision']:.3f}, recall {figures['recall']:.3f}, "
            f"F1 {figures['f1']:.3f}."
        )
