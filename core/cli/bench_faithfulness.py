"""`handrail bench faithfulness`: how well unsupported answers are told, where people have labelled them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from core.cli.output import fail, out, print_json
from core.cli.progress import watched

if TYPE_CHECKING:
    from core.evaluation.faithfulness.judging import Entails

CAUGHT = ("unquoted", "marked", "failed", "flagged", "raised")


def faithfulness(
    data: Annotated[
        Path,
        typer.Option(
            help="Labelled answers, a JSON object a line, or a folder of such files.", exists=True
        ),
    ],
    nli: Annotated[
        Path | None,
        typer.Option(
            help="An NLI model of your own: model.onnx, tokenizer.json, config.json.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    refit: Annotated[
        bool,
        typer.Option(
            "--refit", help="Judge each answer by a model fitted to the other sources of this data."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge the faithfulness scorer on answers that people have labelled.

    A line has `context` (a text, a list of passages, or an object of data), `response`, `supported`
    (true or false), and if you have them `task`, `generator`, `source_id` and `question`. A folder may
    keep the contexts in sources.jsonl (`source_id`, `source`), and mark unsupported spans in `labels`
    (`start`, `end`). Labels of three kinds in `begin_label` are read too; what is labelled generic
    claims nothing and is left out.

    Unsupported is the positive class. The threshold comes with the model and is never chosen on your
    data. Beside it stand what the share of new words alone gives, what calling every answer
    unsupported gives, and the AUROC among one generator's answers. Intervals are 95%, over the
    sources. Where the model was learned from contexts in your data, the output says of how many
    answers: use --refit there.

    Right answers are also made wrong, to see what is caught: it is not a quote any more (unquoted),
    the figure or name is marked as absent (marked), a claim has less than half support (failed), the
    answer is over the threshold (flagged), it is riskier than it was (raised).
    """
    from core.domain.errors import Permanent  # noqa: PLC0415
    from core.evaluation.faithfulness_bench import Bench  # noqa: PLC0415  slow to import

    if nli and refit:
        fail("An NLI model is not refitted. Use --nli or --refit, not both.")
    try:
        with watched() as watch:
            report = Bench(_entails(nli), refit).run(data, watch)
    except Permanent as error:
        fail(str(error))
    if as_json:
        print_json(report.as_json())
    else:
        _print(report.as_json())


def _entails(folder: Path | None) -> "Entails | None":
    from core.evaluation.faithfulness.nli import Nli  # noqa: PLC0415  slow to import

    return Nli(folder) if folder else None


def _print(found: dict[str, Any]) -> None:
    columns = ("AUROC", "new words", "in one generator", "balanced", "F1", "F1 of all")
    table = Table("", "n", *columns, box=None)
    for name, part in (*found["tasks"].items(), ("all", found)):
        inside = part["within_generator"]
        table.add_row(
            name,
            str(part["n"]),
            _cell(part, "auroc"),
            _cell(part["baselines"]["novel_word_ratio"], "auroc"),
            _cell(inside, "auroc") if inside else "",
            _cell(part, "balanced_accuracy"),
            _cell(part, "f1"),
            f"{part['baselines']['always_positive']['f1'] or 0:.3f}",
        )
    out.print(table)
    for kind, made in found["corruptions"].items():
        out.print(_corruptions(kind, made))
    out.print(_closing(found))


def _cell(part: dict[str, Any], name: str) -> str:
    value, low, high = (part[f"{name}{end}"] for end in ("", "_low", "_high"))
    return "" if value is None else f"{value:.3f} [dim]±{(high - low) / 2:.2f}[/dim]"


def _corruptions(kind: str, made: dict[str, Any]) -> Table:
    # answers in prose are no quotes to begin with
    shown = CAUGHT if kind == "verbatim" else CAUGHT[1:]
    table = Table(f"right answers made wrong: {kind}", "n", *shown, box=None)
    for name, caught in made["caught"].items():
        cells = (f"{caught[column]:.0%}" for column in shown)
        table.add_row(name.replace("_", " "), str(caught["n"]), *cells)
    alarms = made["false_alarms"] | {"marked": made["false_alarms"]["marked_figure"]}
    cells = (f"{alarms[column]:.1%}" for column in shown if column in alarms)
    table.add_row("[dim]false alarms[/dim]", str(made["right_answers"]), *cells)
    return table


def _closing(found: dict[str, Any]) -> Text:
    seen = found["trained_on"]
    warning = f" It was learned from the contexts of {seen} of these answers." if seen else ""
    return Text(
        f"Model: {found['model']}, threshold {found['threshold']}.{warning} An answer took "
        f"{found['ms_per_answer']:.1f} ms.\n{found['limits']}",
        style="dim",
    )
