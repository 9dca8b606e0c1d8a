"""The command that brings a run's answers to the people who review them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.output import out, print_json
from core.cli.progress import watched
from core.cli.session import opened

if TYPE_CHECKING:
    from core.bootstrap import Handrail
    from core.domain.access import Principal
    from core.evaluation.reports.scoring import Scored

RunFile = Annotated[
    Path, typer.Option("--run", help="The run, as `handrail eval run --out` wrote it.")
]
SuiteFolder = Annotated[
    Path | None,
    typer.Option(
        "--suite", "-s", help="The suite's folder; by its name below `evals` if not given."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def review(run: RunFile, suite: SuiteFolder = None, as_json: AsJson = False) -> None:
    """Bring the answers of a run to the domain experts of the suite's tenant, for them to review.

    They find them in the workbench, in the notebook "Is the answer right?", each as far as they may
    see the documents it rests on. The same answer brought twice is there once, with what was said
    of it. What rests on a document that the tenant does not hold here is left out.

    Example: handrail eval review --run run.json --suite evals/alder
    """
    from core.evaluation.review.keeping import keep  # noqa: PLC0415  imports what is slow

    with opened() as handrail, watched() as watch:
        scored = _scored(handrail, run, suite)
        brought = keep(handrail.store, _expert(handrail, scored.suite.tenant), scored, watch)
    if as_json:
        print_json({name: getattr(brought, name) for name in brought.__slots__})
        return
    out.print(f"{brought.kept} answers are there to review, in the workbench.")
    if brought.untraced:
        out.print(f"{brought.untraced} rest on documents that {scored.suite.tenant} does not hold.")
    if brought.foreign:
        out.print(f"{brought.foreign} were asked as people of other tenants.")


def _scored(handrail: "Handrail", path: Path, suite: Path | None) -> "Scored":
    from core.evaluation.reports import scored  # noqa: PLC0415
    from core.evaluation.runs.keeping import read  # noqa: PLC0415
    from core.evaluation.scorers.embedded import scorers  # noqa: PLC0415
    from core.evaluation.suites.reading import load  # noqa: PLC0415

    run = read(path)
    cases = load(suite or handrail.settings.suites / run.suite)
    return scored(run, cases, scorers(run))


def _expert(handrail: "Handrail", tenant: str) -> "Principal":
    """Whoever sits at this machine, who may see all of the tenant and bring what experts review."""
    from datetime import timedelta  # noqa: PLC0415
    from getpass import getuser  # noqa: PLC0415

    from core.domain.access import Role, Tier  # noqa: PLC0415

    return handrail.issuer.principal(
        tenant,
        getuser(),
        clearance=Tier.RESTRICTED,
        roles=(Role.EXPERT, Role.CURATOR),
        lifetime=timedelta(hours=1),
    )
