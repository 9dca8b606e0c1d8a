"""`handrail bench`: measurements on data of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from core.cli.output import out, print_json
from core.cli.session import busy, opened

app = typer.Typer(name="bench", help="Measure Handrail on data of your own.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Measure Handrail on data of your own."""
