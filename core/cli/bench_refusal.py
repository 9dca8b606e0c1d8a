"""`handrail bench refusal`: how well questions without an answer are told, by labelled data."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import TimeRemainingColumn
from rich.table import Table

from core.cli.output import out, print_json
from core.cli.progress import watched
from core.cli.session import opened

if TYPE_CHECKING:
    from core.evaluation.calibration.calibration import Calibration
    from core.evaluation.intervals import Mean


class Withhold(StrEnum):
    """What is taken out before a question is asked again."""

    PASSAGE = "passage"
    DOCUMENT = "document"


WithholdOption = Annotated[
    Withhold,
    typer.Option(
        help="What is taken out: the passages that answer a question and whatever repeats them, "
        "or also every other passage of their documents."
    ),
]
Rate = Annotated[
    float,
    typer.Option(
        "--false-refusals",
        min=0.001,
        max=0.5,
        help="The share of questions with an answer that may be refused.",
    ),
]


def refusal(
    data: Annotated[
        Path,
        typer.Option(
            help="A file of questions, a JSON object a line, or a folder of such files with the "
            "passages beside them.",
            exists=True,
        ),
    ],
    passages: Annotated[
        Path | None,
        typer.Option(
            help="Passages, a JSON object a line: passage_id, text, title or document.",
            exists=True,
        ),
    ] = None,
    withhold: WithholdOption = Withhold.DOCUMENT,
    false_refusals: Rate = 0.05,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="At most so many questions of each sort; 0.1 s each, or less."),
    ] = 600,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Judge how well a calibrated refusal tells questions without an answer.

    The passages go into a throwaway tenant. Every question that has an answer is asked twice: with
    what answers it in place, and with it withheld. The score is fitted, and the threshold chosen,
    on other documents' questions than it is judged on. Near misses, whose passage is there but
    does not answer them, are told apart.

    With its document out, a question has no answer. With its passage out alone, what is left of the
    document is about the same, and may say it too, so nobody knows: the figures are lower, and are
    told beside the others.

    A question is {"question": ..., "passage": TEXT, "answerable": true, "title": ...}, or names its
    passages with "passage_id" or "passage_ids"; a follow-up has "earlier": [{"question": ...,
    "answer": ...}]. The layouts of CLAP NQ, SQuAD 2.0 (contexts and questions) and MT-RAG (passages
    and tasks) are understood. Intervals are 95%, whole documents resampled.
    """
    from core.evaluation.calibration.crossfit import Withheld  # noqa: PLC0415  slow to import
    from core.evaluation.refusal_bench import Bench  # noqa: PLC0415
    from core.inference.cached import CachedEmbedder  # noqa: PLC0415

    with opened() as handrail, watched(TimeRemainingColumn()) as watch:
        release = handrail.release
        bench = Bench(
            handrail.database,
            CachedEmbedder(handrail.embedder, handrail.settings.home),
            handrail.reranker,
            release.retrieval,
            release.chunking,
            release.refusal,
        )
        report = bench.run_files(data, passages, Withheld(withhold), false_refusals, limit, watch)
    if as_json:
        print_json(report.as_json())
    else:
        print_calibration(report.calibration)


def print_calibration(calibration: "Calibration") -> None:
    """The figures as a table, and what they are of in words."""
    rows = {
        f"{calibration.withheld.value} withheld": calibration.figures,
        "the other way": calibration.other,
        "as it is now": calibration.in_force,
    }
    table = Table("", "AUROC", "false refusals", "caught", "balanced accuracy", "n", box=None)
    for name, each in rows.items():
        figures = (each.auroc, each.false_refusals, each.caught, each.balanced_accuracy)
        table.add_row(name, *map(_figure, figures), str(each.auroc.n))
    for name, apart in (
        ("near misses", calibration.near_miss),
        ("out of scope", calibration.out_of_scope),
    ):
        if apart:
            cells = (_figure(apart.auroc), "", _figure(apart.refused), "")
            table.add_row(name, *cells, str(apart.refused.n))
    out.print(table)
    out.print(
        f"Asked for {calibration.rate:.1%} false refusals. What answers a question was among the "
        f"hits {calibration.retrieved:.0%} of the time. {calibration.groups} documents apart."
    )


def _figure(mean: "Mean") -> str:
    return f"{mean.value:.3f} [dim]{mean.low:.3f}-{mean.high:.3f}[/dim]"
