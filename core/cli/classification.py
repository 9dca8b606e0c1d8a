"""`handrail classification`: who may see what, proposed, reviewed and checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from core.cli.output import err, out, print_json
from core.cli.session import busy, names
from core.domain.access import Tier

if TYPE_CHECKING:
    from core.classification.map import ClassificationMap, Entry
    from core.readiness.documents.reading import Text as Document
    from core.readiness.tables.profile import Profile

app = typer.Typer(
    name="classification",
    help="Say who may see which document, table and column, and why.",
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
MAP_FILE = "classification.toml"


@app.callback()
def group() -> None:
    """Say who may see which document, table and column, and why."""


@app.command(name="map")
def map_(
    sources: Annotated[
        Path | None, typer.Option(help="A folder of tables.", exists=True, file_okay=False)
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(help="A folder of documents.", exists=True, file_okay=False)
    ] = None,
    out_: Annotated[
        Path | None,
        typer.Option("--out", help="The map's file; by default classification.toml in the folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Propose a tier for everything there, and write the map. What people decided stays.

    Rules and tiers declared at the top of the file come first; then what a file declares itself;
    then what is detected in it. Put the map at the top of the documents' folder, and ingest holds
    to it.

    Example: handrail classification map --documents ./policies
    """
    from core.classification.file import Kept, read, write  # noqa: PLC0415  slow to import

    folder = documents or sources
    if folder is None:
        raise typer.BadParameter("Name --sources, --documents or both.")
    path = out_ or folder / MAP_FILE
    kept = read(path)
    made = _made(sources, documents, kept.map)
    write(path, Kept(made, kept.head))
    if as_json:
        print_json({"file": str(path), **_as_json(made)})
    else:
        _print(path, kept.map, made)


@app.command(name="set")
def set_(
    place: Annotated[
        str, typer.Argument(metavar="PATH[:COLUMN]", help="As the map names it: staff.csv:salary")
    ],
    tier: Annotated[str, typer.Argument(metavar="TIER", help="public … restricted")],
    reason: Annotated[str, typer.Option(help="Why.")],
    by: Annotated[str, typer.Option(help="Who answers for it.")],
    groups: Annotated[str, typer.Option(help="Groups that may see it: a,b")] = "",
    file: Annotated[
        Path, typer.Option("--map", help="The map's file.", exists=True, dir_okay=False)
    ] = Path(MAP_FILE),
) -> None:
    """Overrule the map at one place, with a reason and a name. Undo it with git.

    Example: handrail classification set hr/contacts.md public --reason "On the web site" --by "J. Roe"
    """
    from dataclasses import replace  # noqa: PLC0415
    from datetime import date  # noqa: PLC0415

    from core.classification.file import read, write  # noqa: PLC0415

    kept = read(file)
    before = kept.map.entry(place)
    decided = kept.map.reviewed(
        place,
        Tier.parse(tier),
        reason=reason,
        by=by,
        on=date.today(),
        groups=names(groups),
    )
    write(file, replace(kept, map=decided))
    after = decided.entry(place)
    _say(f"{place}: {_tier(before)} → {_tier(after)}. {after.reason}")


@app.command()
def check(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder with its map.", exists=True, file_okay=False),
    ],
    as_json: Json = False,
) -> None:
    """Say what has no tier, what is to be reviewed again, and what is declared too low.

    The folder is looked at as it is now; tables of other folders are taken as the map has them.
    Exit 1 when anything has no tier. Nothing is written.
    """
    from dataclasses import replace  # noqa: PLC0415

    from core.classification.file import read  # noqa: PLC0415

    before = read(folder / MAP_FILE).map
    made = _made(folder, folder, before)
    elsewhere = {name: table for name, table in before.tables.items() if not table.version}
    made = replace(made, tables={**elsewhere, **made.tables})
    if as_json:
        print_json(_as_json(made))
    else:
        _print_open(made)
    if _without(made):
        raise typer.Exit(1)


