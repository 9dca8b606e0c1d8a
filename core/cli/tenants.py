"""`handrail tenant add`, `list` and `remove`."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from core.cli.output import fail, out, print_json
from core.cli.session import opened

app = typer.Typer(name="tenant", help="Add, list and remove tenants.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="TENANT", help="Lower-case letters, digits, dashes.")]


@app.command()
def add(
    tenant: Name,
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    language: Annotated[
        str, typer.Option(help="The language of its documents, as Postgres's text search names it.")
    ] = "english",
) -> None:
    """Make a tenant, empty. Its index is for the embedding model that is configured now."""
    from core.store import tenants  # noqa: PLC0415  slow to import

    with opened() as handrail:
        settings = handrail.settings
        tenants.add(
            handrail.database,
            tenant,
            name=name or tenant,
            model=settings.embedding_model,
            dimension=settings.embedding_dimension,
            language=language,
            alone=settings.tenancy == "dedicated",
        )
    out.print(f"Added {tenant}. Next: handrail ingest {tenant} FOLDER")


@app.command(name="list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program.")] = False,
) -> None:
    """List the tenants: how much each holds, never what."""
    from core.store import tenants  # noqa: PLC0415  slow to import

    with opened() as handrail:
        listed = tenants.listed(handrail.database)
    if as_json:
        print_json(
            [{**each._asdict(), "created_at": each.created_at.isoformat()} for each in listed]
        )
    elif not listed:
        out.print("There are no tenants yet. Make one: handrail tenant add NAME")
    else:
        table = Table("tenant", "name", "chunks", "embedding model", "language", box=None)
        for each in listed:
            table.add_row(
                each.tenant, Text(each.name), str(each.chunks), each.embedding_model, each.language
            )
        out.print(table)


@app.command()
def remove(
    tenant: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove a tenant and everything it holds. This cannot be undone; its audit records stay."""
    from core.store import tenants  # noqa: PLC0415  slow to import

    if not yes and not typer.confirm(f"Remove {tenant} and all its documents for good?"):
        fail("Nothing was removed.")
    with opened() as handrail:
        tenants.remove(handrail.database, tenant)
    out.print(f"Removed {tenant}.")
