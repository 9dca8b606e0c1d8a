"""`handrail eval calibrate`: when to refuse, fitted to a tenant's corpus by questions of one's own."""

import json
from dataclasses import asdict
from functools import cache
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import TimeRemainingColumn

from core.cli.asking import TenantOption
from core.cli.bench_refusal import Rate, Withhold, WithholdOption, print_calibration
from core.cli.output import out, print_json
from core.cli.progress import watched
from core.cli.session import names, opened, person

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.bootstrap import Handrail
    from core.domain.access import Principal
    from core.evaluation.calibration.calibration import Calibration
    from core.evaluation.calibration.questions import Asked


def calibrate(
    tenant: TenantOption,
    questions: Annotated[
        Path,
        typer.Option(help="A suite's folder or cases.jsonl, or a file of questions.", exists=True),
    ],
    false_refusals: Rate = 0.05,
    withhold: WithholdOption = Withhold.PASSAGE,
    groups: Annotated[str, typer.Option(help="Groups of who asks, where no case says: a,b")] = "",
    clearance: Annotated[
        str, typer.Option(help="The clearance of who asks, where no case says.")
    ] = "internal",
    out_: Annotated[
        Path | None,
        typer.Option("--out", help="Write what a release needs to this file, as JSON."),
    ] = None,
    promote: Annotated[
        str | None,
        typer.Option(help="Have it hold from the next start on, for every tenant; say why."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Choose when to refuse, so that of what has an answer no more is refused than you ask for.

    Each question is asked with what answers it in place, and again with it left out of what the
    search found: nothing is indexed anew. The evidence score's weights are fitted to that, and the
    threshold is chosen. The figures are of questions the fit did not see; intervals are 95%.

    A question is {"question": ..., "justified_by": [{"document": SOURCE, "passage": WORDS}]}, the
    passage word for word or left out where any of the document answers; one without an answer is
    {"question": ..., "answerable": false}. A suite's cases are such lines. At least 40 with an
    answer are needed, better 200. Nothing changes before what was chosen is promoted.

    Example: handrail eval calibrate --tenant alder --questions evals/alder --false-refusals 0.05
    """
    from core.evaluation.calibration.calibration import calibrated  # noqa: PLC0415  slow to import
    from core.evaluation.calibration.crossfit import Withheld  # noqa: PLC0415
    from core.evaluation.calibration.looking import Corpus  # noqa: PLC0415
    from core.evaluation.calibration.questions import read  # noqa: PLC0415

    asked = read(questions)
    with opened() as handrail, watched(TimeRemainingColumn()) as watch:
        release = handrail.release
        corpus = Corpus(handrail.store, handrail.embedder, handrail.reranker, release.retrieval, {})
        seen = corpus.look(asked, _askers(handrail, tenant, groups, clearance), watch)
        made = calibrated(seen, Withheld(withhold), false_refusals, release.refusal)
    if out_:
        out_.write_text(json.dumps({"refusal": asdict(made.chosen)}, indent=2) + "\n")
    if promote is not None:
        _promote(made, handrail.settings.home, promote)
    if as_json:
        print_json(made.as_json())
    else:
        _print(made)
        if promote is not None:
            out.print("It holds from the next start on. An accepted baseline is due.")


def _promote(made: "Calibration", home: Path, why: str) -> None:
    from core.settings.promoted import promote  # noqa: PLC0415  slow to import

    chosen = {f"refusal_{name}": value for name, value in asdict(made.chosen).items()}
    promote(home, chosen, by=getuser(), why=why)


def _askers(
    handrail: "Handrail", tenant: str, groups: str, clearance: str
) -> "Callable[[Asked], Principal]":
    """Who asks each question: as its case says, or with these groups and this clearance."""

    @cache
    def principal(groups: frozenset[str], clearance: str) -> "Principal":
        return person(handrail, tenant, None, ",".join(sorted(groups)), clearance)

    def asker(asked: "Asked") -> "Principal":
        whom = asked.as_whom
        if whom is None:
            return principal(names(groups), clearance)
        return principal(whom.groups, whom.clearance.label)

    return asker


def _print(made: "Calibration") -> None:
    print_calibration(made)
    settings = made.chosen
    weights = ", ".join(f"{each:g}" for each in settings.weights)
    out.print(
        f"Refuse below [bold]{settings.evidence}[/bold], as out of scope below "
        f"[bold]{settings.scope}[/bold], by weights {weights}."
    )
    kept = made.chosen_by_shipped
    out.print(
        f"By the weights that come with Handrail: below {kept.evidence}, out of scope below "
        f"{kept.scope}.",
        style="dim",
    )