def _made(
    sources: Path | None, documents: Path | None, before: "ClassificationMap"
) -> "ClassificationMap":
    from core.readiness.classified import mapped  # noqa: PLC0415  slow to import

    with busy("Looking for what needs protection"):
        profiles = _profiles(sources) if sources else None
        texts = _texts(documents) if documents else None
        if sources and documents and sources.resolve() != documents.resolve():
            _ensure_distinct(profiles or [], texts or [])
        return mapped(profiles, texts, before)


def _profiles(folder: Path) -> "list[Profile]":
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    from core.readiness.tables.profile import profiled  # noqa: PLC0415
    from core.readiness.tables.reading import read_all  # noqa: PLC0415

    with TemporaryDirectory(prefix="handrail-tables-") as spool:
        return [profiled(table) for table in read_all(folder, Path(spool)).tables]


def _texts(folder: Path) -> "list[Document]":
    from core.readiness.documents.reading import read_all  # noqa: PLC0415

    read = read_all(folder)
    for finding in read.unread:
        err.print(Text(f"{finding.where.source} is not in the map. {finding.what}", style="dim"))
    return list(read.texts)


def _ensure_distinct(profiles: "list[Profile]", texts: "list[Document]") -> None:
    from core.classification.errors import SameName  # noqa: PLC0415

    both = {each.table.name.partition("#")[0] for each in profiles} & {t.source for t in texts}
    if both:
        raise SameName(f"Got {', '.join(sorted(both))}.")


def _without(made: "ClassificationMap") -> list[str]:
    return [place for place, entry in made.places() if entry.tier is None]


def _tier(entry: "Entry") -> str:
    return entry.tier.label if entry.tier is not None else "no tier"


def _as_json(made: "ClassificationMap") -> dict[str, Any]:
    return {
        "entries": [
            {
                "place": place,
                "tier": entry.tier.label if entry.tier is not None else None,
                "groups": sorted(entry.groups),
                "set_by": entry.set_by,
                "reason": entry.reason,
                "found": [each.sentence for each in entry.proposal.found],
                "to_be_reviewed_again": entry.needs_review,
                "underclassified": entry.is_underclassified,
            }
            for place, entry in made.places()
        ],
        "without_tier": _without(made),
    }


def _print(path: Path, before: "ClassificationMap", made: "ClassificationMap") -> None:
    counts = Table("tier", "documents", "tables", "columns", box=None)
    for label, tier in [(each.label, each) for each in Tier] + [("no tier", None)]:
        documents = sum(each.tier == tier for each in made.documents.values())
        tables = sum(each.entry.tier == tier for each in made.tables.values())
        columns = sum(
            each.tier == tier for table in made.tables.values() for each in table.columns.values()
        )
        counts.add_row(label, str(documents), str(tables), str(columns))
    out.print(counts)
    gone = sorted({place for place, _ in before.places()} - {place for place, _ in made.places()})
    if gone:
        _say(f"No longer there: {', '.join(gone)}", style="yellow")
    _say(f"Written to {path}. Review it, and keep it under version control.", style="dim")


def _say(*parts: str | tuple[str, str], style: str = "") -> None:
    """One line, however long: paths and reasons stay whole for who copies them."""
    out.print(Text.assemble(*parts, style=style), soft_wrap=True)


def _print_open(made: "ClassificationMap") -> None:
    for place, entry in made.places():
        if entry.tier is None:
            _say(("no tier  ", "red"), place)
        elif entry.needs_review:
            _say(("review again  ", "yellow"), place, f"  {entry.reason}")
        elif entry.is_underclassified:
            _say(("declared too low  ", "yellow"), place, f"  {entry.reason}")
    without = len(_without(made))
    total = sum(1 for _ in made.places())
    _say(f"{total - without} of {total} have a tier.")
    if without:
        _say("Add a [[rule]] that covers the others, or set each: handrail classification set.")
