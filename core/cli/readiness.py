"""`handrail readiness`: is the data ready, or only present."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.progress import TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from core.cli.output import out, print_json
from core.cli.progress import Watch, watched
from core.domain.errors import Permanent

if TYPE_CHECKING:
    from core.readiness.audit import Inputs
    from core.readiness.decisions import Choice
    from core.readiness.finding import Finding
    from core.readiness.report import Report

app = typer.Typer(
    name="readiness", help="Is the data ready, or only present?", no_args_is_help=True
)
REPORT, PAGE, DECISIONS = "report.json", "report.html", "decisions.jsonl"
COLOURS = {"READY": "bold green", "READY IF": "bold yellow", "BLOCKED": "bold red"}
SHOWN = 8


class NothingToAudit(Permanent):
    """There is nothing to audit. Say where tables are with --sources, documents with --documents."""


class NoAudit(Permanent):
    """There is no audit here. Run `handrail readiness audit` with the same --out first."""


class NoSuchFinding(Permanent):
    """The audit has no such finding. Its report shows each finding's id, which begins with f-."""


Out = Annotated[Path, typer.Option("--out", help="The folder of the audit.", file_okay=False)]
READINESS = Path("readiness")


@app.command()
def audit(
    sources: Annotated[
        Path | None,
        typer.Option(help="Tables: CSV, TSV, XLSX, parquet, NDJSON.", exists=True, file_okay=False),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(help="Documents, as ingest takes them.", exists=True, file_okay=False),
    ] = None,
    requirements: Annotated[
        Path | None,
        typer.Option(
            help="What the data is to be ready for: requirements.toml.", exists=True, dir_okay=False
        ),
    ] = None,
    tenant: Annotated[
        str | None, typer.Option(help="Only the examples of done that concern this tenant.")
    ] = None,
    folder: Out = READINESS,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Audit tables and documents, and say one verdict: READY, READY IF, or BLOCKED.

    Writes into the folder: report.html to read, report.json for programs, contract.py with what was
    learned of the tables, to run in a pipeline, classification.toml with a tier for each place, to
    review. Run again after mending something, it says what is
    fixed, what is new and what remains. Exits 1 when BLOCKED.

    Example: handrail readiness audit --sources ./tables --documents ./policies
    --requirements requirements.toml
    """
    if sources is None and documents is None:
        raise NothingToAudit
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="spool-", dir=folder) as spool:
        inputs = _inputs(Path(spool), sources, documents, requirements, tenant, folder)
        with watched(TimeElapsedColumn()) as watch:
            report = _audited(inputs, folder, watch)
    if as_json:
        print_json(report.as_json())
    else:
        _print(report, folder)
    raise typer.Exit(1 if report.judged.verdict.value == "BLOCKED" else 0)


@app.command()
def show(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its id: f-…")],
    folder: Out = READINESS,
) -> None:
    """Show one finding of the last audit, down to its rows."""
    _print_finding(_found(folder, finding))


@app.command()
def dismiss(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its id: f-…")],
    reason: Annotated[str, typer.Option(help="Why the data is right as it is.")],
    by: Annotated[str, typer.Option(help="Who decides.")],
    folder: Out = READINESS,
) -> None:
    """Say that a finding is none: the data is as it should be. Kept in decisions.jsonl."""
    _decide(folder, finding, "dismissed", reason, by)


@app.command()
def accept(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its id: f-…")],
    reason: Annotated[str, typer.Option(help="Why answers may be made in spite of it.")],
    by: Annotated[str, typer.Option(help="Who decides.")],
    folder: Out = READINESS,
) -> None:
    """Say that a finding is right and stands for now. Kept in decisions.jsonl."""
    _decide(folder, finding, "accepted", reason, by)


@app.command()
def undo(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its id: f-…")],
    folder: Out = READINESS,
) -> None:
    """Take back what was decided about a finding; the next audit counts it again."""
    from core.readiness import decisions  # noqa: PLC0415  slow to import

    decisions.undo(folder / DECISIONS, finding)
    out.print(f"{finding} is open again, from the next audit on.")


def _inputs(
    spool: Path,
    sources: Path | None,
    documents: Path | None,
    requirements: Path | None,
    tenant: str | None,
    folder: Path,
) -> "Inputs":
    from core.readiness import report  # noqa: PLC0415  slow to import
    from core.readiness.audit import Inputs  # noqa: PLC0415
    from core.requirements.loading import load  # noqa: PLC0415

    required = load(requirements) if requirements else None
    embedder = None
    if required is not None and required.done and documents is not None:
        from core.bootstrap import embedder as embedding  # noqa: PLC0415
        from core.bootstrap.configuration import rulings  # noqa: PLC0415
        from core.settings import settings  # noqa: PLC0415

        embedder = embedding(settings(), rulings(settings()))
    previous = report.loaded(folder / REPORT)
    return Inputs(spool, sources, documents, required, embedder, tenant, previous)


def _audited(inputs: "Inputs", folder: Path, watch: Watch) -> "Report":
    from core.readiness import decisions  # noqa: PLC0415  slow to import
    from core.readiness.audit import report, seen  # noqa: PLC0415
    from core.readiness.keeping import keep  # noqa: PLC0415

    looked = seen(inputs, watch)
    made = report(looked, decisions.loaded(folder / DECISIONS), date.today())
    keep(looked, made, folder)
    return made


def _print(report: "Report", folder: Path) -> None:
    verdict = report.judged.verdict.value
    out.print(Text(verdict, style=COLOURS[verdict]))
    _print_list(report.judged.reasons or report.judged.conditions)
    if report.since:
        counts = [len(report.since.fixed), len(report.since.new), len(report.since.remaining)]
        fixed, new, remaining = counts
        out.print(
            f"\nSince {report.since.audited}: {fixed} fixed, {new} new, {remaining} as before."
        )
    if report.sprint:
        out.print("\n[bold]The first sprint[/bold], in order of what it unblocks:")
        tasks = _list()
        for number, task in enumerate(report.sprint[:SHOWN], start=1):
            mark = "  the verdict waits for it" if task.is_blocking else ""
            title = Text.assemble((task.title, "bold"), (mark, "red"))
            tasks.add_row(f"{number}.", Text.assemble(title, "\n", (task.unblocks[0], "dim")))
        out.print(tasks)
        _print_more(len(report.sprint) - SHOWN, "tasks")
    out.print(
        f"\n{len(report.tables)} tables, {len(report.documents)} documents, "
        f"{len(report.findings)} open findings: {folder / PAGE}"
    )


def _print_list(items: tuple[str, ...]) -> None:
    listed = _list()
    for each in items[:SHOWN]:
        listed.add_row("•", Text(each))
    out.print(listed)
    _print_more(len(items) - SHOWN, "of them")


def _list() -> Table:
    """Marks on the left, what they stand before on the right, long names broken and not cut."""
    table = Table.grid(padding=(0, 1), pad_edge=True)
    table.add_column()
    table.add_column(overflow="fold")
    return table


def _print_more(count: int, what: str) -> None:
    if count > 0:
        out.print(Text(f"  and {count} more {what} in the report", style="dim"))


def _print_finding(finding: "Finding") -> None:
    out.print(Text.assemble((finding.what, "bold")))
    out.print(Text(f"It poisons: {finding.poisons}"))
    out.print(Text(f"What to do: {finding.remedy}"))
    sure = f"{finding.severity.value}, {finding.confidence:.0%} sure"
    out.print(Text(f"{finding.affected} of {finding.out_of}, {sure}", style="dim"))
    for piece in finding.evidence:
        row = f" row {piece.row}" if piece.row is not None else ""
        cells = " · ".join(f"{name}: {value}" for name, value in piece.cells)
        out.print(Padding(Text.assemble((f"{piece.source}{row}  ", "dim"), cells), (0, 0, 0, 2)))


def _found(folder: Path, finding: str) -> "Finding":
    from core.readiness import report  # noqa: PLC0415  slow to import

    last = report.loaded(folder / REPORT)
    if last is None:
        raise NoAudit(f"Looked in {folder}.")
    found = last.finding(finding)
    if found is None:
        raise NoSuchFinding(f"Got {finding!r}.")
    return found


def _decide(folder: Path, finding: str, choice: str, reason: str, by: str) -> None:
    from core.readiness import decisions  # noqa: PLC0415  slow to import

    found = _found(folder, finding)
    chosen: Choice = decisions.Choice(choice)
    decision = decisions.Decision(finding, chosen, reason, by, date.today(), found.what)
    decisions.decide(folder / DECISIONS, decision)
    out.print(f"{finding} is {choice}, from the next audit on. Take it back with undo.")
