"""`handrail chunking`: how documents are cut, promoted after a trial or gone back from."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from core.cli.output import out, print_json

if TYPE_CHECKING:
    from core.settings import Settings
    from core.settings.promoted import Promotion

app = typer.Typer(
    name="chunking",
    help="Say how documents are cut from now on, or go back.",
    no_args_is_help=True,
)
By = Annotated[str, typer.Option(help="Who decides, as it goes on record.")]
LATER = (
    "It holds from the next start of Handrail on. Documents are cut anew at their next ingest; "
    "until then they stay as they are, and can be searched."
)


@app.callback()
def group() -> None:
    """Say how documents are cut from now on, or go back."""


@app.command()
def promote(
    strategy: Annotated[
        str, typer.Argument(help="clause-1, tokens, sentences, recursive, markdown or semantic.")
    ],
    tokens: Annotated[int, typer.Option(help="The most tokens of a chunk.")],
    by: By,
    why: Annotated[str, typer.Option(help="On what grounds, best with the figures.")],
) -> None:
    """Have documents cut in another way. Refused, naming the clause, where the requirements forbid it.

    Opens no database. The environment overrules what is promoted; this says so where it does.

    Example: handrail chunking promote sentences --tokens 200 --by anselm.okoro --why "recall .86, was .79"
    """
    from core.bootstrap.promoting import promoted  # noqa: PLC0415  imports what is slow
    from core.settings import settings  # noqa: PLC0415

    configured = settings()
    _tell(configured, promoted(configured, strategy, tokens, by=by, why=why))


@app.command()
def back(by: By) -> None:
    """Have documents cut as before the last promotion."""
    from core.bootstrap.promoting import gone_back  # noqa: PLC0415  imports what is slow
    from core.settings import settings  # noqa: PLC0415

    configured = settings()
    _tell(configured, gone_back(configured, by=by))


@app.command()
def show(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show how documents are cut, and everything that was ever promoted."""
    from core.bootstrap.promoting import in_force  # noqa: PLC0415  imports what is slow
    from core.settings import settings  # noqa: PLC0415
    from core.settings.promoted import promotions  # noqa: PLC0415

    configured = settings()
    lines = promotions(configured.home)
    if as_json:
        print_json(
            {"in_force": in_force(configured), "promotions": [asdict(each) for each in lines]}
        )
        return
    out.print(f"Documents are cut by {in_force(configured)}.")
    if not lines:
        out.print("Nothing was promoted.")
        return
    table = Table("on", "by", "chunking", "why", box=None)
    for each in lines:
        table.add_row(each.on, Text(each.by), _named(each), Text(each.why))
    out.print(table)


def _tell(before: "Settings", promotion: "Promotion") -> None:
    from core.bootstrap.promoting import in_force, overruled  # noqa: PLC0415  imports what is slow
    from core.settings import settings  # noqa: PLC0415

    out.print(f"Documents were cut by {in_force(before)}; now by {in_force(settings())}.")
    for name, value in overruled(before.home, promotion).items():
        out.print(f"The environment overrules it: HANDRAIL_{name.upper()} is {value}.")
    out.print(LATER, soft_wrap=True)


def _named(promotion: "Promotion") -> str:
    parts = (promotion.settings.get(name) for name in ("chunking", "chunk_tokens"))
    return " ".join(str(part) for part in parts if part is not None) or "as configured"
