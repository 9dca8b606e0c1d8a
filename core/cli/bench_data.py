"""`handrail bench kinds`: whether columns are told for what they are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from core.cli.output import fail, out, print_json
from core.cli.progress import watched
from core.domain.errors import HandrailError

if TYPE_CHECKING:
    from core.evaluation.kinds_bench import KindsReport

_SHOWN = 20


def kinds(
    tables: Annotated[Path, typer.Option(help="A folder of tables.", exists=True)],
    annotations: Annotated[
        Path, typer.Option(help="JSON: `column_types`, a list of kinds by table.", exists=True)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Compare the kinds of columns with those that people gave them.

    People's words are integer, float, string, boolean, gender, all identical, and date with or
    without more after it; every kind told here is put into these words first.
    """
    from core.evaluation.kinds_bench import judge  # noqa: PLC0415  slow to import

    try:
        with watched() as watch:
            report = judge(tables, annotations, watch)
    except HandrailError as error:
        fail(str(error))
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)


def _print(report: "KindsReport") -> None:
    accuracy = report.accuracy
    right = sum(told.right for told in report.told)
    out.print(
        f"{right} of {len(report.told)} columns right: {accuracy.value:.3f} "
        f"[{accuracy.low:.3f}, {accuracy.high:.3f}]"
    )
    wrong = [told for told in report.told if not told.right]
    if not wrong:
        return
    table = Table("table", "column", "people say", "told", box=None)
    for told in wrong[:_SHOWN]:
        table.add_row(told.table, told.column, told.human, told.kind)
    out.print(table)
    if len(wrong) > _SHOWN:
        out.print(f"and {len(wrong) - _SHOWN} more; see --json")
