"""`handrail bench correctness`: whether facts are found in answers where people find them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import TimeRemainingColumn
from rich.table import Table

from core.cli.output import out, print_json
from core.cli.progress import watched

if TYPE_CHECKING:
    from core.evaluation.correctness_bench import CorrectnessReport

FIGURES = ("auroc", "f1", "balanced_accuracy")


def correctness(
    data: Annotated[
        Path,
        typer.Option(
            help="Judged answers, a JSON object a line: question, golden, answer, correct.",
            exists=True,
            dir_okay=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge the correctness scorer against people.

    Each line has a question, the right answers (`golden`, a list, or a string with / between them),
    an answer, and whether people found it correct (true or false); `qid` and `model` if there are
    any. The scorer counts an answer right that states half of what tells in a right answer; its
    AUROC is of how much it states. Beside it: whether a right answer stands in the answer word for
    word, and the overlap of words (token F1). Intervals are 95%, whole questions resampled.
    """
    from core.evaluation.correctness_bench import run  # noqa: PLC0415  slow to import

    with watched(TimeRemainingColumn()) as watch:
        report = run(data, watch)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report)


def _print(report: "CorrectnessReport") -> None:
    figures = report.as_json()
    table = Table("", "AUROC", "F1", "balanced accuracy", box=None)
    table.add_row("scorer", *_cells(figures))
    for name, each in figures["baselines"].items():
        table.add_row(name.replace("_", " "), *_cells(each))
    for name, each in figures["models"].items():
        table.add_row(f"scorer, {name}", *_cells(each))
    out.print(table)
    out.print(
        f"{figures['n']} answers to {figures['questions']} questions; "
        f"people found {figures['correct']} of them correct."
    )


def _cells(figures: dict[str, Any]) -> list[str]:
    return [
        "-"
        if figures[name] is None
        else f"{figures[name]:.3f} [dim]{figures[f'{name}_low']:.3f}-{figures[f'{name}_high']:.3f}[/dim]"
        for name in FIGURES
    ]
