"""`handrail ingest`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from core.cli.output import err, out, print_json
from core.cli.session import curator, names, opened
from core.domain.access import Tier
from core.domain.document import Label

if TYPE_CHECKING:
    from core.bootstrap import Handrail
    from core.ingest.pipeline import Progress as Step
    from core.ingest.pipeline import Summary

UNNAMED = "internal"
COUNTS = ("files", "added", "changed", "relabelled", "unchanged", "removed", "chunks")


def ingest(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", help="Into which tenant.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Folders or files.")],
    classification: Annotated[
        str | None,
        typer.Option(
            help="The tier of files that do not name theirs: public … restricted. Without it they "
            "are internal, and set aside where the folder has a classification.toml."
        ),
    ] = None,
    groups: Annotated[
        str, typer.Option(help="Groups that may see files that do not name theirs: a,b")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """Bring documents in: Markdown, HTML, PDF, DOCX, plain text, CSV and XLSX.

    Running it again takes in what changed and removes what is gone from the folder. A file names
    its tier, groups and dates in Markdown front matter, or in a manifest.toml at the top of the
    folder; a classification.toml there holds against both, see `handrail classification`.
    What cannot be read is listed with a reason; the rest goes on. A killed ingest is gone on with
    by running it again.

    Example: handrail ingest acme ./policies --classification internal
    """
    label = Label(Tier.parse(classification or UNNAMED), names(groups))
    with opened() as handrail:
        summary = run(handrail, tenant, paths, label, is_default_meant=classification is not None)
    if as_json:
        print_json(summary_json(summary))
    else:
        print_summary(summary)


def run(
    handrail: "Handrail",
    tenant: str,
    paths: list[Path],
    label: Label,
    *,
    is_default_meant: bool = True,
) -> "Summary":
    """Ingest under a progress bar."""
    principal = curator(handrail, tenant)
    bar = Progress(
        TextColumn(f"Ingesting {tenant}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[chunks]} chunks"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[source]}", style="dim"),
        console=err,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None, chunks=0, source="")

        def show(step: "Step") -> None:
            bar.update(
                task, completed=step.done, total=step.files, chunks=step.chunks, source=step.source
            )

        summary = handrail.ingest.run(
            principal, paths, label, show, is_default_meant=is_default_meant
        )
    if summary.chunks or summary.removed:
        handrail.database.vacuum(tenant)
    return summary


def summary_json(summary: "Summary") -> dict[str, Any]:
    """What became of the files, as a program reads it."""
    return {
        **{name: getattr(summary, name) for name in COUNTS},
        "quarantined": [
            {"source": q.source, "kind": q.kind, "reason": q.reason, "bytes": q.bytes}
            for q in summary.quarantined
        ],
        "overruled": [
            {"source": each.source, "classification": each.tier.label, "reason": each.message}
            for each in summary.overruled
        ],
    }


def print_summary(summary: "Summary") -> None:
    """What became of the files, every file counted once."""
    counts = [f"{getattr(summary, name)} {name}" for name in COUNTS[1:5] if getattr(summary, name)]
    if summary.quarantined:
        counts.append(f"{len(summary.quarantined)} quarantined")
    line = f"{summary.files} files: {', '.join(counts) or 'nothing to do'}"
    removed = f"; {summary.removed} removed" if summary.removed else ""
    out.print(f"{line}{removed}. {summary.chunks} chunks written.")
    for each in summary.quarantined:
        out.print(Text.assemble(("  not taken in  ", "yellow"), each.source))
        out.print(Text(f"    {' '.join(each.reason.split())}", style="dim"))
    for overruled in summary.overruled:
        out.print(Text.assemble(("  tier differs  ", "yellow"), overruled.source))
        out.print(Text(f"    {overruled.message}", style="dim"))
