"""`handrail bench tables`: how many wrong cells of a table are found, where the clean one is known."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from core.cli.output import err, out, print_json

if TYPE_CHECKING:
    from core.evaluation.tables_bench import Score, TablesReport


def tables(
    dirty: Annotated[Path, typer.Option(help="The table as it is.", exists=True, dir_okay=False)],
    clean: Annotated[
        Path,
        typer.Option(
            help="The same table put right: the same rows and columns in the same order.",
            exists=True,
            dir_okay=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge the detection of wrong cells on a table of which a clean version is at hand.

    The clean version is only compared with: nothing is learned from it. A cell counts as wrong when
    the two say different things. The interval is 95%, over the rows.
    """
    from core.evaluation.tables_bench import judged_files  # noqa: PLC0415  slow to import

    with err.status("looking for wrong cells"):
        report = judged_files(dirty, clean)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)


def _print(report: "TablesReport") -> None:
    table = Table("", "precision", "recall", "F1", "errors", "flagged", box=None)
    for name, score in report.columns.items():
        if score.errors or score.flagged:
            table.add_row(name, *_figures(score))
    table.add_row("[bold]all[/bold]", *_figures(report.total))
    out.print(table)
    out.print(
        f"{report.rows} rows in {report.seconds:.1f} s. F1 lies between {report.f1_low:.3f} and "
        f"{report.f1_high:.3f}. Of the wrong cells found, {report.repaired:.0%} came with the right "
        "value."
    )


def _figures(score: "Score") -> tuple[str, ...]:
    shares = (score.precision, score.recall, score.f1)
    return (*(f"{share:.3f}" for share in shares), str(score.errors), str(score.flagged))
